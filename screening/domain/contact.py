"""A person's contact details: read and saved in one place, for every application and for the account."""

from datetime import datetime
from typing import Any

from django.db import transaction

from screening.errors import OlderVersion
from screening.models import ContactDetails, User
from screening.models.contact import FIELDS
from screening.permissions import authorise


def contact_of(person_id: int) -> ContactDetails | None:
    """A person's details as they stand, or None before the first save."""
    return ContactDetails.objects.filter(person_id=person_id).first()


def save_contact(
    *, actor: User, person: User, content: dict[str, Any], version: int, at: datetime
) -> ContactDetails:
    """Save a person's details; a field that ``content`` leaves out becomes empty.

    ``version`` is the one the page was opened with (0: never saved). What was sent keeps the details it was sent with.
    Raises NotAllowed, and OlderVersion when other details were saved in between.
    """
    given = {name: content.get(name) or "" for name in FIELDS}
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
        for name, value in given.items():
            setattr(saved, name, value)
        saved.version, saved.saved_at = saved.version + 1, at
        saved.save()
    return saved
