"""The applicant's own words beside what the City settled: facts with the settled ones laid over them, and without."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson

from screening.models import Application, SettledFact, Submission, User

CORRECTED_BY_THE_APPLICANT = (
    "The applicant corrected this answer, so the City's earlier finding no longer holds."
)


def in_force(rows: Iterable[SettledFact], submission: Submission) -> dict[str, SettledFact]:
    """By path, the settled facts that are part of a version: the newest step of each until then, unless it is a lifting."""
    newest: dict[str, SettledFact] = {}
    for row in sorted(rows, key=lambda one: one.pk):
        if row.submission_id <= submission.pk:
            newest[row.path] = row
    return {path: row for path, row in newest.items() if row.value is not None}


def own_words(submission: Submission, rows: Iterable[SettledFact]) -> dict[str, Any]:
    """The facts of a version in the applicant's own words; ``rows``: every settled fact of the application."""
    facts: dict[str, Any] = orjson.loads(submission.facts)
    for path, row in in_force(rows, submission).items():
        put(facts, path, row.said)
    return facts


def laid_over(own: dict[str, Any], standing: dict[str, SettledFact]) -> dict[str, Any]:
    """Own words with the settled facts over them; one whose own words have changed is left as it was said."""
    facts: dict[str, Any] = orjson.loads(orjson.dumps(own))
    for path, row in standing.items():
        if said_at(own, path) == row.said:
            put(facts, path, row.value)
    return facts


def lift_corrected(
    application: Application,
    *,
    own: dict[str, Any],
    standing: dict[str, SettledFact],
    submission: Submission,
    actor: User,
    at: datetime,
) -> None:
    """Lift each settled fact whose own words the applicant corrected in this version: the newer words count."""
    for path, row in standing.items():
        said = said_at(own, path)
        if said != row.said:
            SettledFact.objects.create(
                application=application,
                submission=submission,
                path=path,
                said=said,
                value=None,
                reason=CORRECTED_BY_THE_APPLICANT,
                settled_by=actor,
                settled_at=at,
                supersedes=row,
            )


def said_at(facts: Any, path: str) -> Any:
    """What facts say at a path; None where they say nothing."""
    for step in path.split("/"):
        if isinstance(facts, list):
            facts = facts[int(step)] if step.isdecimal() and int(step) < len(facts) else None
        else:
            facts = facts.get(step) if isinstance(facts, dict) else None
    return facts


def put(facts: dict[str, Any], path: str, value: Any) -> None:
    """Set a fact in place; None leaves it out. A job that is not there is not made."""
    *way, last = path.split("/")
    at: Any = facts
    for step in way:
        at = at[int(step)] if isinstance(at, list) else at.setdefault(step, {})
    if value is None:
        at.pop(last, None)
    else:
        at[last] = value
