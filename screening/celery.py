"""The Celery application: messages say 'look now', the rows say what is due."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "screening.settings")

import screening.settings  # noqa: F401  (a refusal to start ends here in one sentence, before Celery wraps it)

app = Celery("screening")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
