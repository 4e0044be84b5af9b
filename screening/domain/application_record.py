"""Everything of one application for an appeal: facts, proof, papers, notices, decisions and history, as data and as files.

It shares its words with the applicant's own copy (``application_copy``), and adds what reviewers see: every decision, also
one that was replaced or not told yet, every evaluation, and who did what, when.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from screening.city_time import instant_in_words
from screening.domain import history
from screening.domain.application_copy import (
    RULE,
    Typeset,
    appeals_in_words,
    decision_in_words,
    notice_in_words,
    sent_data,
    standing_in_words,
)
from screening.domain.document_opening import opened
from screening.domain.examination_score import score_data, versions_of
from screening.domain.interview_score_record import interview_data, interview_in_words, scored_of
from screening.domain.proof import Proof
from screening.domain.queries import history_of
from screening.domain.veterans_credit import credit_data
from screening.errors import Refused
from screening.models import Application, Decision, Document, Evaluation, History, Notice, SentCopy, User
from screening.permissions import authorise

README = """\
Everything of one application, for an appeal.

record.pdf           what follows in words, to print
application.json     the answers, the facts of each version, each evaluation with its proof, scores, as data
what-was-sent-1.pdf  what the applicant sent and signed
interviews.txt       scores of interviews by panel member, once all of the panel have entered theirs
decisions.txt        each decision, also one that was replaced
appeals.txt          what was appealed, and what came of it
pauses-and-withdrawals.txt  what the applicant changed of their own standing
notices.txt          each notice, also one that was cancelled
history.txt          who did what, when
documents/           the papers as a reviewer may open them
MANIFEST.json        the SHA-256 of each file
"""


def take_out(*, actor: User, application: Application, form: str, at: datetime) -> None:
    """Write down who takes the record of an application out of the house, and how. Raises NotAllowed."""
    authorise(actor, "take_out_application", application)
    history.record(
        actor=actor,
        verb="take_out_application",
        subject=application,
        application=application,
        facts={"form": form},
        at=at,
    )


def files_of(
    application: Application, *, actor: User, typeset: Typeset, record: Callable[[], bytes]
) -> Iterator[tuple[str, bytes]]:
    """(name, content), one file at a time; the manifest is the last. A paper that may not be opened is named with why."""
    digests: dict[str, str] = {}
    for name, content in _files(application, actor, typeset, record):
        digests[name] = hashlib.sha256(content).hexdigest()
        yield name, content
    manifest = {"receipt": application.receipt, "files": digests}
    yield "MANIFEST.json", json.dumps(manifest, indent=2, sort_keys=True).encode()


def _files(
    application: Application, actor: User, typeset: Typeset, record: Callable[[], bytes]
) -> Iterator[tuple[str, bytes]]:
    yield "README.txt", README.encode()
    yield "record.pdf", record()
    data = {
        **sent_data(application),
        "evaluations": [_evaluation(row) for row in evaluations_of(application)],
        "examination_scores": [score_data(row) for row in versions_of(application)],
        "interviews": [interview_data(row) for row in scored_of(application)],
        "veterans_credits": [credit_data(row) for row in application.veterans_credits.order_by("pk")],
    }
    yield "application.json", json.dumps(data, ensure_ascii=False, indent=2, default=str).encode()
    copies = SentCopy.objects.select_related("submission__revision__posting")
    for copy in copies.filter(submission__application=application).order_by("pk"):
        yield f"what-was-sent-{copy.submission.number}.pdf", typeset(copy)
    for name, parts in (
        ("interviews.txt", interviews_in_words(application)),
        ("decisions.txt", [decision_in_words(row) for row in decisions_of(application)]),
        ("appeals.txt", appeals_in_words(application)),
        ("pauses-and-withdrawals.txt", standing_in_words(application)),
        ("notices.txt", [_notice(row) for row in application.notices.order_by("pk")]),
        ("history.txt", ["\n".join(history_line(row) for row in history_of(application))]),
    ):
        yield name, RULE.join(parts).encode()
    for paper in application.documents.order_by("pk"):
        yield _paper(paper, actor)


def interviews_in_words(application: Application) -> list[str]:
    return [interview_in_words(row) for row in scored_of(application)]


def decisions_of(application: Application) -> list[Decision]:
    """Every decision, the oldest first."""
    rows = Decision.objects.filter(application=application).select_related("evaluation", "decided_by")
    return list(rows.order_by("pk"))


def evaluations_of(application: Application) -> list[Evaluation]:
    rows = Evaluation.objects.filter(submission__application=application)
    return list(rows.select_related("submission", "revision__posting").order_by("pk"))


def history_line(row: History) -> str:
    """'Thursday, May 1, 2025 at 12:00 p.m. Pacific: confirm by Ana Diaz, in_review to qualified'."""
    moved = f", {row.from_state} to {row.to_state}" if row.to_state else ""
    return f"{instant_in_words(row.at)}: {row.verb.replace('_', ' ')} by {row.actor or 'the machine'}{moved}"


def proof_lines(evaluation: Evaluation) -> list[str]:
    return Proof.of(evaluation).letter_lines()


def _notice(row: Notice) -> str:
    cancelled = f"Cancelled {instant_in_words(row.cancelled_at)}. " if row.cancelled_at else ""
    return cancelled + notice_in_words(row)


def _evaluation(row: Evaluation) -> dict[str, Any]:
    return {
        "evaluation": row.pk,
        "version_of_the_facts": row.submission.number,
        "revision": row.revision.label,
        "outcome": row.outcome,
        "engine_version": row.engine_version,
        "facts_sha256": row.submission.facts_sha256,
        "proof_sha256": row.proof_sha256,
        "proof": json.loads(row.proof),
        "made_at": row.made_at,
    }


def _paper(paper: Document, actor: User) -> tuple[str, bytes]:
    try:
        shown = opened(actor=actor, document=paper)
        with shown.file.open("rb") as file:
            return f"documents/{paper.pk}-{_plain(shown.name)}", file.read()
    except (Refused, FileNotFoundError) as why:
        said = str(why) if isinstance(why, Refused) else "The stored file is not there."
        return f"documents/{paper.pk}-not-included.txt", f"{paper.original_name}\n{said}\n".encode()


def _plain(name: str) -> str:
    return name.replace("/", "_").replace("\\", "_")
