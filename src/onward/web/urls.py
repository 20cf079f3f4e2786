"""Every address of the site (contracts.md)."""

from __future__ import annotations

from django.urls import path

from onward.web.api import api
from onward.web.views import answer, find, guides, home, plain

urlpatterns = [
    path("", home.home),
    path("answer/", answer.answer),
    path("answer/doctor/", answer.for_the_doctor),
    path("find/", find.find),
    path("guides/pt-or-ot/", guides.difference),
    path("about/", plain.about),
    path("healthz", plain.health),
    path("robots.txt", plain.robots),
    path("api/v1/", api.urls),
]
handler404 = plain.not_found
handler400 = plain.bad_request
handler500 = plain.server_error
