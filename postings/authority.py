"""Who may change a posting and where it is written down: answered by the room that knows people.

Postings know neither roles nor history, and never import the room that does. That room appoints its two functions
once, when the program starts. Until then every door here is shut: docs/decisions/0006-postings-ask-who-may.md.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from django.db.models import Model

from postings.errors import NotAllowed

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

Actor: TypeAlias = "AbstractBaseUser | None"


class Authorise(Protocol):
    def __call__(self, actor: Any, verb: str, obj: Any = None, /) -> None: ...


class Record(Protocol):
    def __call__(
        self,
        *,
        actor: Any,
        verb: str,
        subject: Model,
        at: datetime,
        posting_id: int | None,
        from_state: str,
        to_state: str,
        facts: dict[str, Any],
    ) -> object: ...


class _Appointed(NamedTuple):
    authorise: Authorise
    record: Record


_appointed: _Appointed | None = None


def appoint(*, authorise: Authorise, record: Record) -> None:
    """Name who authorises and who records. Called once, when the program starts."""
    global _appointed
    _appointed = _Appointed(authorise, record)


def authorise(actor: Actor, verb: str, obj: Model | None = None) -> None:
    """Raises NotAllowed unless this person may. No person (None) is the operator at the command line of the server."""
    if actor is None:
        return
    if _appointed is None:
        raise NotAllowed(f"{verb}: nobody has been appointed to say who may")
    _appointed.authorise(actor, verb, obj)


def record(
    *,
    actor: Actor,
    verb: str,
    subject: Model,
    at: datetime,
    posting_id: int | None = None,
    from_state: str = "",
    to_state: str = "",
    facts: dict[str, Any] | None = None,
) -> None:
    """Write one line of history. Raises NotAllowed where it would be written nowhere, so that nothing happens unseen."""
    if _appointed is None:
        raise NotAllowed(f"{verb}: nobody has been appointed to write it down")
    _appointed.record(
        actor=actor,
        verb=verb,
        subject=subject,
        at=at,
        posting_id=posting_id,
        from_state=from_state,
        to_state=to_state,
        facts=facts or {},
    )
