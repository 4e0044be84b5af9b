"""What every process must know and nobody needs for long: counted tries and used one-time codes (decision 9)."""

from datetime import datetime

from django.db import connection


def forget_expired(*, at: datetime) -> int:
    """Delete what has run out, addresses of visitors among it; how many rows. Django's cache only skips them."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM shared_cache WHERE expires < %s", [at])
        return int(cursor.rowcount)
