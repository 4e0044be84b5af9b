"""What a job of the record may have been: its open points, and the work it was for each way of closing them."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from tests.postings.minimum_requirements.properties.oracle_days import BEFORE_ANY_WORK, Stint


class Point(NamedTuple):
    """A question that the record leaves open: why, and its possible answers from the worst to the best."""

    key: tuple[Any, ...]
    reason: str
    answers: tuple[Any, ...]


class Settings(NamedTuple):
    full_time: Fraction
    near_full_time: Fraction
    volunteer_counts: bool
    paper: str | None


def exact(value: Any) -> Fraction:
    return Fraction(str(value))


def settings_of(document: Mapping[str, Any]) -> Settings:
    given = document.get("settings", {})
    return Settings(
        exact(given.get("full_time_hours", 40)),
        exact(given.get("near_full_time_hours", 35)),
        given.get("volunteer_counts", True),
        given.get("out_of_class_document"),
    )


def first_and_last(text: str) -> tuple[date, date]:
    """The days that a date to the day or to the month may mean."""
    if len(text) == 10:
        return date.fromisoformat(text), date.fromisoformat(text)
    year, month = int(text[:4]), int(text[5:])
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def rows_of(facts: Mapping[str, Any]) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Every different job with the papers that were sent for it: a row typed twice is one job."""
    found: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []
    for index, job in enumerate(facts.get("jobs") or []):
        papers = [paper for paper in facts.get("documents", []) if paper.get("job") == index]
        same = [row for row in found if _said(row[0]) == _said(job)]
        if same:
            same[0][1].extend(papers)
        else:
            found.append((job, papers))
    return found


def _said(job: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in job.items() if value is not None or key == "end"}


def papers_of(
    job: Mapping[str, Any], papers: list[dict[str, Any]], settings: Settings
) -> tuple[str, list[Any]]:
    """How far the proof of an out-of-class assignment has come, and what the accepted papers state."""
    right = [paper for paper in papers if paper.get("kind") == settings.paper]
    verdicts = [paper.get("verdict") or "unreviewed" for paper in right]
    if settings.paper is None:
        return "accepted", []
    if "accepted" in verdicts:
        stated = [paper.get("states") or {} for paper in right if paper.get("verdict") == "accepted"]
        return "accepted", stated
    if "unreviewed" in verdicts:
        return "document_unreviewed", []
    return ("not_provided" if "not_provided" in verdicts else "document_outstanding"), []


def may_be_out_of_class(job: Mapping[str, Any]) -> bool:
    return job.get("kind") in (None, "out_of_class") and job.get("city_employee") in (None, True)


def points_of(
    number: int, job: Mapping[str, Any], papers: list[dict[str, Any]], qualifies: str, settings: Settings
) -> list[Point]:
    """Everything about a job that the record does not settle, as far as it can bear on the count."""
    points = []
    if qualifies == "undetermined":
        points.append(Point((number, "qualifies"), "unanswered", (False, True)))
    if job.get("kind") is None:
        # City work of a kind that is not said may lack its paper; a posting that asks for none need not know
        kinds = ("regular", "volunteer")
        doubtful = may_be_out_of_class(job) and settings.paper is not None
        points.append(
            Point((number, "kind"), "unanswered", (None, "out_of_class", *kinds) if doubtful else kinds)
        )
    if job.get("city_employee") is None:
        points.append(Point((number, "city"), "unanswered", (True, False)))
    proof, stated = papers_of(job, papers, settings)
    if may_be_out_of_class(job) and proof.startswith("document_"):
        points.append(Point((number, "paper"), proof, (False, True)))
    points += _points_of_dates(number, None, job)
    hours = exact(job.get("hours_per_week") or 0)
    if hours == 0:
        points.append(Point((number, "hours"), "unusable_entry", (None, settings.full_time)))
    elif settings.near_full_time <= hours < settings.full_time:
        points.append(Point((number, "hours"), "near_full_time", (hours, settings.full_time)))
    for paper, states in enumerate(stated):
        if _of_its_own(states):
            points += _points_of_dates(number, paper, {**job, **states})
    return points


