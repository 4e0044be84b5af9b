"""The same facts under the same revision give the same bytes for ever: stored evaluations are run again and compared."""

from collections.abc import Iterator
from typing import NamedTuple

from screening.domain import evaluation_store as store
from screening.domain.evaluation import evaluated
from screening.domain.facts import sha256_of_text
from screening.models import Evaluation


class Replayed(NamedTuple):
    evaluation_id: int
    application_id: int
    same: bool
    difference: str


def replay(evaluation_ids: list[int] | None = None) -> Iterator[Replayed]:
    """Run stored evaluations (None: all) again, one after the other; memory stays flat."""
    rows = Evaluation.objects.select_related("submission").order_by("pk")
    if evaluation_ids is not None:
        rows = rows.filter(pk__in=evaluation_ids)
    for evaluation in rows.iterator(chunk_size=500):
        yield _compare(evaluation)


def _compare(stored: Evaluation) -> Replayed:
    submission = stored.submission
    due = store.Due(
        submission_id=submission.pk,
        application_id=submission.application_id,
        posting_id=0,
        revision_id=stored.revision_id,
        facts=submission.facts,
        facts_sha256=sha256_of_text(submission.facts),
        closing_on=store.closing_day_of(stored.proof),
    )
    rows, failures = evaluated([due])
    for _, error in failures:  # a rule or engine that no longer reads the facts is a difference too
        return Replayed(stored.pk, submission.application_id, False, f"{type(error).__name__}: {error}")
    proof = rows[0].proof.decode()
    return Replayed(
        stored.pk, submission.application_id, proof == stored.proof, _first_difference(stored.proof, proof)
    )


def _first_difference(before: str, after: str) -> str:
    if before == after:
        return ""
    at = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    start = max(0, at - 40)
    return f"at byte {at}: stored …{before[start : at + 40]}… now …{after[start : at + 40]}…"
