"""Applications as people send them: several jobs, gaps and overlaps, months without days, unsure answers."""

import calendar
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.postings.minimum_requirements.properties.posting import PAPER, PRIMARY, WORK, YES_NO

FIRST_DAY = date(2021, 6, 1)
HOURS = st.sampled_from([40, 40, 40, 40, 20, 37.5, 35, 34.99, 39.99, 60, 12.25, 10, 168, 0, None])
KINDS = st.sampled_from(["regular", "regular", "regular", "out_of_class", "out_of_class", "volunteer"])
VERDICTS = st.sampled_from(["unreviewed", "accepted", "accepted", "rejected", "not_provided"])
FILED_ON = st.sampled_from(["2025-05-01", "2024-02-29", "2024-12-31", "2025-03-09"])
LENGTHS = st.one_of(
    st.integers(0, 800), st.integers(178, 186), st.integers(360, 368), st.sampled_from([88, 89, 90, 91])
)
OFTEN = st.sampled_from([True, True, True, True, True, True, False])


@st.composite
def days(draw: st.DrawFn) -> date:
    """A day of the last years; often the first or the last of a month, or about a leap day."""
    day = FIRST_DAY + timedelta(draw(st.integers(0, 1500)))
    last = calendar.monthrange(day.year, day.month)[1]
    return draw(st.sampled_from([day, day, day.replace(day=1), day.replace(day=last), date(2024, 2, 28)]))


@st.composite
def duties(draw: st.DrawFn) -> dict[str, str]:
    """What was done in a job: one of the usual kinds of work, with a few answers missing, unsure or otherwise."""
    answers = dict(draw(st.sampled_from(WORK)))
    for tag in draw(st.lists(st.sampled_from([*YES_NO, *PRIMARY]), max_size=2)):
        scale = ["yes", "no"] if tag in YES_NO else ["primary", "sometimes", "no"]
        answer = draw(st.sampled_from([*scale, "unsure", None]))
        answers.pop(tag, None)
        if answer:
            answers[tag] = answer
    return answers


@st.composite
def jobs(draw: st.DrawFn, *, months: bool = True, gaps: bool = True, doing: Any = None) -> dict[str, Any]:
    """One row of the work history. ``months``: dates may lack the day; ``gaps``: fields may be missing."""
    start = draw(days())
    end = start + timedelta(draw(LENGTHS) - 1)
    if gaps and not draw(OFTEN):
        start, end = end, start
    job: dict[str, Any] = {
        "employer": draw(st.sampled_from(["Helix Water", "Otay Mesa Freight"])),
        "title": draw(st.sampled_from(["Agent", "Clerk"])),
        "start": start.isoformat()[: 10 if not months or draw(OFTEN) else 7],
        "end": end.isoformat()[: 10 if not months or draw(OFTEN) else 7],
        "hours_per_week": draw(HOURS if gaps else HOURS.filter(bool)),
        "kind": draw(KINDS),
        "city_employee": draw(st.booleans()),
        "duties": draw(doing if doing is not None else duties()),
    }
    if not draw(OFTEN):
        job["end"] = None
    if gaps and not draw(OFTEN):
        del job[draw(st.sampled_from(["kind", "city_employee", "hours_per_week", "start", "end"]))]
    return job


@st.composite
def papers(draw: st.DrawFn, history: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Proofs for some of the out-of-class assignments, in every verdict, some of which state dates and hours."""
    found = []
    for number, job in enumerate(history):
        if job.get("kind") == "regular" or not draw(OFTEN):
            continue
        for _ in range(draw(st.sampled_from([0, 1, 1, 1, 2]))):
            paper: dict[str, Any] = {"kind": PAPER, "job": number, "verdict": draw(VERDICTS)}
            # for whose assignment it was is known before a paper's dates can be preferred to the claimed ones
            if job.get("kind") and job.get("city_employee") is not None and draw(st.booleans()):
                start = draw(days())
                end = start + timedelta(draw(st.integers(0, 300)))
                states = {"start": start.isoformat(), "end": end.isoformat()}
                if draw(st.booleans()):
                    states["total_hours"] = draw(st.integers(1, 2000))
                paper["states"] = states
            found.append(paper)
    return found


@st.composite
def facts(draw: st.DrawFn, *, most: int = 6, claims: bool = True, **of_jobs: Any) -> dict[str, Any]:
    """One application to the Customer Services Representative posting."""
    history = draw(st.lists(jobs(**of_jobs), max_size=most))
    found: dict[str, Any] = {
        "filed_on": draw(FILED_ON),
        "jobs": history,
        "documents": draw(papers(history)),
        "typing": {"net_wpm": draw(st.sampled_from([29.9, 30, 40])), "source": "self_reported"},
    }
    if claims and draw(st.booleans()):
        found["answers"] = draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "option": st.sampled_from(["option_1", "option_2", "option_3", "none"]),
                    "clerical_months": st.sampled_from([0, 6, 11.9, 12, 36]),
                    "customer_service_months": st.sampled_from([0, 5.9, 6, 24]),
                    "types_30": st.sampled_from(["yes", "no"]),
                },
            )
        )
    return found
