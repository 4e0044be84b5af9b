"""What stands in a dossier: one (name, pieces) after the other, read in portions so that memory stays flat."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from django.db.models import F, QuerySet

from postings.domain.publishing_checks import example_results
from postings.domain.queries import compiled, published_revisions, requirements_document
from postings.minimum_requirements import explain
from postings.models import Posting, PostingRevision
from screening.civil_service_rules import YEARS_TO_KEEP_RECORDS
from screening.domain import agreement as agreements
from screening.domain.application_copy import settled_data
from screening.domain.case import FOUND
from screening.domain.examination_score import score_data
from screening.domain.interview_score_record import interview_data, scored_in
from screening.domain.retention import keep_until, last_action_at
from screening.domain.selection_rates import parts_of
from screening.dossier_file import DRAWS, LOOKS, OUTCOMES
from screening.enums import DecisionReason, Outcome
from screening.models import (
    Appeal,
    Decision,
    Evaluation,
    ExaminationScore,
    History,
    InterviewBooking,
    SelectionFigures,
    SettledFact,
)

File = tuple[str, Iterable[bytes]]
AT_ONCE: Final = 500


def files_of(posting: Posting, *, step: Callable[[int], None]) -> Iterator[File]:
    """Every file but the manifest; ``step`` is told how many evaluations were written."""
    yield "README.txt", [README.encode()]
    yield "posting.json", [_json(_posting(posting))]
    for revision in published_revisions(posting):
        yield from _revision(revision)
    yield OUTCOMES, _outcomes(posting, step)
    yield "settled-facts.jsonl", _lines(_settled_facts(posting), _settled_fact)
    yield "examination-scores.jsonl", _lines(_scores(posting), _score)
    yield "interview-scores.jsonl", _lines(scored_in(posting), _interview)
    yield "decisions.jsonl", _lines(_decisions(posting), _decision)
    yield "appeals.jsonl", _lines(_appeals(posting), _appeal)
    yield DRAWS, _lines(agreements.draws_of(posting), agreements.draw_data)
    yield LOOKS, _lines(agreements.looks_of(posting), agreements.look_data)
    yield "agreement.json", [_json(agreement(posting))]
    yield (
        "selection-rates.json",
        [_json([_figures(row) for row in SelectionFigures.objects.filter(posting=posting).order_by("pk")])],
    )
    rows = History.objects.filter(posting_id=posting.pk).order_by("pk")
    yield "history.jsonl", _lines(rows, _history)
    yield "retention.json", [_json(_retention(posting))]


README: Final = """\
A dossier: everything of one posting that stands behind its decisions.

posting.json             the recruitment
revisions/N/             each published revision: its text, its rules in words and as data, its worked examples and how
                         they come out
outcomes.jsonl           each automated evaluation: the facts, the proof, the hashes of both
settled-facts.jsonl      open facts that a person settled, beside the applicant's own words, and why
examination-scores.jsonl scores of examinations that others held, each with the file it came in and what it corrected
interview-scores.jsonl   scores of interviews by panel member, with the questions, their anchors and the spread
decisions.jsonl          what people decided, in whose name, why, and where otherwise than the evaluation
appeals.jsonl            what was appealed and what became of it
second-look-draws.jsonl  what was drawn by lot from what was confirmed together: the seed and the receipts it was drawn from
second-looks.jsonl       what the second reviewer found, without knowing the result, and how it ended
agreement.json           how often people found what the evaluation found, and what each other found, by requirement
selection-rates.json     the figures that were taken, as they were shown
history.jsonl            who did what, when
retention.json           until when this must be kept, and why
MANIFEST.json            the SHA-256 of each file

