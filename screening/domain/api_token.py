"""Tokens of the read API: made and shown once, revoked, used; each a line of history."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from postings.models import Department
from screening.api_scopes import ApiScope
from screening.city_time import city_day
from screening.domain import history
from screening.errors import Refused
from screening.models import ApiToken, User
from screening.permissions import authorise

BEGINS: Final = "screening_"
"""So that a token that slipped into a file or a mail can be found by a search."""
LONGEST: Final = timedelta(days=366)
USED_AGAIN_AFTER: Final = timedelta(minutes=1)


def make(
    *,
    actor: User,
    department: Department,
    purpose: str,
    scopes: Collection[str],
    last_day: date,
    at: datetime,
) -> tuple[ApiToken, str]:
    """A new token and its secret, which is shown once and kept as a hash alone.

    Raises NotAllowed; Refused without a purpose or a scope, or for a last day that has passed or is over a year away.
    """
    authorise(actor, "make_api_token", department)
    today = city_day(at)
    if not purpose.strip():
        raise Refused("Say which system uses the token, and what for.")
    if not scopes:
        raise Refused(
            "A token that may read nothing is of no use. Choose at least one thing that it may read."
        )
    if not today <= last_day <= today + LONGEST:
        raise Refused(
            "The last day must be today or later, and within one year. A system that needs a token for longer gets a "
            "new one then."
        )
    secret = BEGINS + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = ApiToken.objects.create(
            department=department,
            purpose=purpose.strip(),
            scopes=sorted({ApiScope(scope).value for scope in scopes}),
            sha256=_hash(secret),
            last_day=last_day,
            made_by=actor,
            made_at=at,
        )
        facts = {"department": department.slug, "scopes": token.scopes, "last_day": last_day.isoformat()}
        history.record(actor=actor, verb="make_api_token", subject=token, facts=facts, at=at)
    return token, secret


def revoke(*, actor: User, token_id: int, at: datetime) -> ApiToken:
    """End a token at once. Raises NotAllowed, ApiToken.DoesNotExist; Refused when it was revoked already."""
    with transaction.atomic():
        token = ApiToken.objects.select_for_update(of=("self",)).get(pk=token_id)
        authorise(actor, "revoke_api_token", token)
        if token.revoked_at is not None:
            raise Refused("This token was revoked already. Nothing can be read with it.")
        token.revoked_by, token.revoked_at = actor, at
        token.save(update_fields=["revoked_by", "revoked_at"])
        history.record(actor=actor, verb="revoke_api_token", subject=token, at=at)
    return token


def holding(secret: str) -> ApiToken | None:
    """The token of a secret, whether or not it is still open. A secret of 256 random bits needs no slow hash."""
    return ApiToken.objects.filter(sha256=_hash(secret)).select_related("department").first()


def note_use(token: ApiToken, *, at: datetime) -> None:
    """When it was last used, to the minute: most requests write nothing."""
    if token.last_used_at is None or at - token.last_used_at >= USED_AGAIN_AFTER:
        ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(last_used_at=at)


def note_reading(token: ApiToken, *, what: str, rows: int, at: datetime, **facts: int) -> None:
    """A line of history that rows about people left the house by this token; the machine acted, nobody in person."""
    history.record(
        actor=None,
        verb="read_by_api",
        subject=token,
        facts={"what": what, "rows": rows, **facts},
        at=at,
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
