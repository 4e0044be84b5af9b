"""The applicant's verbs: start a draft, save its sections, send it."""

import secrets
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from postings.minimum_requirements import canonical_json
from postings.models import Posting
from screening.city_time import city_day, instant_in_words
from screening.domain import history, notice, sent_copy
from screening.domain.completeness import missing
from screening.domain.contact import save_contact
from screening.domain.draft import Saved, contents, saved_sections
from screening.domain.facts import facts_of, sha256_of_text
from screening.domain.newest_revision import stands_under_an_older_text
from screening.domain.work_history import must_keep_jobs_with_documents
from screening.doorbell import ring
from screening.enums import ApplicationEvent, ApplicationState, NoticeKind, Section, SubmissionCause
from screening.errors import OlderVersion, Refused
from screening.models import Application, DraftSection, Submission, User
from screening.permissions import authorise
from screening.transitions import move

RECEIPT_ALPHABET = "23456789BCDFGHJKMNPQRTVWXY"
RECEIPT_GROUPS, RECEIPT_GROUP = 3, 4


class Incomplete(Refused):
    """The draft cannot be sent yet; ``missing`` says by section what is needed."""

    def __init__(self, found: dict[Section, list[str]]) -> None:
        self.missing = found
        lines = [f"{section.label}: {line}" for section, words in found.items() for line in words]
        super().__init__(_("Some answers are still missing.") + " " + " ".join(lines))


def start(*, actor: User, posting_id: int, at: datetime) -> Application:
    """Open a person's one draft for a posting, or give the one that is there. Raises Refused when none are taken."""
    with transaction.atomic():
        posting = Posting.objects.select_related("current_revision").get(pk=posting_id)
        authorise(actor, "start_application", posting)
        existing = Application.objects.filter(posting=posting, applicant=actor).first()
        if existing is not None:
            return existing
        must_take_applications(posting, at)
        assert posting.current_revision is not None  # only a published posting takes applications
        application, created = Application.objects.get_or_create(
            posting=posting,
            applicant=actor,
            defaults={"revision": posting.current_revision, "started_at": at, "waiting_since": at},
        )
        if created:
            history.record(actor=actor, verb="start", subject=application, application=application, at=at)
    return application


def save_section(
    *,
    actor: User,
    application_id: int,
    section: Section,
    content: dict[str, Any],
    version: int,
    at: datetime,
) -> Saved:
    """Save one section of a draft. ``version`` is the one the page was opened with (0: never saved).

    The contact section is the person's contact details, which every draft of theirs shares.

    Raises NotAllowed, OlderVersion when the section was saved elsewhere in between with other content, and Refused when
    a job would go that a document is about.
    """
    with transaction.atomic():
        application = Application.objects.select_for_update(of=("self",)).get(pk=application_id)
        authorise(actor, "edit_draft", application)
        if section == Section.CONTACT:
            return save_contact(
                actor=actor, person=application.applicant, content=content, version=version, at=at
            )
        saved = application.sections.filter(section=section).first()
        if saved is None:
            return DraftSection.objects.create(
                application=application, section=section, content=content, version=1, saved_at=at
            )
        if saved.content == content:
            return saved
        if saved.version != version:
            raise OlderVersion(saved)
        if section == Section.WORK_HISTORY:
            must_keep_jobs_with_documents(application, content)
        saved.content, saved.version, saved.saved_at = content, saved.version + 1, at
        saved.save(update_fields=["content", "version", "saved_at"])
    return saved


def as_shown(application: Application) -> str:
    """A mark of everything that would be sent now, so that nobody signs what another window changed meanwhile."""
    sections = sorted((section, saved.version) for section, saved in saved_sections(application).items())
    papers = sorted(application.documents.values_list("pk", flat=True))
    return sha256_of_text(f"{application.revision_id} {sections} {papers}")[:16]


