"""The web application for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from screening.whole_request import whole_requests

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "screening.settings")
application = whole_requests(get_wsgi_application())
