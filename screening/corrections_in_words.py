"""What changed from one version of the facts to the next, side by side, for the applicant and for who decides."""

from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from postings.models import PostingRevision, SupplementalQuestion
from screening.answers_in_words import answer_in_words, education_rows, job_rows, typing_rows
from screening.domain.correction import missed_day
from screening.domain.own_words import own_words
from screening.enums import SubmissionCause
from screening.forms.applicant.upload import job_name
from screening.models import Application, Submission


class Line(NamedTuple):
    label: str
    before: str
    after: str


class Correction(NamedTuple):
    """``missed``: the last day that had passed when it came."""

    submission: Submission
    lines: list[Line]
    missed: date | None


def corrections(application: Application) -> list[Correction]:
    """Each correction of an application with what it changed, the newest first. One query, four where there is one."""
    versions = list(application.submissions.order_by("number"))
    if not any(version.cause == SubmissionCause.CORRECTED for version in versions):
        return []
    decisions = list(application.decisions.all())
    requests = list(application.fact_requests.all())
    questions = list(application.revision.questions.all())
    settled = list(application.settled_facts.all())
    return [
        Correction(
            after,
            changes(application.revision, questions, own_words(before, settled), own_words(after, settled)),
            missed_day(after, decisions, requests),
        )
        for before, after in pairwise(versions)
        if after.cause == SubmissionCause.CORRECTED
    ][::-1]


def changes(
    revision: PostingRevision,
    questions: list[SupplementalQuestion],
    before: dict[str, Any],
    after: dict[str, Any],
) -> list[Line]:
    """Every fact about a job and every answer that differs, in words."""
    lines: list[Line] = []
    old, new = before.get("jobs", []), after.get("jobs", [])
    for number in range(max(len(old), len(new))):
        was = old[number] if number < len(old) else None
        now = new[number] if number < len(new) else None
        lines += _job(revision, number + 1, was, now)
    for question in questions:
        pair = [
            answer_in_words(question, facts.get("answers", {}).get(question.slug))
            for facts in (before, after)
        ]
        if pair[0] != pair[1]:
            lines.append(Line(question.text, pair[0], pair[1]))
    pairs = [
        {
            **_typing(revision, facts),
            **{str(row["key"]): "\n".join(row["lines"]) for row in education_rows(facts, revision)},
        }
        for facts in (before, after)
    ]
    return lines + _differing(pairs[0], pairs[1])


def _typing(revision: PostingRevision, facts: dict[str, Any]) -> dict[str, str]:
    rows = typing_rows(facts["typing"], revision) if facts.get("typing") else []
    return {str(row["key"]): str(row["value"]) for row in rows}


def _differing(before: dict[str, str], after: dict[str, str]) -> list[Line]:
    return [
        Line(key, before.get(key, ""), after.get(key, ""))
        for key in dict.fromkeys([*before, *after])
        if before.get(key, "") != after.get(key, "")
    ]


def _job(
    revision: PostingRevision, number: int, was: dict[str, Any] | None, now: dict[str, Any] | None
) -> list[Line]:
    name = _("Job %(number)s: %(job)s") % {"number": number, "job": job_name(now or was or {})}
    pairs = [_rows(revision, was), _rows(revision, now)]
    return [line._replace(label=f"{name} – {line.label}") for line in _differing(pairs[0], pairs[1])]


def _rows(revision: PostingRevision, job: dict[str, Any] | None) -> dict[str, str]:
    if job is None:
        return {}
    rows = {str(row["key"]): str(row["value"]) for row in job_rows(revision, job)}
    return {_("Employer"): job.get("employer", ""), _("Your job title"): job.get("title", ""), **rows}
