"""Reading a facts document: strict about every key and every form, and plain about what is wrong."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from postings.minimum_requirements import read_values as read
from postings.minimum_requirements.dates import KNOWN
from postings.minimum_requirements.errors import FactsError
from postings.minimum_requirements.facts import (
    CURRENT,
    JOB_KINDS,
    LEVELS,
    RECEIVED_VIA,
    TYPING_SOURCES,
    UNIT_SYSTEMS,
    VERDICTS,
    Document,
    Education,
    Facts,
    Holding,
    Job,
    Period,
    Record,
    Typing,
)

MOST_ROWS: Final = 100
"""Rows of one list of an application; far above any honest one, so that the work stays bounded."""
HOURS_OF_A_WEEK: Final = 168

_KEYS: Final = frozenset(
    [
        "id",
        "filed_on",
        "jobs",
        "education",
        "licences",
        "certificates",
        "records",
        "answers",
        "typing",
        "documents",
    ]
)
_JOB_KEYS: Final = frozenset(
    ["employer", "title", "start", "end", "hours_per_week", "kind", "city_employee", "duties"]
)
_EDUCATION_KEYS: Final = frozenset(
    ["level", "field", "units", "units_by_field", "unit_system", "completed_on", "expected_on", "country"]
)
_HOLDING_KEYS: Final = frozenset(["kind", "class", "issued_on", "expires_on"])
_RECORD_KEYS: Final = frozenset(["kind", "on", "days"])
_TYPING_KEYS: Final = frozenset(["net_wpm", "source", "gross_wpm", "errors", "minutes", "supervised"])
_DOCUMENT_KEYS: Final = frozenset(["kind", "received_on", "via", "job", "verdict", "states"])
_STATES_KEYS: Final = frozenset(["start", "end", "total_hours", "dated"])
_NO_DUTIES: Final[Mapping[str, str]] = {}

T = TypeVar("T")


def read_facts(document: Mapping[str, Any]) -> Facts:
    """Facts as the table of the design gives them. Raises FactsError; what is unknown stays ``None``."""
    read.keys(document, _KEYS, "facts")
    if document.get("filed_on") is None:
        raise FactsError("filed_on", "is missing.", "Give the day of filing as YYYY-MM-DD.")
    filed_on = read.period(document["filed_on"], "filed_on")
    if filed_on is None or filed_on[0] != filed_on[1]:
        raise FactsError("filed_on", "is not a full date.", "Give the day of filing as YYYY-MM-DD.")
    get = document.get
    jobs = get("jobs")
    if jobs is not None:
        jobs = _rows(jobs, "jobs", _job)
    if jobs and len(jobs) > 1:
        _mark_duplicates(jobs)
    typing, answers, documents, education = get("typing"), get("answers"), get("documents"), get("education")
    licences, certificates, records = get("licences"), get("certificates"), get("records")
    return Facts(
        document,
        read.text(get("id"), "id"),
        filed_on[0],
        jobs,
        None if education is None else _each_once(_rows(education, "education", _education)),
        None if licences is None else _each_once(_rows(licences, "licences", _holding)),
        None if certificates is None else _each_once(_rows(certificates, "certificates", _holding)),
        None if records is None else _each_once(_rows(records, "records", _record)),
        {} if answers is None else read.mapping(answers, "answers"),
        None if typing is None else _typing(typing),
        _documents(documents, len(jobs) if jobs else 0) if documents is not None else (),
    )


def _rows(rows: Any, key: str, row: Callable[[Any, int], T]) -> tuple[T, ...]:
    if not isinstance(rows, (list, tuple)):
        raise FactsError(key, "is not a list.", "Give a list, empty if there is none.")
    if len(rows) > MOST_ROWS:
        raise FactsError(
            key, f"has {len(rows)} entries.", f"Give at most {MOST_ROWS}; join entries that belong together."
        )
    read_rows = []
    for number, entry in enumerate(rows):
        try:
            read_rows.append(row(entry, number))
        except FactsError as error:
            path = f"{key}[{number}]" + (f".{error.path}" if error.path else "")
            raise FactsError(path, error.what, error.mend) from None
    return tuple(read_rows)


def _job(entry: Any, index: int) -> Job:
    # most rows have nothing unusual about them: what is tested here in place is what read.* tests in full
    if type(entry) is not dict or not _JOB_KEYS.issuperset(entry):
        read.keys(entry, _JOB_KEYS, "")
    get = entry.get
    employer, title, hours = get("employer"), get("title"), get("hours_per_week")
    if type(employer) is not str or not employer.isascii() or len(employer) > 200 or "\0" in employer:
        employer = read.text(employer, "employer")
    if type(title) is not str or not title.isascii() or len(title) > 200 or "\0" in title:
        title = read.text(title, "title")
    if type(hours) is not int or not 0 <= hours <= HOURS_OF_A_WEEK:
        hours = read.number(hours, "hours_per_week", most=HOURS_OF_A_WEEK)
    kind, city_employee, duties = get("kind"), get("city_employee"), get("duties")
    if kind != "regular":
        kind = read.choice(kind, JOB_KINDS, "kind")
    if city_employee is not False:
        city_employee = read.boolean(city_employee, "city_employee")
    if type(duties) is not dict:
        duties = _NO_DUTIES if duties is None else read.mapping(duties, "duties")
    start, end = get("start"), get("end")
    started = KNOWN.get(start) if type(start) is str else None
    ended = KNOWN.get(end) if type(end) is str else None
    return Job(
        index,
        employer,
        title,
        started or read.period(start, "start"),
        ended or _end(entry, "end"),
        hours,
        kind,
        city_employee,
        duties,
    )


def _each_once(rows: tuple[T, ...]) -> tuple[T, ...]:
    """Identical rows are one: typed twice, meant once."""
    if len(rows) < 2:
        return rows
    return tuple([row for number, row in enumerate(rows) if row not in rows[:number]])


def _end(entry: Mapping[str, Any], key: str) -> Period | None:
    value = entry.get(key)
    if value is None:
        return CURRENT if key in entry else None
    return read.period(value, key)


def _identity(job: Job) -> tuple[Any, ...]:
    duties = frozenset(job.duties.items())
    return job.employer, job.title, job.start, job.end, job.hours, job.kind, job.city_employee, duties


def _mark_duplicates(jobs: tuple[Job, ...]) -> None:
    if len({job.start for job in jobs}) == len(jobs):
        return
    first: dict[tuple[Any, ...], int] = {}
    for job in jobs:
        try:
            earlier = first.setdefault(_identity(job), job.index)
        except TypeError:  # a duty value that is no text: refused when the vocabulary is checked
            continue
        if earlier != job.index:
            job.same_as = earlier


def _education(entry: Any, index: int) -> Education:
    read.keys(entry, _EDUCATION_KEYS, "")
    by_field = entry.get("units_by_field")
    if by_field is not None:
        by_field = {
            read.required_text(name, "units_by_field"): read.number(units, f"units_by_field.{name}")
            for name, units in read.mapping(by_field, "units_by_field").items()
        }
        if None in by_field.values():
            raise FactsError(
                "units_by_field", "has a field without units.", "Give its units or leave it out."
            )
    return Education(
        level=read.choice(entry.get("level"), LEVELS, "level"),
        field=read.text(entry.get("field"), "field"),
        units=read.number(entry.get("units"), "units"),
        units_by_field=by_field,
        unit_system=read.choice(entry.get("unit_system"), UNIT_SYSTEMS, "unit_system"),
        completed_on=read.period(entry.get("completed_on"), "completed_on"),
        expected_on=read.period(entry.get("expected_on"), "expected_on"),
        country=read.text(entry.get("country"), "country"),
    )


def _holding(entry: Any, index: int) -> Holding:
    read.keys(entry, _HOLDING_KEYS, "")
    return Holding(
        kind=read.text(entry.get("kind"), "kind"),
        class_=read.text(entry.get("class"), "class"),
        issued_on=read.period(entry.get("issued_on"), "issued_on"),
        expires_on=_end(entry, "expires_on"),
    )


def _record(entry: Any, index: int) -> Record:
    read.keys(entry, _RECORD_KEYS, "")
    return Record(
        kind=read.text(entry.get("kind"), "kind"),
        on=read.period(entry.get("on"), "on"),
        days=read.number(entry.get("days"), "days"),
    )


def _typing(entry: Any) -> Typing:
    read.keys(entry, _TYPING_KEYS, "typing")
    get = entry.get
    gross, errors, minutes = get("gross_wpm"), get("errors"), get("minutes")
    return Typing(
        read.number(get("net_wpm"), "typing.net_wpm"),
        read.choice(get("source"), TYPING_SOURCES, "typing.source"),
        None if gross is None else read.number(gross, "typing.gross_wpm"),
        None if errors is None else read.number(errors, "typing.errors"),
        None if minutes is None else read.number(minutes, "typing.minutes"),
        read.boolean(get("supervised"), "typing.supervised"),
    )


def _documents(rows: Any, job_count: int) -> tuple[Document, ...]:
    documents = _rows(rows, "documents", _document)
    for number, paper in enumerate(documents):
        if paper.job is not None and not 0 <= paper.job < job_count:
            raise FactsError(
                f"documents[{number}].job",
                f"names job {paper.job}, but there are {job_count} jobs.",
                "Give the index of a job of this application, counted from 0.",
            )
    return documents


def _document(entry: Any, index: int) -> Document:
    read.keys(entry, _DOCUMENT_KEYS, "")
    states = entry.get("states")
    states = {} if states is None else states
    read.keys(states, _STATES_KEYS, "states")
    return Document(
        kind=read.text(entry.get("kind"), "kind"),
        received_on=read.period(entry.get("received_on"), "received_on"),
        via=read.choice(entry.get("via"), RECEIVED_VIA, "via"),
        job=read.index(entry.get("job"), "job"),
        verdict=read.choice(entry.get("verdict"), VERDICTS, "verdict") or "unreviewed",
        start=read.period(states.get("start"), "states.start"),
        end=read.period(states.get("end"), "states.end"),
        total_hours=read.number(states.get("total_hours"), "states.total_hours"),
        dated=read.period(states.get("dated"), "states.dated"),
    )
