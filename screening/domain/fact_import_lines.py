"""A file of facts against the applications as they are: what each row would settle, and every fault by row and column."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from postings.domain.queries import compiled
from postings.minimum_requirements import OpenPoint
from postings.minimum_requirements.vocabulary import Vocabulary, asked_questions
from postings.models import Posting, PostingRevision
from screening.city_time import city_day
from screening.domain.own_words import in_force, own_words, put, said_at
from screening.domain.queries import latest_submissions_of
from screening.domain.second_look_queries import set_aside_of
from screening.domain.settled_fact import must_fit
from screening.enums import ApplicationState
from screening.errors import Refused
from screening.fact_file import FACT, NAME, RECEIPT, VALUE, Row
from screening.fact_spelling import Value, fault_of, path_of, value_of
from screening.models import Application, SettledFact, User
from screening.permissions import may
from screening.table_file import Fault

AT_ONCE: Final = 500
STATES: Final = {
    ApplicationState.SUBMITTED: "This application waits for its evaluation. Try again in a few minutes.",
    ApplicationState.INCOMPLETE: "The applicant was asked for something and has not answered yet. Take the row out.",
    ApplicationState.WITHDRAWN: "The applicant withdrew. Take the row out.",
}
DECIDED: Final = "This application is decided already. Take the row out, or reverse the decision first."


@dataclass(frozen=True)
class Line:
    """What a row does: settles a fact, or nothing because what it says counts already."""

    row: Row
    application_id: int
    name: str
    path: str
    said: Any
    value: Value
    counts_already: bool

    @property
    def differs(self) -> bool:
        """Whether the applicant answered otherwise, rather than not at all."""
        return not self.counts_already and self.said not in (None, "", [], "unsure")


@dataclass
class Look:
    """Every row looked at: lines in the order of the file, and the faults that keep all of it out."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class _Application:
    """An application with what counts of it now."""

    row: Application
    vocabulary: Vocabulary
    own: dict[str, Any]
    standing: dict[str, SettledFact]
    facts: dict[str, Any]


def look(*, actor: User, posting: Posting, rows: list[Row]) -> Look:
    """Look at every row, some hundred applications at a time; memory stays flat, queries do not grow with the rows of one."""
    found, seen = Look(), _Seen()
    by_receipt: dict[str, list[Row]] = {}
    for row in rows:
        by_receipt.setdefault(row.receipt, []).append(row)
    receipts = iter(by_receipt)
    vocabularies: dict[int, Vocabulary] = {}
    while some := list(islice(receipts, AT_ONCE)):
        known = {one.row.receipt: one for one in _applications(posting, some, vocabularies)}
        aside = set_aside_of([one.row for one in known.values()])
        for receipt in some:
            one = known.get(receipt)
            if fault := _kept_out(actor, one, aside):
                found.faults += [Fault(row.number, RECEIPT, fault) for row in by_receipt[receipt]]
            elif one is not None:
                _of_one(one, by_receipt[receipt], found, seen)
    found.lines.sort(key=lambda line: line.row.number)
    found.faults.sort()
    return found


class _Seen(dict[tuple[int, str], int]):
    """(application, fact) → the row that names it first."""


def _applications(
    posting: Posting, receipts: list[str], vocabularies: dict[int, Vocabulary]
) -> Iterator[_Application]:
    rows = list(
        Application.objects.filter(posting=posting, receipt__in=receipts).exclude(
            state=ApplicationState.DRAFT
        )
    )
    latest = latest_submissions_of(rows)
    judged = {row.pk: latest[row.pk].revision_id or row.revision_id for row in rows}
    for revision in PostingRevision.objects.filter(pk__in=set(judged.values()) - set(vocabularies)):
        vocabularies[revision.pk] = compiled(revision).vocabulary
    settled: dict[int, list[SettledFact]] = {}
    for fact in SettledFact.objects.filter(application__in=rows).select_related("settled_by"):
        settled.setdefault(fact.application_id, []).append(fact)
    for row in rows:
        steps, submission = settled.get(row.pk, []), latest[row.pk]
        own, standing = own_words(submission, steps), in_force(steps, submission)
        facts = own_words(submission, [])
        yield _Application(row, vocabularies[judged[row.pk]], own, standing, facts)


