"""A fact that the City settled, in words: which one, the applicant's own answer, what counts instead, and why."""

from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from postings.domain.spoken import spoken
from postings.models import PostingRevision
from screening.answers_in_words import answer_in_words, date_in_words
from screening.domain.own_words import CORRECTED_BY_THE_APPLICANT, in_force, own_words
from screening.domain.queries import latest_submission
from screening.forms.applicant.job import KINDS, SCALES
from screening.forms.applicant.upload import job_name
from screening.models import Application, Evaluation, SettledFact


class Settled(NamedTuple):
    """One step. ``counts`` is empty for one that was lifted; ``holds``: no later step of the same fact came.

    ``source``: the file from outside that it came in, for who reviews; empty where an analyst settled it by hand.
    """

    row: SettledFact
    label: str
    said: str
    counts: str
    reason: str
    by: str
    at: datetime
    holds: bool
    source: str


class Words:
    """The labels and values of facts under one revision, in the language in force."""

    def __init__(self, revision: PostingRevision, facts: dict[str, Any]) -> None:
        self.revision = spoken(revision)
        self.facts = facts
        self.questions = {question.slug: question for question in self.revision.questions.all()}
        self.duties = {duty["tag"]: duty for duty in self.revision.requirements.get("duties", [])}

    def label(self, path: str) -> str:
        """'Job 1: Call Center Agent, Sweetwater Water – Did you work in a call center?'."""
        room, *way = path.split("/")
        if room == "answers":
            return self.questions[way[0]].text
        number = int(way[0])
        jobs = self.facts.get("jobs", [])
        name = _("Job %(number)s: %(job)s") % {
            "number": number + 1,
            "job": job_name(jobs[number] if number < len(jobs) else {}),
        }
        return f"{name} – {self._of_job(way)}"

    def value(self, path: str, value: Any) -> str:
        """A value as people read it; 'No answer' where there is none."""
        if value in (None, "", []):
            return _("No answer")
        room, *way = path.split("/")
        if room == "answers":
            return answer_in_words(self.questions[way[0]], value)
        if way[1] == "duties":
            return str(dict(SCALES[self.duties[way[2]]["scale"]]).get(value, value))
        if way[1] in ("start", "end"):
            return date_in_words(str(value))
        if way[1] == "kind":
            return str(dict(KINDS).get(value, value))
        return (
            {True: _("Yes"), False: _("No")}.get(value, str(value)) if isinstance(value, bool) else str(value)
        )

    def _of_job(self, way: list[str]) -> str:
        if way[1] == "duties":
            duty = self.duties[way[2]]
            return str(duty.get("question") or duty["label"])
        fields = {
            "start": _("When did you start?"),
            "end": _("When did you leave?"),
            "hours_per_week": _("Hours a week"),
            "kind": _("Kind of work"),
            "city_employee": _("City employee"),
        }
        return fields[way[1]]


def settled_steps(application: Application, facts: dict[str, Any], rows: list[SettledFact]) -> list[Settled]:
    """Every step in its order; ``facts`` are the applicant's own words."""
    if not rows:
        return []
    words = Words(application.revision, facts)
    superseded = {row.supersedes_id for row in rows}
    return [
        Settled(
            row=row,
            label=words.label(row.path),
            said=words.value(row.path, row.said),
            counts="" if row.value is None else words.value(row.path, row.value),
            reason=_("The applicant corrected this answer, so the City's earlier finding no longer holds.")
            if row.reason == CORRECTED_BY_THE_APPLICANT
            else row.reason,
            by=str(row.settled_by),
            at=row.settled_at,
            holds=row.pk not in superseded,
            source=_source(row),
        )
        for row in rows
    ]


def _source(row: SettledFact) -> str:
    came = row.fact_import
    return f"{came.source}: {came.file_name}, row {row.row}, SHA-256 {came.sha256}" if came else ""


def every_step(application: Application) -> list[Settled]:
    """Every step of an application as its newest version has it, for the record."""
    rows = list(application.settled_facts.select_related("settled_by", "fact_import").order_by("pk"))
    latest = latest_submission(application) if rows else None
    return settled_steps(application, own_words(latest, rows), rows) if latest else []


def settled_for(application: Application, evaluation: Evaluation) -> list[Settled]:
    """What was settled of the version that an evaluation judged. One query, two where there is anything."""
    rows = list(application.settled_facts.select_related("settled_by", "fact_import").order_by("pk"))
    if not rows:
        return []
    submission = evaluation.submission
    standing = {row.pk for row in in_force(rows, submission).values()}
    steps = settled_steps(application, own_words(submission, rows), rows)
    return [step for step in steps if step.row.pk in standing]
