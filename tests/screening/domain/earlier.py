"""Plain makers of an earlier application and the one that is started from it."""

from typing import Any

from postings.models import Posting
from screening.domain import application as applications
from screening.domain.reuse import Copied, start_from
from screening.domain.reused_answers import as_offered, offers, take_answers
from screening.enums import Section
from screening.models import Application, User
from tests.factories import (
    FILED_AT,
    make_posting,
)


def question(slug: str, kind: str = "yes_no", text: str = "", **more: Any) -> dict[str, Any]:
    return {"slug": slug, "kind": kind, "text": text or f"About {slug}?", "required": True, **more}


def posting_with(slug: str, *questions: dict[str, Any], **parts: Any) -> Posting:
    return make_posting(slug, title=slug.title(), questions=questions, highly_desirable=[], **parts)


def begun(posting: Posting, person: User) -> Application:
    return applications.start(actor=person, posting_id=posting.pk, at=FILED_AT)


def copied(into: Application, earlier: Application) -> Copied:
    found = start_from(actor=into.applicant, application_id=into.pk, earlier_id=earlier.pk, at=FILED_AT)
    into.refresh_from_db()
    return found


def section(application: Application, which: Section) -> dict[str, Any]:
    row = application.sections.filter(section=which).first()
    return row.content if row else {}


def offered(application: Application) -> dict[str, Any]:
    return {each.question.slug: each.answer for each in offers(application, application.started_from)}


def take(application: Application, *slugs: str, shown: str | None = None) -> int:
    return take_answers(
        actor=application.applicant,
        application_id=application.pk,
        slugs=list(slugs),
        shown=as_offered(offers(application, application.started_from)) if shown is None else shown,
        at=FILED_AT,
    )
