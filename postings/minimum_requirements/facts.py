"""Facts: what an application says, read once, immutable, with nothing decided yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

Number = int | Fraction
"""Exact: whole numbers stay integers, decimals become fractions of their decimal text."""

Period = tuple[int, int]
"""The first and the last day (ordinals) that a date of the record may mean."""

CURRENT: Final[Period] = (1 << 30, 1 << 30)
"""The end of a job that is still held."""

JOB_KINDS: Final = ("regular", "out_of_class", "volunteer")
LEVELS: Final = ("coursework", "high_school", "associate", "bachelor", "master", "doctorate")
"""Levels of education from the lowest to the highest; ``coursework`` is units without a degree."""
UNIT_SYSTEMS: Final = ("semester", "quarter")
TYPING_SOURCES: Final = ("self_reported", "certificate")
RECEIVED_VIA: Final = ("upload", "fax", "mail", "in_person")
VERDICTS: Final = ("unreviewed", "accepted", "rejected", "not_provided")


@dataclass(slots=True)
class Job:
    """One row of the work history. ``None`` is an unknown; ``same_as`` is the earlier identical row, if any."""

    index: int
    employer: str | None
    title: str | None
    start: Period | None
    end: Period | None
    hours: Number | None
    kind: str | None
    city_employee: bool | None
    duties: Mapping[str, str]
    same_as: int | None = None


@dataclass(frozen=True, slots=True)
class Education:
    level: str | None
    field: str | None
    units: Number | None
    units_by_field: Mapping[str, Number] | None
    unit_system: str | None
    completed_on: Period | None
    expected_on: Period | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Holding:
    """A licence or a certificate; ``expires_on`` is ``CURRENT`` for one that does not expire."""

    kind: str | None
    class_: str | None
    issued_on: Period | None
    expires_on: Period | None


@dataclass(frozen=True, slots=True)
class Record:
    """A dated event that a posting may limit; ``days`` is how long it lasted."""

    kind: str | None
    on: Period | None
    days: Number | None


@dataclass(slots=True)
class Typing:
    net_wpm: Number | None
    source: str | None
    gross_wpm: Number | None
    errors: Number | None
    minutes: Number | None
    supervised: bool | None


@dataclass(frozen=True, slots=True)
class Document:
    """A paper on file, or (``not_provided``) one that was asked for and did not come by its due date."""

    kind: str | None
    received_on: Period | None
    via: str | None
    job: int | None
    verdict: str
    start: Period | None
    end: Period | None
    total_hours: Number | None
    dated: Period | None


@dataclass(slots=True)
class Facts:
    """One submitted application. ``None`` for a list is 'was not said', which is not the same as an empty one.

    ``source`` is the document it was read from: it is what is hashed, and must not be changed afterwards.
    """

    source: Mapping[str, Any]
    id: str | None
    filed_on: int
    jobs: tuple[Job, ...] | None
    education: tuple[Education, ...] | None
    licences: tuple[Holding, ...] | None
    certificates: tuple[Holding, ...] | None
    records: tuple[Record, ...] | None
    answers: Mapping[str, Any]
    typing: Typing | None
    documents: tuple[Document, ...]
