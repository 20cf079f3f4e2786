"""Every address of the site (contracts.md)."""

from __future__ import annotations

from django.urls import path

from onward.web.api import api
from onward.web.views import answer, find, guides, home, listed, places, plain, sitemap

urlpatterns = [
    path("", home.home),
    path("answer/", answer.answer),
    path("answer/doctor/", answer.for_the_doctor),
    path("find/", find.find),
    path("find/<str:state>/", places.state),
    path("find/<str:state>/<str:city>/", places.city),
    path("find/<str:state>/<str:city>/<str:therapy>/", places.city),
    path("therapist/<str:npi>/", listed.provider),
    path("therapist/<str:npi>/<str:slug>/", listed.provider),
    path("clinic/<str:npi>/", listed.provider),
    path("clinic/<str:npi>/<str:slug>/", listed.provider),
    path("site/<str:site_id>/", listed.site_page),
    path("guides/pt-or-ot/", guides.difference),
    path("about/", plain.about),
    path("healthz", plain.health),
    path("robots.txt", plain.robots),
    path("sitemap.xml", sitemap.index),
    path("sitemap/places.xml", sitemap.places),
    path("sitemap/providers-<int:part>.xml", sitemap.providers),
    path("api/v1/", api.urls),
]
handler404 = plain.not_found
handler400 = plain.bad_request
handler500 = plain.server_error
