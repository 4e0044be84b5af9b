"""What a machine asks to know whether this program can serve."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from kombu import Connection
from kombu.exceptions import KombuError

from screening.city_time import now
from screening.domain.queries import oldest_due_since


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers; the broker is only named, because nobody is turned away without it.

    ``oldest due`` is how long the longest waiting submission waits for its evaluation: minutes mean a deaf worker.
    """
    try:
        since = oldest_due_since()
    except DatabaseError:
        return HttpResponse("database: does not answer\n", status=503, content_type="text/plain")
    waits = f"{int((now() - since).total_seconds())} s" if since else "nothing"
    return HttpResponse(f"database: ok\nbroker: {broker()}\noldest due: {waits}\n", content_type="text/plain")


def broker() -> str:
    try:
        with Connection(
            settings.CELERY_BROKER_URL, transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS
        ) as line:
            line.ensure_connection(max_retries=1, timeout=1)
    except (KombuError, OSError):
        return "does not answer (work waits in the database)"
    return "ok"