To check it: manage.py verify_dossier FILE. It asks no database. It judges the facts by the rules again and says whether
each outcome comes out, byte for byte, and draws every lot again. People are named by their receipts.
"""


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, default=str).encode()


def _lines(rows: QuerySet[Any], said: Callable[[Any], dict[str, Any]]) -> Iterator[bytes]:
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield json.dumps(said(row), ensure_ascii=False, sort_keys=True, default=str).encode() + b"\n"


def _posting(posting: Posting) -> dict[str, Any]:
    return {
        "title": posting.title,
        "slug": posting.slug,
        "department": str(posting.department),
        "class": str(posting.job_class),
        "state": posting.state,
        "opens_at": posting.opens_at,
        "closes_at": posting.closes_at,
    }


def _revision(revision: PostingRevision) -> Iterator[File]:
    folder, rules = f"revisions/{revision.number}", compiled(revision)
    results = [
        {"title": found.title, "comes_out": found.ok, "differences": found.differences, "example": example}
        for found, example in zip(example_results(revision, rules), revision.worked_examples, strict=True)
    ]
    said = {
        "label": revision.label,
        "number": revision.number,
        "published_at": revision.published_at,
        "published_by": str(revision.published_by or ""),
        "authored_by": str(revision.authored_by or ""),
        "source_sha256": revision.source_sha256,
        "sections": revision.sections,
        "requirement_sentences": revision.requirement_sentences,
        "highly_desirable": revision.highly_desirable,
        "list_days": revision.list_days,
        "appeal_days": revision.appeal_days,
        "appeal_counted": revision.appeal_counted,
    }
    yield f"{folder}/text.json", [_json(said)]
    yield f"{folder}/rules.json", [json.dumps(requirements_document(revision), ensure_ascii=False).encode()]
    yield f"{folder}/rules.txt", ["\n".join(explain(rules)).encode()]
    yield f"{folder}/examples.json", [_json(results)]


def evaluations_of(posting: Posting) -> QuerySet[Evaluation]:
    return (
        Evaluation.objects.filter(submission__application__posting=posting)
        .select_related("submission__application", "revision")
        .order_by("pk")
    )


def _outcomes(posting: Posting, step: Callable[[int], None]) -> Iterator[bytes]:
    for number, line in enumerate(_lines(evaluations_of(posting), _outcome), start=1):
        yield line
        if number % AT_ONCE == 0:
            step(number)


def _outcome(row: Evaluation) -> dict[str, Any]:
    return {
        "evaluation": row.pk,
        "receipt": row.submission.application.receipt,
        "submission": row.submission.number,
        "cause": row.submission.cause,
        "revision": row.revision.number,
        "outcome": row.outcome,
        "reasons": row.reasons,
        "points": row.points,
        "order_reasons": row.order_reasons,
        "engine_version": row.engine_version,
        "facts": row.submission.facts,
        "facts_sha256": row.submission.facts_sha256,
        "proof": row.proof,
        "proof_sha256": row.proof_sha256,
        "made_at": row.made_at,
    }


def _settled_facts(posting: Posting) -> QuerySet[SettledFact]:
    rows = SettledFact.objects.filter(application__posting=posting)
    return rows.select_related("application", "submission", "settled_by", "fact_import").order_by("pk")


def _settled_fact(row: SettledFact) -> dict[str, Any]:
    return {"receipt": row.application.receipt, **settled_data(row)}


def _scores(posting: Posting) -> QuerySet[ExaminationScore]:
    rows = ExaminationScore.objects.filter(application__posting=posting)
    return rows.select_related("application", "score_import__taken_in_by").order_by("pk")


def _score(row: ExaminationScore) -> dict[str, Any]:
    return {"receipt": row.application.receipt, **score_data(row)}


def _interview(row: InterviewBooking) -> dict[str, Any]:
    return {"receipt": row.offer.referral.entry.application.receipt, **interview_data(row)}


def _decisions(posting: Posting) -> QuerySet[Decision]:
    rows = Decision.objects.filter(application__posting=posting)
    return rows.select_related("application", "evaluation", "decided_by").order_by("pk")


def _decision(row: Decision) -> dict[str, Any]:
    return {
        "decision": row.pk,
        "receipt": row.application.receipt,
        "evaluation": row.evaluation_id,
        "evaluation_found": row.evaluation.outcome,
        "finding": row.finding,
        "otherwise": row.reason != DecisionReason.AS_EVALUATED,
        "requirement": row.requirement,
        "reason": row.get_reason_display(),
        "note": row.note,
        "decided_by": str(row.decided_by),
        "decided_at": row.decided_at,
        "replaces": row.replaces_id,
    }


def _appeals(posting: Posting) -> QuerySet[Appeal]:
    rows = Appeal.objects.filter(application__posting=posting)
    return rows.select_related("application", "ended_by").order_by("pk")


def _appeal(row: Appeal) -> dict[str, Any]:
    return {
        "appeal": row.pk,
        "receipt": row.application.receipt,
        "decision": row.decision_id,
        "requirement": row.requirement,
        "why": row.why,
        "filed_at": row.filed_at,
        "last_day": row.last_day,
        "is_late": row.is_late,
        "state": row.state,
        "reasons": row.reasons,
        "ended_by": str(row.ended_by or ""),
        "ended_at": row.ended_at,
        "new_decision": row.new_decision_id,
    }


def agreement(posting: Posting) -> dict[str, Any]:
    """How people's decisions stand to what the evaluation found, and by requirement how appeals ended."""
    first: Counter[str] = Counter()
    rows = _decisions(posting).filter(replaces__isnull=True).annotate(found=F("evaluation__outcome"))
    for found, finding in rows.values_list("found", "finding").iterator(chunk_size=AT_ONCE):
        expected = FOUND.get(Outcome(found))
        first["left_open" if expected is None else "agrees" if expected == finding else "differs"] += 1
    appealed: dict[str, Counter[str]] = {}
    for requirement, state in _appeals(posting).values_list("requirement", "state"):
        appealed.setdefault(requirement, Counter())[state] += 1
    return {
        "first_decisions": dict(first),
        "replaced_later": _decisions(posting).filter(replaced_by__isnull=False).count(),
        "by_requirement": agreements.by_requirement(agreements.lines_of(posting)),
        "appeals_by_requirement": {key: dict(count) for key, count in sorted(appealed.items())},
    }


def _figures(row: SelectionFigures) -> dict[str, Any]:
    return {
        "taken_at": row.taken_at,
        "taken_by": str(row.taken_by),
        "people": row.people,
        "decisions": row.decisions,
        "waiting": row.waiting,
        "sha256": row.figures_sha256,
        "parts": parts_of(row),
    }


def _history(row: History) -> dict[str, Any]:
    return {
        "id": row.pk,
        "at": row.at,
        "actor": row.actor_id,
        "verb": row.verb,
        "subject": f"{row.subject_kind} {row.subject_id}",
        "application": row.application_id,
        "from": row.from_state,
        "to": row.to_state,
        "facts": row.facts,
    }


def _retention(posting: Posting) -> dict[str, Any]:
    return {
        "last_action_at": last_action_at(posting),
        "keep_until": keep_until(posting),
        "years": YEARS_TO_KEEP_RECORDS.value,
        "authority": YEARS_TO_KEEP_RECORDS.citation,
    }
