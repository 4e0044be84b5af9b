"""Closing an open question gives a result that was possible before; the reasons name just the questions that decide."""

from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from postings.minimum_requirements import Result
from tests.postings.minimum_requirements.properties.open_points import (
    application_of,
    closed,
    points_of,
    rows_of,
)
from tests.postings.minimum_requirements.properties.posting import judged
from tests.postings.minimum_requirements.properties.strategies_facts import facts

WHOLE = {"start", "end", "kind", "city_employee"}
NEVER_CLOSED = {"borderline", "contradiction", "needs_judgement"}
"""Reasons that no answer of the applicant takes away."""


def possible(before: Result, after: Result) -> None:
    """What was decided stays so, and no interval grows."""
    for name, old in before.nodes.items():
        new = after.nodes[name]
        assert old["outcome"] in ("undetermined", new["outcome"]), name
        if "least_days" in old:
            assert old["least_days"] <= new["least_days"] <= new["most_days"] <= old["most_days"], name
    assert before.outcome in ("undetermined", after.outcome)


@given(application=facts(most=4), data=st.data())
@settings(max_examples=settings.default.max_examples // 2)
def test_an_answer_gives_a_result_that_was_possible_before(application: Any, data: Any) -> None:
    rows = rows_of(application)
    points = points_of(rows, application["filed_on"])
    assume(points)
    chosen = data.draw(st.lists(st.sampled_from(points), min_size=1, max_size=3, unique_by=id))
    event(", ".join(sorted({point.reason for point in chosen})))
    before = judged(application_of(application, rows))
    in_order = [point for point in points if any(point is each for each in chosen)]
    possible(before, judged(application_of(application, closed(rows, in_order, data.draw))))


@given(application=facts(most=4), data=st.data())
@settings(max_examples=settings.default.max_examples // 2)
def test_the_questions_that_are_named_decide_and_no_other_does(application: Any, data: Any) -> None:
    """All questions of one reason are closed alike here: reasons are told by their kind, not job by job."""
    rows = [row for row in rows_of(application) if row[0].keys() >= WHOLE]
    points = points_of(rows, application["filed_on"])
    before = judged(application_of(application, rows))
    present = sorted({point.reason for point in points})
    favoured = {reason: data.draw(st.booleans()) for reason in present}
    event(f"{before.outcome}: {', '.join(before.reasons)}")

    def outcome_of(reasons: list[str]) -> tuple[str, set[str]]:
        which = [point for point in points if point.reason in reasons]
        settled = [point._replace(ways=(point.ways[0 if favoured[point.reason] else -1],)) for point in which]
        found = judged(application_of(application, closed(rows, settled, data.draw)))
        return found.outcome, set(found.reasons)

    decided = outcome_of([reason for reason in present if reason in before.reasons])
    assert decided[0] != "undetermined" or decided[1] <= NEVER_CLOSED
    assert outcome_of(present) == decided
