"""The evidence of an experience: for every job what counted, what did not, and why."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import orjson

from postings.minimum_requirements.counting import Share
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
from postings.minimum_requirements.language import say
from postings.minimum_requirements.node import Finding
from postings.minimum_requirements.numbers import days_of, months_of, number_shown, plain
from postings.minimum_requirements.papers import proof_on_file
from postings.minimum_requirements.patterns import ASKED_NOTHING
from postings.minimum_requirements.reach import needed_days
from postings.minimum_requirements.spans import CITY_OUT_OF_CLASS, CITY_REGULAR, Span
from postings.minimum_requirements.work import Work

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case
    from postings.minimum_requirements.counted import Counted
    from postings.minimum_requirements.kinds.experience import Experience


def evidence(node: "Experience", finding: Finding, case: "Case") -> dict[str, Any]:
    """Totals and, for every job, the ranges and days counted at least and at most, the hours used, and why not."""
    counted, credits = finding.detail
    full = case.settings.full_time_hours
    least, most = counted.units(0), counted.units(EVERY_REASON)
    least_days, least_months = days_of(least, full), months_of(least, full)
    shown: dict[str, Any] = {
        "full_time_hours": number_shown(full),
        "least_days": least_days,
        "least_months": least_months,
        "most_days": least_days if most == least else days_of(most, full),
        "most_months": least_months if most == least else months_of(most, full),
        "needed_days": number_shown(needed_days(node.months)),
        "needed_months": node.months,
        "jobs": _jobs(node, counted, case),
    }
    if node.within_last_months:
        shown["window"] = {"from": iso(counted.since), "to": iso(counted.as_of)}
    if case.facts.jobs is None:
        shown["no_work_history"] = True
    if node.substitution:
        shown["substituted"] = _substituted(node, credits, case)
    return shown


def _jobs(node: "Experience", counted: "Counted", case: "Case") -> orjson.Fragment:
    """One entry for every job, written as JSON at once: there are as many as there are jobs in a city's applications."""
    full = case.settings.full_time_hours
    asked = ASKED_NOTHING if node.asked is None else node.asked.number
    as_of = counted.as_of
    most = counted.shares(EVERY_REASON)
    least = counted.shares(0) if counted.points else most
    rows = []
    for work in case.works:
        share, certain = most.get(work.job.index), least.get(work.job.index)
        if work.values[asked] == NO and not work.excluded:
            why = _why_not(node, work, case)
        elif work.plain and share and work.values[asked] == YES and share.units == share.own_units:
            why = "[]"
        else:
            why = orjson.dumps(_why(node, work, share, counted, case)).decode()
        # an experience and what it includes often count the same of a job
        if work.row_of != (certain, share, as_of):
            work.row, work.row_of = _row(work, certain, share, full, as_of), (certain, share, as_of)
        rows.append(f'{work.row}"why":{why}}}')
    return orjson.Fragment(f"[{','.join(rows)}]")


def _row(work: Work, certain: Share | None, share: Share | None, full: Number, as_of: int) -> str:
    """The entry of a job but for why: what counts of it for certain and at most."""
    at_most = "null" if share is None else _range(share, full)
    used = "null" if share is None else number_shown(share.hours)
    if certain == share:
        at_least, counts = at_most, "no" if share is None else "yes"
    else:
        at_least = "null" if certain is None else _range(certain, full)
        counts = "open" if certain is None else ("yes" if at_least == at_most else "partly")
    if work.said_as_of != as_of:
        work.say(as_of)
    return (
        f'{{"counts":"{counts}",{work.said},"hours_used":{used},"job":{work.job.index},'
        f'"least":{at_least},"most":{at_most},"title":{work.title_said},'
    )


def _range(share: Share, full: Number) -> str:
    return f'{{"days":{days_of(share.units, full)},"from":"{iso(share.first)}","to":"{iso(share.stop - 1)}"}}'


def _why_not(node: "Experience", work: Work, case: "Case") -> str:
    """Why a job certainly is not of the kind asked for, as JSON; most jobs of a pool fail in few ways."""
    assert node.asked is not None, "who asks nothing is answered by every job"
    return case.requirements.patterns.why_not_json(node.asked, work.answers, work.job, work.papers)


