"""What the server runs. Settings are named here, so that ``onward serve`` needs no environment of its own."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onward.web.settings")
application = get_wsgi_application()

from onward.web.site import site  # noqa: E402 - needs Django to be set up

# Knowledge, gazetteer and release are loaded before the first visitor comes, not while they wait.
site().release_note()
