"""What a machine asks to know whether this program can serve."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from kombu import Connection
from kombu.exceptions import KombuError


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers; the broker is only named, because nobody is turned away without it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database: does not answer\n", status=503, content_type="text/plain")
    return HttpResponse(f"database: ok\nbroker: {broker()}\n", content_type="text/plain")


def broker() -> str:
    try:
        with Connection(
            settings.CELERY_BROKER_URL, transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS
        ) as line:
            line.ensure_connection(max_retries=1, timeout=1)
    except (KombuError, OSError):
        return "does not answer (work waits in the database)"
    return "ok"
