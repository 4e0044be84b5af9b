"""The open points of an application, told from the facts alone, and the ways in which each may be closed."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.postings.minimum_requirements.properties.oracle_jobs import first_and_last
from tests.postings.minimum_requirements.properties.posting import PAPER, PRIMARY, YES_NO

Row = tuple[dict[str, Any], list[dict[str, Any]]]
"""A job and the papers that were sent for it."""
Closing = Callable[[Row], list[Row]]


class OpenPoint(NamedTuple):
    """Why a job is open, and the ways to close it, the best first: each makes of its row one or two others."""

    job: int
    reason: str
    ways: tuple[Closing, ...]


def rows_of(application: dict[str, Any]) -> list[Row]:
    """Every job under a name of its own (two rows that become alike would be one) with its papers."""
    return [
        (
            {**job, "employer": f"Employer {number}"},
            [paper for paper in application["documents"] if paper["job"] == number],
        )
        for number, job in enumerate(application["jobs"])
    ]


def application_of(application: dict[str, Any], rows: list[Row]) -> dict[str, Any]:
    papers = [{**paper, "job": place} for place, row in enumerate(rows) for paper in row[1]]
    return {**application, "jobs": [job for job, _ in rows], "documents": papers}


def points_of(rows: list[Row], filed_on: str) -> list[OpenPoint]:
    """All open points of all rows, in the order in which they must be closed."""
    return [
        OpenPoint(number, reason, ways)
        for number, row in enumerate(rows)
        for reason, ways in _points_of_row(row, filed_on)
    ]


def closed(rows: list[Row], points: list[OpenPoint], draw: Callable[[Any], Any]) -> list[Row]:
    """The rows with these points closed, each in a way that is drawn."""
    found: list[Row] = []
    for number, row in enumerate(rows):
        parts = [row]
        for point in points:
            if point.job == number:
                way = draw(st.sampled_from(point.ways))
                parts = [each for part in parts for each in way(part)]
        found.extend(parts)
    return found


def _points_of_row(row: Row, filed_on: str) -> Iterator[tuple[str, tuple[Closing, ...]]]:
    job, papers = row
    for tag in (*YES_NO, *PRIMARY):
        if job["duties"].get(tag, "unsure") == "unsure":
            values = ("yes", "no") if tag in YES_NO else ("primary", "sometimes", "no")
            # retail work speaks against a job; every other duty for it
            values = values[::-1] if tag == "retail_or_general_contact" else values
            yield "unanswered", tuple(_duty(tag, value) for value in values)
    if job.get("city_employee") is None:
        yield "unanswered", (_with(city_employee=False), _with(city_employee=True))
    if job.get("kind") is None:
        # out of class without its paper would open another question
        kinds = ["regular", "volunteer"] + (["out_of_class"] if _decided(papers) else [])
        yield "unanswered", tuple(_with(kind=kind) for kind in kinds)
    governed = (
        job.get("kind") == "out_of_class"
        and job.get("city_employee") is True
        and any(_verdict(paper) == "accepted" and paper.get("states") for paper in papers)
    )
    if not governed:
        yield from _points_of_dates(job, filed_on)
    hours = job.get("hours_per_week")
    if not hours:
        # what an accepted paper states of the work shows that there was some
        ways = (_with(hours_per_week=40), _with(hours_per_week=20))
        yield "unusable_entry", ways if governed else (*ways, _left_out)
    elif 35 <= hours < 40:
        yield "near_full_time", (_with(hours_per_week=40), _in_two_halves)
    if (
        job.get("kind") in ("out_of_class", None)
        and job.get("city_employee") in (True, None)
        and not _decided(papers)
    ):
        reviewing = any(_verdict(paper) == "unreviewed" for paper in papers)
        yield (
            "document_unreviewed" if reviewing else "document_outstanding",
            (_paper("accepted"), _not_provided),
        )


def _points_of_dates(job: dict[str, Any], filed_on: str) -> Iterator[tuple[str, tuple[Closing, ...]]]:
    start, end = job.get("start"), job.get("end")
    if start is None or "end" not in job:
        begun = start or "2022-02-02"
        ended = end or max(filed_on, first_and_last(begun)[1].isoformat())
        if len(begun) == len(ended) == 10 and begun <= ended:
            yield "unusable_entry", (_with(start=begun, end=ended), _left_out)
        else:
            yield "unusable_entry", (_left_out,)
        return
    begins, ends = first_and_last(start), first_and_last(end) if end else None
    if ends and ends[1] < begins[0]:
        yield "unusable_entry", (_with(start=ends[0].isoformat(), end=begins[1].isoformat()), _left_out)
        return
    # where the worst reading leaves no day between start and end, nothing was certainly worked
    no_day = ends is not None and begins[1] > ends[0]
    if len(start) == 7:
        late = _left_out if no_day else _with(start=begins[1].isoformat())
        yield "imprecise_dates", (_with(start=begins[0].isoformat()), late)
    if ends and len(end) == 7:
        early = _left_out if no_day else _with(end=ends[0].isoformat())
        yield "imprecise_dates", (_with(end=ends[1].isoformat()), early)


def _verdict(paper: dict[str, Any]) -> str:
    return paper.get("verdict") or "unreviewed"


def _decided(papers: list[dict[str, Any]]) -> bool:
    verdicts = {_verdict(paper) for paper in papers}
    return "accepted" in verdicts or ("not_provided" in verdicts and "unreviewed" not in verdicts)


def _with(**given: Any) -> Closing:
    return lambda row: [({**row[0], **given}, row[1])]


def _duty(tag: str, value: str) -> Closing:
    return lambda row: [({**row[0], "duties": {**row[0]["duties"], tag: value}}, row[1])]


def _paper(verdict: str) -> Closing:
    return lambda row: [(row[0], [*row[1], {"kind": PAPER, "verdict": verdict}])]


def _not_provided(row: Row) -> list[Row]:
    return [(row[0], [{"kind": PAPER, "verdict": "not_provided"}])]


def _left_out(row: Row) -> list[Row]:
    """Not the work that it seemed to be."""
    return [({**row[0], "duties": dict.fromkeys((*YES_NO, *PRIMARY), "no")}, row[1])]


def _in_two_halves(row: Row) -> list[Row]:
    """Half of the hours twice: as many as before, and no full-time week of any employer."""
    half = {**row[0], "hours_per_week": row[0]["hours_per_week"] / 2}
    papers = []
    for paper in row[1]:
        states = dict(paper.get("states") or {})
        if "total_hours" in states:
            states["total_hours"] /= 2
        papers.append({**paper, "states": states} if states else paper)
    return [(half, papers), ({**half, "title": "The other half"}, papers)]
