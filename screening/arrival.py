"""The instant at which a request reached this server, also when it then waited for a free thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from screening.city_time import now

_reached: ContextVar[float | None] = ContextVar("reached", default=None)


@contextmanager
def reached_at(seconds: float | None) -> Iterator[None]:
    """Says for what is called inside when its request reached the server: seconds since 1970, None for just now."""
    token = _reached.set(seconds)
    try:
        yield
    finally:
        _reached.reset(token)


def arrival() -> datetime:
    """When the request reached the server; now, under a server that does not say."""
    seconds = _reached.get()
    return now() if seconds is None else datetime.fromtimestamp(seconds, UTC)
