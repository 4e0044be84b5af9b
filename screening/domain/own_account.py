"""What people do with their own account: take a copy of everything in it, and delete it."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from screening.domain import document as documents
from screening.domain import history, letter
from screening.domain.application_copy import Typeset, files_of
from screening.domain.contact import changes_of, contact_of
from screening.domain.queries import applications_of, notices_of
from screening.enums import ApplicationState
from screening.errors import Refused
from screening.models import (
    AccommodationRequest,
    Application,
    ContactChange,
    ContactDetails,
    History,
    Notice,
    User,
)
from screening.permissions import authorise

TOLD_FOR = timedelta(days=3)


def delete(*, actor: User, at: datetime) -> None:
    """Delete one's own account: drafts go at once, what was sent stays without a sign-in. Raises NotAllowed, Refused.

    Without a sent application the name and the address go too; with one they stay, so that the City can still write
    about it. Source: records of applications are kept four years from the last action (Cal. Gov. Code 12946).
    """
    with transaction.atomic():
        person = User.objects.select_for_update(of=("self",)).get(pk=actor.pk)
        authorise(person, "delete_own_account", person)
        if person.is_staff or person.is_superuser or person.roles.exists():
            raise Refused(
                _("Your account has a role at the City, so nothing was deleted. Ask a system administrator.")
            )
        address = person.email
        drafts = list(applications_of(person).filter(state=ApplicationState.DRAFT))
        for draft in drafts:
            _delete_draft(person, draft, at=at)
        sent = applications_of(person).count()
        facts = {"drafts": len(drafts), "sent": sent}
        history.record(actor=person, verb="delete_own_account", subject=person, facts=facts, at=at)
        _take_the_keys(person)
        if not sent:
            ContactChange.objects.filter(person=person).delete()
            ContactDetails.objects.filter(person=person).delete()
            person.first_name = person.last_name = ""
            person.email = f"deleted-{person.pk}@{settings.EMAIL_MESSAGE_ID_DOMAIN}"
        person.save()
        context = {"sent": sent, "CITY_NAME": settings.CITY_NAME, "CITY_DEPARTMENT": settings.CITY_DEPARTMENT}
        letter.write(
            kind="email/account_deleted",
            address=address,
            subject=render_to_string("account/email/account_deleted_subject.txt", context),
            body=render_to_string("account/email/account_deleted_message.txt", context).strip(),
            good_for=TOLD_FOR,
            at=at,
        )


def _delete_draft(person: User, draft: Application, *, at: datetime) -> None:
    for paper in draft.documents.all():
        documents.remove(actor=person, document_id=paper.pk, at=at)
    Notice.objects.filter(application=draft).delete()
    draft.cover_sheets.all().delete()
    draft.delete()


def _take_the_keys(person: User) -> None:
    """No password, passkey, address or session opens this account any more."""
    person.set_unusable_password()
    person.is_active, person.return_to = False, ""
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()


def copy_of_everything(person: User, *, typeset: Typeset) -> Iterator[tuple[str, bytes]]:
    """(name in the archive, content) of all that the City holds on a person and has told them of, one file at a time.

    ``typeset`` makes the PDF of what was sent. An outcome stands in it once its notice was given, as on the status page.
    """
    yield "account.json", _json(_account(person))
    yield "notices.json", _json(list(notices_of(person).values("created_at", "subject", "body", "read_at")))
    yield "accommodations.json", _json(_accommodations(person))
    lines = History.objects.filter(actor=person).order_by("id")
    yield "what-you-did.json", _json(list(lines.values("at", "verb", "subject_kind", "subject_id")))
    for application in applications_of(person).order_by("pk"):
        folder = f"applications/{application.pk}-{application.posting.slug}"
        for name, content in files_of(application, typeset=typeset):
            yield f"{folder}/{name}", content


def _account(person: User) -> dict[str, Any]:
    contact = contact_of(person.pk)
    return {
        "given_names": person.first_name,
        "family_names": person.last_name,
        "email": person.email,
        "contact": contact.content if contact else {},
        "contact_changes": list(changes_of(person).values("before", "after", "changed_at")),
        "language": person.language,
        "since": person.date_joined,
        "last_signed_in": person.last_login,
        "addresses": list(EmailAddress.objects.filter(user=person).values("email", "verified", "primary")),
        "second_steps": list(
            Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at")
        ),
        "signed_in_at": list(
            UserSession.objects.filter(user=person).values("created_at", "ip", "user_agent")
        ),
    }


def _accommodations(person: User) -> list[dict[str, Any]]:
    rows = AccommodationRequest.objects.filter(person=person).prefetch_related("replies")
    return [
        {
            "asked_at": row.asked_at,
            "step": row.step,
            "need": row.need,
            "reach": row.reach,
            "state": row.state,
            "replies": [
                {"at": reply.made_at, "event": reply.event, "words": reply.words}
                for reply in row.replies.all()
            ],
        }
        for row in rows
    ]


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2, default=str).encode()
