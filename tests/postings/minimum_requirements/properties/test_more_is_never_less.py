"""More work, more papers and later filing never make an outcome worse."""

from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.postings.minimum_requirements.properties.posting import (
    PAPER,
    judged,
    make_facts,
    make_job,
    make_out_of_class,
    make_paper,
)
from tests.postings.minimum_requirements.properties.strategies_facts import days, facts, jobs

RANK = {"not_met": 0, "undetermined": 1, "met": 2}
EXPERIENCES = ("clerical", "customer_service")


def never_less(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Neither the outcome nor, of any experience, its outcome, least or most."""
    one, other = judged(before), judged(after)
    assert RANK[other.outcome] >= RANK[one.outcome]
    for name in EXPERIENCES:
        old, new = one.nodes[name], other.nodes[name]
        assert RANK[new["outcome"]] >= RANK[old["outcome"]]
        assert new["least_days"] >= old["least_days"]
        assert new["most_days"] >= old["most_days"]


@given(application=facts(claims=False, most=4), job=jobs())
def test_one_job_more_is_never_less(application: Any, job: Any) -> None:
    never_less(application, {**application, "jobs": [*application["jobs"], job]})


@given(application=facts(claims=False, most=4), first=days(), length=st.integers(1, 800))
def test_a_plainly_qualifying_job_is_never_less(application: Any, first: date, length: int) -> None:
    job = make_job(first.isoformat(), (first + timedelta(length - 1)).isoformat(), employer="One more")
    never_less(application, {**application, "jobs": [*application["jobs"], job]})


@given(application=facts(claims=False, most=4), data=st.data())
def test_hours_added_to_a_job_are_never_less(application: Any, data: Any) -> None:
    """Known hours, and none that may be another employer's full week: those are open, and settling them may lose."""
    told = [
        number
        for number, job in enumerate(application["jobs"])
        if job.get("hours_per_week") and not 35 <= job["hours_per_week"] < 40
        # one of two equal rows counts once; made unlike they count twice
        and application["jobs"].count(job) == 1
    ]  # fmt: skip
    assume(told)
    number = data.draw(st.sampled_from(told))
    job = application["jobs"][number]
    more = {
        **job,
        "hours_per_week": min(168, job["hours_per_week"] + data.draw(st.sampled_from([1, 5, 20, 40]))),
    }
    assume(more not in application["jobs"])
    after = [more if place == number else each for place, each in enumerate(application["jobs"])]
    never_less(application, {**application, "jobs": after})


@given(application=facts(claims=False, most=4), data=st.data())
def test_one_paper_more_is_never_less(application: Any, data: Any) -> None:
    """An accepted paper that states nothing of its own: what a paper states governs, and may be less than was claimed."""
    assume(application["jobs"])
    number = data.draw(st.integers(0, len(application["jobs"]) - 1))
    assume(not any(paper["job"] == number and paper.get("states") for paper in application["documents"]))
    papers = [*application["documents"], {"kind": PAPER, "job": number, "verdict": "accepted"}]
    never_less(application, {**application, "documents": papers})


@given(application=facts(claims=False, most=4), data=st.data())
def test_a_paper_that_is_not_reviewed_yet_is_never_less(application: Any, data: Any) -> None:
    assume(application["jobs"])
    number = data.draw(st.integers(0, len(application["jobs"]) - 1))
    papers = [*application["documents"], {"kind": PAPER, "job": number, "verdict": "unreviewed"}]
    never_less(application, {**application, "documents": papers})


BETTER = {"rejected": ("unreviewed", "accepted"), "unreviewed": ("accepted",), "not_provided": ("unreviewed", "accepted")}  # fmt: skip


@given(application=facts(claims=False, most=3), first=days(), length=st.integers(1, 500), data=st.data())
def test_a_better_verdict_is_never_less(application: Any, first: date, length: int, data: Any) -> None:
    verdict = data.draw(st.sampled_from(sorted(BETTER)))
    better = data.draw(st.sampled_from(BETTER[verdict]))
    assignment = make_out_of_class(
        first.isoformat(), (first + timedelta(length - 1)).isoformat(), employer="Us"
    )
    jobs = [*application["jobs"], assignment]
    before, after = (
        {
            **application,
            "jobs": jobs,
            "documents": [*application["documents"], make_paper(len(jobs) - 1, each)],
        }
        for each in (verdict, better)
    )
    never_less(before, after)


@given(application=facts(claims=False), later=st.integers(1, 400))
def test_a_later_day_of_filing_never_loses_months(application: Any, later: int) -> None:
    """The postings' experiences here have no window. A date in the month of filing may still lie ahead of it."""
    filed_on = date.fromisoformat(application["filed_on"]) + timedelta(later)
    never_less(application, {**application, "filed_on": filed_on.isoformat()})


@given(first=days(), later=st.integers(1, 400))
def test_an_open_job_grows_by_each_day_until_filing(first: date, later: int) -> None:
    facts_then = make_facts(make_job(first.isoformat(), None))
    filed_on = date.fromisoformat(facts_then["filed_on"]) + timedelta(later)
    then = judged(facts_then).nodes["customer_service"]
    now = judged({**facts_then, "filed_on": filed_on.isoformat()}).nodes["customer_service"]
    began = min(later, (filed_on - first).days + 1)
    assert now["least_days"] - then["least_days"] == max(0, began)


@given(first=days(), length=st.integers(1, 700), share=st.sampled_from([4, 8, 10, 20, 30, 38]))
def test_days_and_hours_are_in_proportion(first: date, length: int, share: int) -> None:
    """Out of class with an accepted paper and for another employer, work counts the same."""
    end = (first + timedelta(length - 1)).isoformat()
    other = make_facts(make_job(first.isoformat(), end, hours_per_week=share), filed_on="2030-01-01")
    city = make_facts(
        make_out_of_class(first.isoformat(), end, hours_per_week=share),
        documents=[make_paper(0)], filed_on="2030-01-01",
    )  # fmt: skip
    for application in (other, city):
        assert judged(application).nodes["customer_service"]["least_days"] == round(length * share / 40, 2)
