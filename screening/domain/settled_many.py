"""New versions of the facts of many applications at once, with facts settled or lifted; each is evaluated afterwards."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from postings.minimum_requirements import canonical_json
from screening.domain import history
from screening.domain.facts import sha256_of_text
from screening.domain.own_words import in_force, laid_over, own_words, said_at
from screening.domain.queries import latest_submissions_of
from screening.enums import ApplicationEvent, ApplicationState, SubmissionCause
from screening.fact_spelling import Value
from screening.models import Application, FactImport, SettledFact, Submission, User
from screening.transitions import target


class Step(NamedTuple):
    """What becomes of one fact: a value that counts, or None where the applicant's own words count again."""

    path: str
    value: Value | None
    reason: str
    row: int


def settle_many(
    *,
    applications: Sequence[Application],
    steps: Mapping[int, Sequence[Step]],
    fact_import: FactImport,
    cause: SubmissionCause,
    actor: User,
    at: datetime,
) -> int:
    """Write the steps of locked applications that are in review, in a few statements; how many steps.

    The papers are those of the newest version: one that comes or is judged makes a version by itself. The
    caller has asked who may and whether each is in review, and rings for the evaluation.
    """
    latest = latest_submissions_of(applications)
    rows: dict[int, list[SettledFact]] = {}
    for fact in SettledFact.objects.filter(application__in=applications):
        rows.setdefault(fact.application_id, []).append(fact)
    made: list[tuple[Submission, list[SettledFact]]] = []
    for application in applications:
        facts = _facts(
            application, latest[application.pk], rows.get(application.pk, []), steps[application.pk]
        )
        made.append(_version(application, latest[application.pk], facts, fact_import, cause, actor, at))
    Submission.objects.bulk_create([submission for submission, _ in made], batch_size=500)
    for submission, facts_of_it in made:
        for fact in facts_of_it:
            fact.submission = submission
    count = len(
        SettledFact.objects.bulk_create([fact for _, facts in made for fact in facts], batch_size=500)
    )
    _move(applications, made, cause, fact_import, actor, at)
    return count


class _Facts(NamedTuple):
    text: dict[str, Any]
    steps: list[SettledFact]


def _facts(
    application: Application, latest: Submission, rows: list[SettledFact], steps: Sequence[Step]
) -> _Facts:
    """The facts of the new version, and its steps, not stored yet."""
    own, standing = own_words(latest, rows), in_force(rows, latest)
    newest = {row.path: row for row in sorted(rows, key=lambda one: one.pk)}
    made = [
        SettledFact(
            application=application,
            path=step.path,
            said=said_at(own, step.path),
            value=step.value,
            reason=step.reason,
            row=step.row,
            supersedes=newest.get(step.path),
        )
        for step in steps
    ]
    standing |= {row.path: row for row in made}
    counts = {path: row for path, row in standing.items() if row.value is not None}
    return _Facts(laid_over(own, counts), made)


def _version(
    application: Application,
    latest: Submission,
    facts: _Facts,
    fact_import: FactImport,
    cause: SubmissionCause,
    actor: User,
    at: datetime,
) -> tuple[Submission, list[SettledFact]]:
    text = canonical_json(facts.text).decode()
    submission = Submission(
        application=application,
        number=latest.number + 1,
        cause=cause,
        revision_id=latest.revision_id,
        facts=text,
        facts_sha256=sha256_of_text(text),
        contact=latest.contact,
        certified_name=latest.certified_name,
        certified_on=latest.certified_on,
        made_by=actor,
        made_at=at,
    )
    for fact in facts.steps:
        fact.fact_import, fact.settled_by, fact.settled_at = fact_import, actor, at
    return submission, facts.steps


def _move(
    applications: Sequence[Application],
    made: list[tuple[Submission, list[SettledFact]]],
    cause: SubmissionCause,
    fact_import: FactImport,
    actor: User,
    at: datetime,
) -> None:
    after = target(ApplicationState.IN_REVIEW, ApplicationEvent.SUPPLEMENT)
    Application.objects.filter(pk__in=[one.pk for one in applications]).update(state=after, waiting_since=at)
    history.record_many(
        actor=actor,
        verb="supplement",
        lines=[
            (
                submission,
                submission.application,
                {
                    "cause": cause,
                    "facts_sha256": submission.facts_sha256,
                    "settled": {fact.path: fact.value for fact in facts},
                    "fact_import": fact_import.pk,
                },
            )
            for submission, facts in made
        ],
        from_state=ApplicationState.IN_REVIEW,
        to_state=after,
        at=at,
    )