def submit(
    *, actor: User, application_id: int, certified_name: str, arrived_at: datetime, shown: str = ""
) -> Application:
    """Send an application, exactly once: a repeat gives the same receipt.

    ``arrived_at`` is the instant at which the request arrived; the deadline compares that one. ``shown`` is what
    ``as_shown`` gave for the page that was signed, where there was one. Raises NotAllowed, Incomplete, and Refused after
    the closing instant, under a text that a newer revision replaced, or for a page that no longer holds. Source: the
    posting's filing period; to the second.
    """
    with transaction.atomic():
        hold_posting(application_id)
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("posting", "revision", "applicant")
            .get(pk=application_id)
        )
        authorise(actor, "submit_application", application)
        if application.state != ApplicationState.DRAFT:
            return application
        must_take_applications(application.posting, arrived_at)
        if stands_under_an_older_text(application):
            raise Refused(
                _(
                    "The posting was revised while you worked on this. Your answers are kept. Look at what changed, then "
                    "check and send."
                )
            )
        if shown and shown != as_shown(application):
            raise Refused(
                _(
                    "Your answers changed in another window since this page was opened. Here they are as they stand now. "
                    "Check them again, then sign and send."
                )
            )
        found = missing(application)
        if not certified_name.strip():
            found.setdefault(Section.CONTACT, []).append(
                _("Type your name to certify that your answers are true.")
            )
        if found:
            raise Incomplete(found)
        application.receipt = new_receipt()
        application.submitted_at = arrived_at
        contact = contents(application)[Section.CONTACT]
        application.name = f"{contact['given_names']} {contact['family_names']}"[:200]
        submission = _freeze(application, actor=actor, certified_name=certified_name.strip(), contact=contact)
        sent_copy.keep(submission, application=application)
        before, after = move(application, ApplicationEvent.SUBMIT, at=arrived_at)
        history.record(
            actor=actor,
            verb="submit",
            subject=submission,
            application=application,
            from_state=before,
            to_state=after,
            facts={"receipt": application.receipt, "facts_sha256": submission.facts_sha256},
            at=arrived_at,
        )
        notice.give(
            kind=NoticeKind.RECEIVED,
            recipient=application.applicant,
            application=application,
            cause=f"submission:{submission.pk}",
            at=arrived_at,
        )
        ring("screening.tasks.evaluate", submission.pk)
    return application


def hold_posting(application_id: int) -> None:
    """Keep an application's posting as it is until this transaction ends: closing or cancelling it waits.

    Shared, so that any number of people send at once. Taken before the application's own lock, always.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM postings_posting p JOIN screening_application a ON a.posting_id = p.id"
            " WHERE a.id = %s FOR SHARE OF p",
            [application_id],
        )


def must_take_applications(posting: Posting, instant: datetime) -> None:
    """Raises Refused in words when the posting takes no application at this instant."""
    if posting.takes_applications_at(instant):
        return
    if posting.closes_at is not None and instant > posting.closes_at:
        when = instant_in_words(posting.closes_at)
        raise Refused(
            _(
                "This posting closed on %(when)s, so it takes no more applications. Your answers stay readable here. "
                "Look at the open postings, or ask the Personnel Department when this class opens again."
            )
            % {"when": when}
        )
    raise Refused(
        _(
            "This posting takes no applications now. Look at the list of open postings, where each says when it is open."
        )
    )


def new_receipt() -> str:
    """A random number that can be read aloud: no vowels and no look-alikes, 26^12 of them, e.g. 7KQ2-M4TX-9RWD."""
    groups = (
        "".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(RECEIPT_GROUP)) for _ in range(RECEIPT_GROUPS)
    )
    return "-".join(groups)


def _freeze(
    application: Application, *, actor: User, certified_name: str, contact: dict[str, Any]
) -> Submission:
    assert application.submitted_at is not None  # set by the verb that freezes
    filed_on = city_day(application.submitted_at)
    facts = canonical_json(facts_of(application, filed_on=filed_on)).decode()
    return Submission.objects.create(
        application=application,
        number=1,
        cause=SubmissionCause.SENT,
        revision=application.revision,
        facts=facts,
        facts_sha256=sha256_of_text(facts),
        contact=contact,
        certified_name=certified_name[:200],
        certified_on=filed_on,
        made_by=actor,
        made_at=application.submitted_at,
    )
