"""A subject says what a notice is about and what to do: people missed the one that needed them among equal ones."""

import re

import pytest
from django.conf import settings

from screening.enums import NoticeKind

WITH_A_DAY = (
    "application_review",
    "appeal_received",
    "document_request",
    "facts_requested",
    "request_reminder",
    "interview_called_off",
    "interview_finished",
    "interview_offered",
    "interview_reminder",
    "interview_set",
    "hire_before_end",
    "last_day_changed",
    "list_cancelled",
    "list_due",
    "list_ends_soon",
    "list_overdue",
    "list_expiring",
    "list_extended",
    "offer_made",
    "offer_reminder",
    "panel_reminder",
    "preliminary_notice",
    "record_disputed",
    "removal_proposed",
)
WITHOUT_A_POSTING = ("accommodation_asked", "accommodation_new", "accommodation_reply", "contact_changed")


def subject(kind: str) -> str:
    """The first line of a notice's template, its variables still by name."""
    text = (settings.BASE_DIR / "templates" / "notices" / f"{kind}.txt").read_text(encoding="utf-8")
    line = text[text.index("Subject: ") :].splitlines()[0]
    return re.sub(r"\{%\s*(?:translate \"(.*?)\"|.*?)\s*%\}", lambda found: found[1] or "", line)


def test_no_two_kinds_of_notice_share_a_subject() -> None:
    subjects = [subject(kind) for kind in NoticeKind]
    assert len(set(subjects)) == len(NoticeKind)


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_subject_names_the_posting_and_the_day_that_is_due(kind: NoticeKind) -> None:
    names = set(re.findall(r"\{\{ (\w+) \}\}", subject(kind)))
    posting = bool(names & {"posting", "title", "job_class", "requisition"})
    assert (posting, "day" in names) == (kind not in WITHOUT_A_POSTING, kind in WITH_A_DAY)
