"""An analyst settles just the facts that keep an outcome open; the engine gives the outcome of the new version.

The applicant's own words stay as they were sent. To undo is a new step that lifts the settled fact.
"""

from collections.abc import Mapping
from datetime import date, datetime

import orjson
from django.db import transaction

from postings.domain.queries import compiled
from postings.minimum_requirements import OpenPoint, evaluate, open_points, parse_facts
from postings.minimum_requirements.facts import JOB_KINDS
from postings.minimum_requirements.vocabulary import Vocabulary, answer_fault
from screening.domain import case as cases
from screening.domain.document import supplement
from screening.domain.own_words import in_force, laid_over, own_words, said_at
from screening.domain.proof import Proof
from screening.domain.queries import latest_submission
from screening.enums import ApplicationState, Outcome, SubmissionCause
from screening.errors import NotAllowed, Refused
from screening.fact_spelling import Value
from screening.models import Application, Evaluation, SettledFact, Submission, User
from screening.permissions import authorise

HOURS_OF_A_WEEK = 168


def path_of(point: OpenPoint) -> str | None:
    """Where an open fact stands in the facts; None for a paper, which is settled by its review."""
    if point.kind == "document":
        return None
    if point.kind == "answer":
        return f"answers/{point.name}"
    return f"jobs/{point.job}/{'duties/' if point.kind == 'duty' else ''}{point.name}"


def open_points_of(evaluation: Evaluation) -> tuple[OpenPoint, ...]:
    """What would change the outcome of a stored evaluation, found again from its facts; nothing where it is decided."""
    if evaluation.outcome != Outcome.UNDETERMINED:
        return ()
    data = Proof.recorded(evaluation).data
    closing_on = data.get("closing_on")
    result = evaluate(
        compiled(evaluation.revision),
        parse_facts(orjson.loads(evaluation.submission.facts)),
        revision=data["revision"],
        closing_on=closing_on and date.fromisoformat(closing_on),
        facts_sha256=data["facts_sha256"],
    )
    return open_points(result)


def settle(
    *,
    actor: User,
    application_id: int,
    values: Mapping[str, Value],
    reason: str,
    evaluation_id: int,
    at: datetime,
) -> Submission:
    """Settle open facts (path → value) as a new version of the facts, which is evaluated.

    ``evaluation_id`` is the evaluation that was looked at. Raises NotAllowed, MoveNotAllowed; Refused without a value or
    a reason, for a fact that would change nothing, for a value that it cannot have, or when newer facts were evaluated.
    """
    with transaction.atomic():
        application, evaluation = _in_review(actor, application_id, evaluation_id)
        _must_say_why(reason)
        if not values:
            raise Refused("Nothing was settled. Choose what counts for at least one of the open facts.")
        points = {path_of(point): point for point in open_points_of(evaluation)}
        vocabulary = compiled(evaluation.revision).vocabulary
        for path, value in values.items():
            if path not in points:
                raise Refused(
                    "One of these facts would not change the outcome, so it is not settled. Open the application again "
                    "and settle what is still open."
                )
            must_fit(points[path], value, vocabulary)
        return _new_version(
            application, dict(values), reason, SubmissionCause.FACT_SETTLED, actor=actor, at=at
        )


def lift(*, actor: User, settled_fact_id: int, reason: str, evaluation_id: int, at: datetime) -> Submission:
    """Take a settled fact back: from a new version on the applicant's own words count again.

    Raises NotAllowed, MoveNotAllowed; Refused without a reason, or when the fact is not in force any more.
    """
    with transaction.atomic():
        row = SettledFact.objects.get(pk=settled_fact_id)
        application, _ = _in_review(actor, row.application_id, evaluation_id)
        _must_say_why(reason)
        latest = latest_submission(application)
        assert latest is not None  # it was evaluated
        if in_force(application.settled_facts.all(), latest).get(row.path) != row:
            raise Refused(
                "This fact was taken back or settled anew already. Open the application again to see it."
            )
        return _new_version(
            application, {row.path: None}, reason, SubmissionCause.FACT_LIFTED, actor=actor, at=at
        )


def _in_review(actor: User, application_id: int, evaluation_id: int) -> tuple[Application, Evaluation]:
    [case] = cases.lock(actor, [application_id])
    authorise(actor, "settle_fact", case.application)
    case.must_be_undecided()
    evaluation = case.must_be_evaluated(evaluation_id)
    if case.application.state != ApplicationState.IN_REVIEW:
        raise Refused(
            "Facts are settled while an application is with an analyst. This one is not: "
            f"{case.application.get_state_display()}. Open it again to see where it stands."
        )
    return case.application, evaluation


def _must_say_why(reason: str) -> None:
    if not reason.strip():
        raise Refused("Say why it is counted so. The applicant reads this.")


def must_fit(point: OpenPoint, value: Value, vocabulary: Vocabulary) -> None:
    """Raises Refused for a value that a fact cannot have. What the engine could not read would only fail later, in the worker; what is unsure would settle nothing."""
    if point.kind == "duty":
        good = value in vocabulary.duties[point.name].values and value != "unsure"
    elif point.kind == "answer":
        good = answer_fault(vocabulary.questions[point.name], value) is None
    elif point.name == "hours_per_week":
        good = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= HOURS_OF_A_WEEK
    elif point.name == "city_employee":
        good = isinstance(value, bool)
    elif point.name == "kind":
        good = value in JOB_KINDS
    else:
        good = isinstance(value, str) and _is_day(value)
    if not good:
        raise Refused(f"This cannot be counted for '{point.name}': {value}. Choose or type another value.")


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _new_version(
    application: Application,
    values: dict[str, Value | None],
    reason: str,
    cause: SubmissionCause,
    *,
    actor: User,
    at: datetime,
) -> Submission:
    latest = latest_submission(application)
    if latest is None:
        raise NotAllowed("nothing was sent")
    rows = list(application.settled_facts.all())
    own, standing = own_words(latest, rows), in_force(rows, latest)
    newest = {row.path: row for row in sorted(rows, key=lambda one: one.pk)}
    made = [
        SettledFact(
            application=application,
            path=path,
            said=said_at(own, path),
            value=value,
            reason=reason.strip(),
            settled_by=actor,
            settled_at=at,
            supersedes=newest.get(path),
        )
        for path, value in values.items()
    ]
    standing = {
        path: row
        for path, row in {**standing, **{row.path: row for row in made}}.items()
        if row.value is not None
    }
    submission = supplement(
        application=application,
        cause=cause,
        actor=actor,
        at=at,
        corrected=laid_over(own, standing),
        said={"settled": values},
    )
    for row in made:
        row.submission = submission
        row.save()
    return submission