def _kept_out(actor: User, one: _Application | None, aside: set[int]) -> str:
    """Why no fact of this receipt is taken in, in words; empty where they are."""
    if one is None:
        return "No application to this posting has this receipt. Compare it with the list of applications."
    if not may(actor, "settle_fact", one.row):
        return "You keep out of this application: it is your own, or you are recused. Somebody else must take the file in."
    if one.row.pk in aside:
        return "This application is set aside for a blind second look. Take the row out until that is over."
    if one.row.state != ApplicationState.IN_REVIEW:
        return STATES.get(ApplicationState(one.row.state), DECIDED)
    return ""


def _of_one(one: _Application, rows: list[Row], found: Look, seen: _Seen) -> None:
    facts, lines = one.facts, []
    for row in rows:
        path = path_of(row.fact)
        if row.name and _plain(row.name) != _plain(one.row.name):
            words = "Another name belongs to this receipt. See whether the rows of the file have slipped."
            found.faults.append(Fault(row.number, NAME, words))
        elif path is None:
            words = "Write it as: question drives, job 1 hours_per_week, or job 1 duties clerical."
            found.faults.append(Fault(row.number, FACT, words))
        elif fault := fault_of(path, one.vocabulary) or _not_there(one, path):
            found.faults.append(Fault(row.number, FACT, fault))
        elif first := seen.get((one.row.pk, path)):
            words = f"Row {first} says something of this fact already. Keep one of the two."
            found.faults.append(Fault(row.number, FACT, words))
        else:
            seen[one.row.pk, path] = row.number
            line = _line(one, row, path, found.faults)
            if line is not None:
                lines.append(line)
                put(facts, path, line.value)
    found.lines += lines
    found.faults += _out_of_order(facts, lines)


def _line(one: _Application, row: Row, path: str, faults: list[Fault]) -> Line | None:
    value = value_of(row.value, path, one.vocabulary)
    room, *way = path.split("/")
    point = OpenPoint(
        kind="answer" if room == "answers" else "duty" if len(way) == 3 else "field",
        name=way[-1],
        job=None if room == "answers" else int(way[0]),
        reason="",
    )
    try:
        if value is None:
            raise Refused("")
        must_fit(point, value, one.vocabulary)
    except Refused:
        faults.append(Fault(row.number, VALUE, f"“{row.value[:60]}” is no value of this fact."))
        return None
    standing = one.standing.get(path)
    if standing is not None and standing.value != value:
        faults.append(
            Fault(
                row.number,
                VALUE,
                f"{standing.settled_by} settled this fact otherwise on {city_day(standing.settled_at):%Y-%m-%d}. "
                "Take the row out, or take that back on the application first.",
            )
        )
        return None
    said = said_at(one.own, path)
    already = standing is not None or said == value
    return Line(row, one.row.pk, one.row.name, path, said, value, already)


def _not_there(one: _Application, path: str) -> str | None:
    """Why this application has no such fact: a job it does not name, a question it was not asked."""
    room, *way = path.split("/")
    if room == "jobs":
        jobs = len(one.own.get("jobs") or [])
        return (
            None
            if int(way[0]) < jobs
            else f"The applicant named {jobs} job{'' if jobs == 1 else 's'}, counted from 1."
        )
    asked = asked_questions(one.vocabulary.questions, one.own.get("answers") or {})
    return (
        None if way[0] in asked else "The applicant was not asked this question, because of another answer."
    )


def _out_of_order(facts: dict[str, Any], lines: list[Line]) -> list[Fault]:
    """A job that would end before it begins: the engine could use neither day."""
    found = []
    for line in lines:
        room, number, *way = line.path.split("/")
        if room == "jobs" and way in (["start"], ["end"]):
            job = facts["jobs"][int(number)]
            start, end = job.get("start"), job.get("end")
            if start and end and end[: len(start)] < start[: len(end)]:
                words = f"With this, job {int(number) + 1} would end before it begins: {start} to {end}."
                found.append(Fault(line.row.number, VALUE, words))
    return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
