"""What a posting's page shows, section by section: the verbatim text, set well, with what the software knows beside it."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from postings.announcement import announcement
from postings.city_time import city_day
from postings.domain.queries import compiled, wage_schedule
from postings.list_policy import ListPolicy
from postings.list_policy_in_words import policy_in_words
from postings.models import Posting, PostingRevision
from postings.requirement_page import requirement_levels
from postings.typesetting import Block, set_text


class Section(NamedTuple):
    """One part of the page: its anchor and heading, its verbatim text, and the notes to it."""

    anchor: str
    title: str
    text: list[Block]
    notes: list[Block]


# The order of the printed posting; what only this page adds stands where a reader asks for it.
SECTIONS = (
    ("job_information", _("Job information")),
    ("pay", _("Pay")),
    ("minimum_requirements", _("Minimum requirements")),
    ("highly_desirable", _("Highly desirable")),
    ("required_documents", _("Required documents")),
    ("screening_process", _("Screening process")),
    ("evaluation", _("The automated evaluation")),
    ("be_heard", _("How to be heard")),
    ("supplemental_information", _("Supplemental information")),
    ("about_this_posting", _("About this posting")),
)
ALWAYS = ("minimum_requirements", "screening_process", "evaluation", "be_heard", "about_this_posting")
LATE_DOCUMENTS = "late_documents"


def posting_page(
    posting: Posting, revision: PostingRevision, *, revisions: list[PostingRevision], now: datetime
) -> dict[str, Any]:
    """The context of public/postings/posting.html. Costs no query where the parts of the revision are prefetched."""
    today = city_day(now)
    return {
        "posting": posting,
        "revision": revision,
        "is_current": revision.pk == posting.current_revision_id,
        "other_revisions": [other for other in revisions if other.pk != revision.pk],
        "earlier": next((other for other in revisions if other.number < revision.number), None),
        "says": announcement(posting, now=now),
        "sections": set_sections(revision),
        "late_documents": revision.sections.get(LATE_DOCUMENTS),
        "wages": wage_schedule(revision),
        "levels": requirement_levels(compiled(revision)),
        "desirable": revision.highly_desirable,
        "policy_words": policy_in_words(ListPolicy.of(revision.list_policy)),
        "documents": revision.document_kinds.all(),
        "questions": revision.questions.all(),
        "today": today,
        "list_would_end": today + timedelta(days=revision.list_days),
    }


def set_sections(revision: PostingRevision) -> list[Section]:
    """The sections that have something to say; a text of another name stands before the supplemental information."""
    texts = dict(revision.sections)
    texts.pop(LATE_DOCUMENTS, None)
    known = [_section(anchor, str(title), texts) for anchor, title in SECTIONS]
    others = [
        _section(name, name.replace("_", " ").capitalize(), texts) for name in list(texts) if name in texts
    ]
    has_more = {
        "pay": bool(revision.wage_increases.all()) or revision.wage_base_low is not None,
        "required_documents": bool(revision.document_kinds.all()),
        "highly_desirable": bool(revision.highly_desirable),
    }
    return [
        section
        for section in [*known[:-2], *others, *known[-2:]]
        if section.text or section.notes or section.anchor in ALWAYS or has_more.get(section.anchor)
    ]


def _section(name: str, title: str, texts: dict[str, Any]) -> Section:
    """Takes the text of a section and its notes out of those that are left."""
    text = texts.pop(name, None) or texts.pop(f"{name}_text", None)
    return Section(name, title, set_text(text), set_text(texts.pop(f"{name}_notes", None)))
