"""The evidence of an experience: for every job what counted, what did not, and why."""

from typing import TYPE_CHECKING, Any

from postings.minimum_requirements.counting import shares
from postings.minimum_requirements.dates import iso
from postings.minimum_requirements.facts import Job, Number
from postings.minimum_requirements.kleene import (
    DOCUMENT_OUTSTANDING,
    DOCUMENT_UNREVIEWED,
    EVERY_REASON,
    IMPRECISE_DATES,
    NEAR_FULL_TIME,
    NO,
    UNANSWERED,
    UNUSABLE_ENTRY,
    YES,
)
from postings.minimum_requirements.node import Finding
from postings.minimum_requirements.numbers import days_of, months_of, number_shown, plain
from postings.minimum_requirements.reach import needed_days
from postings.minimum_requirements.work import CITY_REGULAR, Span, Work, held

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case
    from postings.minimum_requirements.kinds.experience import Experience


def evidence(node: "Experience", finding: Finding, case: "Case") -> dict[str, Any]:
    """Totals and, for every job, the ranges and days counted at least and at most, the hours used, and why not."""
    counted, credits = finding.detail
    full = case.settings.full_time_hours
    least = counted.spans(0)
    most = counted.spans(EVERY_REASON) if counted.points else least
    least_units, most_units = counted.units(0), counted.units(EVERY_REASON)
    least_shares = shares(least, full)
    most_shares = shares(most, full) if counted.points else least_shares
    shown: dict[str, Any] = {
        "full_time_hours": number_shown(full),
        "least_days": days_of(least_units, full),
        "least_months": months_of(least_units, full),
        "most_days": days_of(most_units, full),
        "most_months": months_of(most_units, full),
        "needed_days": number_shown(needed_days(node.months)),
        "needed_months": node.months,
        "jobs": [
            _job(node, work, (least, least_shares), (most, most_shares), finding, case) for work in case.works
        ],
    }
    if node.within_last_months:
        shown["window"] = {"from": iso(counted.since), "to": iso(counted.as_of)}
    if case.facts.jobs is None:
        shown["no_work_history"] = True
    if node.substitution:
        shown["substituted"] = _substituted(node, credits, case)
    return shown


Counted = tuple[list[Span], dict[int, Number]]


def _job(
    node: "Experience", work: Work, least: Counted, most: Counted, finding: Finding, case: "Case"
) -> dict[str, Any]:
    job = work.job
    full = case.settings.full_time_hours
    at_least, at_most = _range(job.index, *least, full), _range(job.index, *most, full)
    first, last = held(job, finding.detail[0].as_of)
    used = next((span[2] for span in most[0] if span[4] == job.index), None)
    if at_least and at_least == at_most:
        counts = "yes"
    else:
        counts = "partly" if at_least else ("open" if at_most else "no")
    return {
        "counts": counts,
        "employer": job.employer,
        "held": {
            "from": iso(first) if first else None,
            "to": iso(last) if last and last >= (first or 0) else None,
        },
        "hours_per_week": None if job.hours is None else number_shown(job.hours),
        "hours_used": None if used is None else number_shown(used),
        "job": job.index,
        "least": at_least,
        "most": at_most,
        "title": job.title,
        "why": _why(node, work, most, finding, case),
    }


def _range(index: int, spans: list[Span], units: dict[int, Number], full: Number) -> dict[str, Any] | None:
    own = [span for span in spans if span[4] == index]
    if not own:
        return None
    return {
        "days": days_of(units[index], full),
        "from": iso(min(span[0] for span in own)),
        "to": iso(max(span[1] for span in own) - 1),
    }


