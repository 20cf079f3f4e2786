"""What the server runs. Settings are named here, so that ``onward serve`` needs no environment of its own."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onward.web.settings")
application = get_wsgi_application()