def _why(
    node: "Experience", work: Work, share: Share | None, counted: "Counted", case: "Case"
) -> Sequence[str]:
    """Why it does not count, not fully, or not for certain."""
    if work.excluded:
        return [work.excluded]
    truth = YES if node.asked is None else work.values[node.asked.number]
    lines: list[str] = []
    if truth != YES and node.asked:
        lines += case.requirements.patterns.why_not(node.asked, work.answers, work.job, work.papers)
    if not work.plain:
        lines += _open_points(work, work.open_points(counted.as_of, case.facts.filed_on), case)
    if share is None:
        return lines or _not_in_time(work.job, counted.since, case)
    if share.units < share.own_units:
        lines.append(_overlap(work, counted.spans(EVERY_REASON)))
    return lines


def _not_in_time(job: Job, since: int, case: "Case") -> list[str]:
    if job.start and job.start[0] > case.facts.filed_on:
        return [say("It begins after the application was filed.")]
    if since and job.end and job.end[1] < since:
        return [say("It ended before {day}, outside the time that counts.", day=iso(since))]
    return [say("Its documents state no hours that count." if job.hours else "It brings no days that count.")]


def _overlap(work: Work, spans: list[Span]) -> str:
    own = [span for span in spans if span[4] == work.job.index]
    others = [
        span
        for span in spans
        if span[4] != work.job.index and any(span[0] < mine[1] and mine[0] < span[1] for mine in own)
    ]
    numbers = sorted({span[4] + 1 for span in others})
    names = (
        say("job {number}", number=numbers[0])
        if len(numbers) == 1
        else say("jobs {numbers}", numbers=", ".join(map(str, numbers)))
    )
    if any(span[3] == CITY_REGULAR for span in own) and any(span[3] == CITY_OUT_OF_CLASS for span in others):
        return say(
            "Overlaps with {jobs}: an out-of-class assignment replaces the regular City job of the same days.",
            jobs=names,
        )
    return say("Overlaps with {jobs}, capped at full time.", jobs=names)


def _open_points(work: Work, points: int, case: "Case") -> list[str]:
    job, lines = work.job, []
    if points & UNUSABLE_ENTRY:
        lines.append(_unusable(job))
    if points & IMPRECISE_DATES:
        lines.append(say("The dates are known to the month only, so the days are not certain."))
    if points & NEAR_FULL_TIME:
        lines.append(
            say("{hours} hours a week may be a full-time week of this employer.", hours=plain(job.hours or 0))
        )
    if points & UNANSWERED:
        lines.append(
            say(
                "What kind of job it was is not answered."
                if job.kind is None
                else "Whether it was work for the City is not answered."
            )
        )
    if points & DOCUMENT_OUTSTANDING:
        lines.append(say("There is no accepted documentation of the out-of-class assignment yet."))
    if points & DOCUMENT_UNREVIEWED:
        lines.append(say("The documentation of the out-of-class assignment is not reviewed yet."))
    paper = case.settings.out_of_class_document
    if paper and work.out_of_class == YES and proof_on_file(work.papers, paper) == NO:
        lines.append(say("No documentation of the out-of-class assignment came by its due date."))
    return lines


def _unusable(job: Job) -> str:
    if job.start is None or job.end is None:
        return say("The start date is missing." if job.start is None else "The end date is missing.")
    if job.start[0] > job.end[1]:
        return say("The end date is before the start date.")
    return say("The hours per week are missing." if job.hours is None else "The hours per week are 0.")


def _substituted(node: "Experience", credits: Any, case: "Case") -> dict[str, Any]:
    assert node.substitution is not None
    least, most = (node.substitution.credits(credits, settled, case) for settled in (0, EVERY_REASON))
    return {
        "least_months": number_shown(node.substitution.credit(credits, 0, case)),
        "most_months": number_shown(node.substitution.credit(credits, EVERY_REASON, case)),
        "options": [
            {
                "cite": list(option.cite),
                "label": option.label or (option.when.title if option.when else say("Units of education")),
                "least_months": number_shown(low),
                "most_months": number_shown(high),
            }
            for option, low, high in zip(node.substitution.options, least, most, strict=True)
        ],
    }
