"""The columns that a file of a pool may have, and how each reads an application, its newest facts and what was found."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Final

from django.db.models import QuerySet

from postings.models import Posting, SupplementalQuestion
from screening.city_time import zone
from screening.domain.examination_score import scores_of
from screening.domain.own_words import in_force
from screening.domain.proof import Proof
from screening.domain.queries import evaluations_of, latest_submissions_of, standing_decisions_of
from screening.enums import Outcome
from screening.models import (
    Application,
    Decision,
    Document,
    Evaluation,
    ExaminationScore,
    SettledFact,
    Submission,
)
from screening.reasons import REASON_WORDS
from screening.spreadsheet import Cell

AT_ONCE: Final = 500


@dataclass(frozen=True)
class Line:
    """What a column may read of one application."""

    application: Application
    submission: Submission | None
    evaluation: Evaluation | None
    decision: Decision | None
    files: dict[tuple[str, str], str]
    """By question and SHA-256, the names of the files that answer questions."""
    settled: Mapping[str, SettledFact]
    """By path, what the City settled and counts instead of the applicant's own words."""
    scores: Iterable[ExaminationScore] = ()

    @cached_property
    def proof(self) -> Proof | None:
        return Proof.of(self.evaluation) if self.evaluation else None

    @property
    def contact(self) -> dict[str, Any]:
        return self.submission.contact if self.submission else {}


def _instant(value: Any) -> str:
    return value.astimezone(zone()).strftime("%Y-%m-%d %H:%M:%S") if value else ""


def _not_met(line: Line) -> str:
    proof = line.proof
    return proof.failing().label if proof and line.application.outcome == Outcome.NOT_MET else ""


def _months(line: Line) -> str:
    nodes = line.proof.experience() if line.proof else []
    return "; ".join(f"{node.short_label}: {node.months} of {node.needed}" for node in nodes)


def _address(line: Line) -> str:
    keys = ("address1", "address2", "city", "state", "postal_code")
    return ", ".join(str(line.contact[key]) for key in keys if line.contact.get(key))


def _settled(line: Line) -> str:
    """'job 1, duties clerical: unsure → yes; question option: no answer → 2'."""
    return "; ".join(
        f"{_where(path)}: {_plain(row.said)} → {_plain(row.value)}"
        for path, row in sorted(line.settled.items())
    )


def _scores(line: Line) -> str:
    """'Written test: 87.25 of 100; Oral test: 40 of 50'."""
    return "; ".join(
        f"{each.examination}: {each.score.normalize():f} of {each.score_import.highest.normalize():f}"
        for each in line.scores
    )


def _where(path: str) -> str:
    room, *way = path.split("/")
    return f"question {way[0]}" if room == "answers" else f"job {int(way[0]) + 1}, {' '.join(way[1:])}"


def _plain(value: Any) -> str:
    if value in (None, "", []):
        return "no answer"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


COLUMNS: dict[str, tuple[str, Callable[[Line], Cell]]] = {
    "receipt": ("Receipt", lambda line: line.application.receipt or ""),
    "name": ("Name", lambda line: line.application.name),
    "posting": ("Posting", lambda line: line.application.posting.title),
    "state": ("State", lambda line: str(line.application.get_state_display())),
    "sent": ("Sent", lambda line: _instant(line.application.submitted_at)),
    "waiting": ("In this state since", lambda line: _instant(line.application.waiting_since)),
    "points": ("Points", lambda line: line.application.points),
    "outcome": (
        "Evaluation",
        lambda line: str(line.application.get_outcome_display()) if line.application.outcome else "",
    ),
    "reasons": (
        "Open questions",
        lambda line: "; ".join(str(REASON_WORDS.get(each, each)) for each in line.application.reasons),
    ),
    "not_met": ("Requirement not met", _not_met),
    "months": ("Months on record", _months),
    "settled": ("Settled by the City", _settled),
    "scores": ("Examination scores", _scores),
    "decision": (
        "Decision",
        lambda line: str(line.decision.get_finding_display()) if line.decision else "",
    ),
    "decided_by": ("Decided by", lambda line: str(line.decision.decided_by) if line.decision else ""),
    "decided_at": ("Decided", lambda line: _instant(line.decision.decided_at) if line.decision else ""),
    "why": ("Why", lambda line: str(line.decision.get_reason_display()) if line.decision else ""),
    "email": ("E-mail", lambda line: str(line.contact.get("email", ""))),
    "phone": ("Phone", lambda line: str(line.contact.get("phone", ""))),
    "address": ("Address", _address),
}
USUAL: Final = (
    "receipt",
    "name",
    "posting",
    "state",
    "sent",
    "points",
    "outcome",
    "reasons",
    "not_met",
    "decision",
)