def _why(node: "Experience", work: Work, most: Counted, finding: Finding, case: "Case") -> list[str]:
    """Why it does not count, not fully, or not for certain; nothing for work that simply counts."""
    if work.excluded:
        return [work.excluded]
    counted = finding.detail[0]
    truth = work.truths[node.root]
    if truth == NO:
        return list(case.requirements.patterns.why_not(node.root, work.job, work.papers))
    lines = list(case.requirements.patterns.why_not(node.root, work.job, work.papers)) if truth != YES else []
    points = 0 if work.plain else work.open_points(counted.as_of, case.facts.filed_on)
    lines += _open_points(work, points, case)
    own = [span for span in most[0] if span[4] == work.job.index]
    if not own:
        return lines or _not_in_time(work.job, counted.since, case)
    potential = sum((span[1] - span[0]) * span[2] for span in own)
    if most[1][work.job.index] < potential:
        lines.append(_overlap(work, own, most, case))
    return lines


def _not_in_time(job: Job, since: int, case: "Case") -> list[str]:
    if job.start and job.start[0] > case.facts.filed_on:
        return ["It begins after the application was filed."]
    if since and job.end and job.end[1] < since:
        return [f"It ended before {iso(since)}, outside the time that counts."]
    return ["Its documents state no hours that count." if job.hours else "It brings no days that count."]


def _overlap(work: Work, own: list[Span], most: Counted, case: "Case") -> str:
    others = sorted(
        {
            span[4] + 1
            for span in most[0]
            if span[4] != work.job.index and any(span[0] < mine[1] and mine[0] < span[1] for mine in own)
        }
    )
    names = (
        "job " + " and ".join(map(str, others)) if len(others) == 1 else "jobs " + ", ".join(map(str, others))
    )
    if any(span[3] == CITY_REGULAR for span in own):
        out_of_class = [
            span for span in most[0] if span[4] + 1 in others and span[3] not in (0, CITY_REGULAR)
        ]
        if out_of_class:
            return f"Overlaps with {names}: an out-of-class assignment replaces the regular City job of the same days."
    return f"Overlaps with {names}, capped at full time."


def _open_points(work: Work, points: int, case: "Case") -> list[str]:
    job, lines = work.job, []
    if points & UNUSABLE_ENTRY:
        lines.append(_unusable(job))
    if points & IMPRECISE_DATES:
        lines.append("The dates are known to the month only, so the days are not certain.")
    if points & NEAR_FULL_TIME:
        lines.append(f"{plain(job.hours or 0)} hours a week may be a full-time week of this employer.")
    if points & UNANSWERED:
        what = "What kind of job it was" if job.kind is None else "Whether it was work for the City"
        lines.append(f"{what} is not answered.")
    if points & DOCUMENT_OUTSTANDING:
        lines.append("There is no accepted documentation of the out-of-class assignment yet.")
    if points & DOCUMENT_UNREVIEWED:
        lines.append("The documentation of the out-of-class assignment is not reviewed yet.")
    paper = case.settings.out_of_class_document
    if paper and work.out_of_class == YES and work.proof_on_file(paper) == NO:
        lines.append("No documentation of the out-of-class assignment came by its due date.")
    return lines


def _unusable(job: Job) -> str:
    if job.start is None or job.end is None:
        return f"The {'start' if job.start is None else 'end'} date is missing."
    if job.start[0] > job.end[1]:
        return "The end date is before the start date."
    return "The hours per week are missing." if job.hours is None else "The hours per week are 0."


def _substituted(node: "Experience", credits: Any, case: "Case") -> dict[str, Any]:
    assert node.substitution is not None
    least, most = (node.substitution.credits(credits, settled, case) for settled in (0, EVERY_REASON))
    return {
        "least_months": number_shown(node.substitution.credit(credits, 0, case)),
        "most_months": number_shown(node.substitution.credit(credits, EVERY_REASON, case)),
        "options": [
            {
                "cite": list(option.cite),
                "label": option.label or (option.when.title if option.when else "Units of education"),
                "least_months": number_shown(low),
                "most_months": number_shown(high),
            }
            for option, low, high in zip(node.substitution.options, least, most, strict=True)
        ],
    }
