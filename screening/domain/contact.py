"""A person's contact details: read and saved in one place, for every application and for the account."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from screening.domain import notice
from screening.enums import ApplicationState, NoticeKind
from screening.errors import OlderVersion
from screening.models import ContactChange, ContactDetails, User
from screening.models.contact import FIELDS
from screening.permissions import authorise


def contact_of(person_id: int) -> ContactDetails | None:
    """A person's details as they stand, or None before the first save."""
    return ContactDetails.objects.filter(person_id=person_id).first()


def save_contact(
    *, actor: User, person: User, content: dict[str, Any], version: int, at: datetime
) -> ContactDetails:
    """Save a person's details; a field that ``content`` leaves out becomes empty.

    The address for mail is the account's own, which was confirmed, whatever ``content`` says.
    ``version`` is the one the page was opened with (0: never saved). What was sent keeps the details it was sent with.
    Raises NotAllowed, and OlderVersion when other details were saved in between.
    """
    given = {name: content.get(name) or "" for name in FIELDS} | {"email": person.email}
    with transaction.atomic():
        authorise(actor, "save_contact", person)
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
        saved = contact_of(person.pk)
        if saved is None:
            return ContactDetails.objects.create(person=person, saved_at=at, **given)
        if saved.content == {name: value for name, value in given.items() if value}:
            return saved
        if saved.version != version:
            raise OlderVersion(saved)
        _change(saved, given, at=at)
    return saved


def follow_address(*, person: User, address: str, at: datetime) -> None:
    """The account's main address became another one, which was confirmed: reach the person there from now on."""
    with transaction.atomic():
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
        saved = contact_of(person.pk)
        if saved is not None and saved.email != address:
            _change(saved, {"email": address}, at=at)


def changes_of(person: User) -> QuerySet[ContactChange]:
    """What changed in a person's details and when, newest first."""
    return ContactChange.objects.filter(person=person)


def changed_after(person_id: int, sent_at: datetime | None) -> datetime | None:
    """When a person's details last changed after something was sent with them; None while they stand as sent.

    Whoever may see what was sent learns from it that there is something newer, and never what it is.
    """
    if sent_at is None:
        return None
    later = ContactChange.objects.filter(person_id=person_id, changed_at__gt=sent_at)
    return later.order_by("-changed_at").values_list("changed_at", flat=True).first()


def _change(saved: ContactDetails, given: dict[str, str], *, at: datetime) -> None:
    """Store other details with what they were; whoever has sent an application is told, at most once an hour."""
    changed = {name: value for name, value in given.items() if getattr(saved, name) != value}
    ContactChange.objects.create(
        person=saved.person,
        before={name: getattr(saved, name) for name in changed},
        after=changed,
        changed_at=at,
    )
    for name, value in changed.items():
        setattr(saved, name, value)
    saved.version, saved.saved_at = saved.version + 1, at
    saved.save()
    if saved.person.applications.exclude(state=ApplicationState.DRAFT).exists():
        notice.give(
            kind=NoticeKind.CONTACT_CHANGED,
            recipient=saved.person,
            cause=f"contact:{at:%Y-%m-%dT%H}",
            at=at,
        )