def questions_of(postings: Iterable[Posting]) -> dict[str, str]:
    """Question → its words in the newest revision that asks it, for every question that was ever asked in these postings."""
    rows = SupplementalQuestion.objects.filter(
        revision__posting__in=postings, revision__published_at__isnull=False
    )
    return {row.slug: row.text for row in rows.order_by("revision__number", "position")}


def rows(
    applications: Iterable[Application], columns: Iterable[str], questions: Iterable[str]
) -> Iterator[list[Cell]]:
    """One row an application, a query by a server-side cursor, and a few hundred at a time; memory stays flat.

    An answer that the City settled says so.
    """
    columns, questions = list(columns), list(questions)
    reads = [COLUMNS[column][1] for column in columns]
    for line in _lines(applications, questions, with_scores="scores" in columns):
        cells = [read(line) for read in reads]
        if questions:
            facts = json.loads(line.submission.facts) if line.submission else {}
            answers = facts.get("answers", {})
            cells += [
                _marked(_answer(slug, answers.get(slug), line.files), f"answers/{slug}" in line.settled)
                for slug in questions
            ]
        yield cells


def _lines(applications: Iterable[Application], questions: list[str], *, with_scores: bool) -> Iterator[Line]:
    stream = (
        applications.iterator(chunk_size=AT_ONCE)
        if isinstance(applications, QuerySet)
        else iter(applications)
    )
    while some := list(islice(stream, AT_ONCE)):
        evaluations, decisions = evaluations_of(some), standing_decisions_of(some)
        submissions = {key: found.submission for key, found in evaluations.items()}
        if waiting := [one for one in some if one.pk not in evaluations]:
            submissions |= latest_submissions_of(waiting)
        files, settled = _files(some, questions), _settled_in(some, submissions)
        scores = scores_of(some) if with_scores else {}
        for one in some:
            yield Line(
                one,
                submissions.get(one.pk),
                evaluations.get(one.pk),
                decisions.get(one.pk),
                files.get(one.pk, {}),
                settled.get(one.pk, {}),
                scores.get(one.pk, ()),
            )


def _files(some: list[Application], questions: list[str]) -> dict[int, dict[tuple[str, str], str]]:
    """The names of the files that answer these questions, by application; no query where none is asked for."""
    found: dict[int, dict[tuple[str, str], str]] = {}
    if questions:
        papers = Document.objects.filter(application__in=some, kind__in=questions)
        for paper in papers.only("application_id", "kind", "sha256", "original_name"):
            found.setdefault(paper.application_id, {})[paper.kind, paper.sha256] = paper.original_name
    return found


def _settled_in(
    some: list[Application], submissions: Mapping[int, Submission]
) -> dict[int, dict[str, SettledFact]]:
    """What the City settled of these versions of the facts, by application."""
    steps: dict[int, list[SettledFact]] = {}
    for row in SettledFact.objects.filter(application__in=some):
        steps.setdefault(row.application_id, []).append(row)
    return {pk: in_force(found, submissions[pk]) for pk, found in steps.items() if pk in submissions}


def _marked(cell: Cell, is_settled: bool) -> Cell:
    return f"{cell} (settled by the City)" if is_settled else cell


def _answer(slug: str, value: Any, files: dict[tuple[str, str], str]) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(files.get((slug, str(each)), str(each)) for each in value)
    if isinstance(value, int):
        return value
    return "" if value is None else str(value)