def _of_its_own(states: Mapping[str, Any]) -> bool:
    """Whether a paper states dates; if not, its dates are the claimed ones."""
    return "start" in states or "end" in states


def _points_of_dates(number: int, paper: int | None, said: Mapping[str, Any]) -> list[Point]:
    points = []
    start, end = said.get("start"), said.get("end")
    if _unusable(said):
        points.append(Point((number, paper, "entry"), "unusable_entry", (False, True)))
        return points
    if start and len(start) == 7:
        points.append(Point((number, paper, "start"), "imprecise_dates", first_and_last(start)[::-1]))
    if end and len(end) == 7:
        points.append(Point((number, paper, "end"), "imprecise_dates", first_and_last(end)))
    return points


def _unusable(said: Mapping[str, Any]) -> bool:
    if said.get("start") is None or "end" not in said:
        return True
    return said["end"] is not None and first_and_last(said["end"])[1] < first_and_last(said["start"])[0]


def stints_of(
    number: int,
    job: Mapping[str, Any],
    papers: list[dict[str, Any]],
    answers: Mapping[tuple[Any, ...], Any],
    settings: Settings,
    filed_on: date,
) -> list[Stint]:
    """The work of a job that counts, once every open point has an answer."""
    kind = answers.get((number, "kind"), job.get("kind"))
    if kind is None:
        return []
    city = answers.get((number, "city"), job.get("city_employee"))
    if not answers.get((number, "qualifies"), True) or (
        kind == "volunteer" and not settings.volunteer_counts
    ):
        return []
    hours = answers.get((number, "hours"), exact(job.get("hours_per_week") or 0))
    if not (city and kind == "out_of_class"):
        pool = "city_regular" if city and kind == "regular" else "own"
        return _stint(number, None, job, hours, pool, answers, filed_on)
    proof, stated = papers_of(job, papers, settings)
    if proof == "not_provided" or not answers.get((number, "paper"), True):
        return []
    if not stated:
        return _stint(number, None, job, hours, "city_out_of_class", answers, filed_on)
    found: list[Stint] = []
    for paper, states in enumerate(stated):
        said = {**job, **states}
        whose = paper if _of_its_own(states) else None
        for stint in _stint(
            number, whose, said, hours or Fraction(0), "city_out_of_class", answers, filed_on
        ):
            if "total_hours" in states:
                days = (_end(number, whose, said, answers, filed_on) - stint.first).days + 1
                stint = stint._replace(weekly_hours=exact(states["total_hours"]) * 7 / days)
            found.append(stint)
    return found


def _end(
    number: int,
    paper: int | None,
    said: Mapping[str, Any],
    answers: Mapping[tuple[Any, ...], Any],
    filed_on: date,
) -> date:
    end = said.get("end")
    return filed_on if end is None else answers.get((number, paper, "end"), first_and_last(end)[1])


def _stint(
    number: int,
    paper: int | None,
    said: Mapping[str, Any],
    hours: Fraction | None,
    pool: str,
    answers: Mapping[tuple[Any, ...], Any],
    filed_on: date,
) -> list[Stint]:
    if hours is None or not answers.get((number, paper, "entry"), True):
        return []
    if _unusable(said):
        first, last = _widest(said, filed_on)
    else:
        first = answers.get((number, paper, "start"), first_and_last(said["start"])[0])
        last = _end(number, paper, said, answers, filed_on)
    last = min(last, filed_on)
    return [Stint(number, first, last, hours, pool)] if first <= last else []


def _widest(said: Mapping[str, Any], filed_on: date) -> tuple[date, date]:
    """Dates that are missing or exchanged, read in the applicant's favour."""
    start, end = said.get("start"), said.get("end")
    if start is not None and end is not None:
        return first_and_last(end)[0], first_and_last(start)[1]
    first = BEFORE_ANY_WORK if start is None else first_and_last(start)[0]
    return first, filed_on if end is None else first_and_last(end)[1]
