"""Django settings. Everything that an operator may set comes from the environment (docs/reference/settings.md)."""

from __future__ import annotations

import os
from pathlib import Path

from onward.release.current import data_folder
from onward.store.database import database
from onward.store.secret import secret

HERE = Path(__file__).parent
DATA = data_folder(os.environ)

SECRET_KEY = secret(os.environ.get("ONWARD_SECRET"), DATA)
DEBUG = False
ALLOWED_HOSTS = [h.strip() for h in os.environ.get("ONWARD_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")]
DATABASES = {"default": database(os.environ.get("ONWARD_DATABASE_URL"), DATA)}
ROOT_URLCONF = "onward.web.urls"
WSGI_APPLICATION = "onward.web.wsgi.application"
INSTALLED_APPS = ["onward.store.apps.StoreConfig", "onward.web.apps.WebConfig"]
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
USE_I18N = False

MIDDLEWARE = [
    "onward.web.middleware.one_error_shape",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "onward.web.limits.rate_limit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "onward.web.templating.environment"},
    },
    # Django's own pages (its admin, its error reports) are written for this one.
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]

STATIC_URL = "/static/"
# Served from the package as they are; nothing has to be collected before the first run. Links carry a hash of
# the file (templating.static), so a day in a browser's cache never shows an old style.
STATIC_ROOT = HERE / "static"
WHITENOISE_MAX_AGE = 24 * 60 * 60

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "onward.web.views.plain.forbidden"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# Nothing that a person wrote may reach a log: Django's request logger gets the path of a failing request only,
# and no handler here is given the request body or the query string.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
# A form of this site holds a few short fields and one message.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 60
