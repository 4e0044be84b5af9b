"""Answers of an earlier application to questions that this one asks too: offered, and taken only one by one."""

from datetime import datetime
from typing import Any, NamedTuple

from django.core.files import File
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from postings.domain.queries import compiled
from postings.minimum_requirements import canonical_json
from postings.minimum_requirements.vocabulary import answer_fault, asked_questions
from postings.models import SupplementalQuestion
from screening.domain import history
from screening.domain.application import save_section
from screening.domain.document import receive
from screening.domain.facts import UNUSABLE, asked_answers, sha256_of_text
from screening.domain.file_question import file_questions
from screening.enums import Section
from screening.errors import Refused
from screening.models import Application, Document, User
from screening.permissions import authorise


class Offer(NamedTuple):
    """A question of this application that has no answer yet, and what was answered to it before.

    ``asked_before``: the earlier words, where the question bank has others since. ``files``: where a file is the answer.
    """

    question: SupplementalQuestion
    answer: Any
    asked_before: str
    files: list[Document]


def offers(application: Application, earlier: Application | None) -> list[Offer]:
    """What an earlier application answers of the questions that this one asks and that have no answer yet.

    The same question is the same one of the bank, or the same name with the same words; of the same kind, and each choice
    that was taken is offered in the same words.
    """
    if earlier is None:
        return []
    questions = list(application.revision.questions.all())
    files = _files(earlier)
    known = _answers(application) | _digests(_files(application))
    found = {
        question.slug: Offer(
            question,
            answer,
            "" if before.text == question.text else before.text,
            files.get(before.slug, []),
        )
        for before, answer in _answered(earlier, _digests(files))
        for question in questions
        if question.slug not in known
        and _same(before, question)
        and _fits(before, question, answer, application)
    }
    given = {slug: offer.answer for slug, offer in found.items()} | known
    asked = asked_questions(compiled(application.revision).vocabulary.questions, given)
    return [found[each.slug] for each in questions if each.slug in found and each.slug in asked]


def as_offered(found: list[Offer]) -> str:
    """A mark of what is offered, so that nobody takes an answer that the page did not show."""
    shown = [[offer.question.slug, offer.question.text, offer.answer] for offer in found]
    return sha256_of_text(canonical_json(shown).decode())[:16]


def take_answers(*, actor: User, application_id: int, slugs: list[str], shown: str, at: datetime) -> int:
    """Save these of the offered answers as the person's own; how many. An answer that was given since stays.

    ``shown`` is what ``as_offered`` gave for the page. Raises NotAllowed, and Refused where the earlier application's
    answers, or what is offered of them, changed since.
    """
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("revision", "started_from__revision")
            .get(pk=application_id)
        )
        authorise(actor, "edit_draft", application)
        earlier = application.started_from
        if earlier is not None:
            authorise(actor, "reuse_application", earlier)
        found = offers(application, earlier)
        if shown != as_offered(found):
            raise Refused(
                _(
                    "What is offered changed since this page was opened. Here it is as it stands now. Choose again."
                )
            )
        taken = [offer for offer in found if offer.question.slug in slugs]
        if not taken:
            return 0
        said = {offer.question.slug: offer.answer for offer in taken if not offer.files}
        saved = application.sections.filter(section=Section.QUESTIONS).first()
        save_section(
            actor=actor,
            application_id=application.pk,
            section=Section.QUESTIONS,
            content={"answers": _answers(application) | said},
            version=saved.version if saved else 0,
            at=at,
        )
        assert earlier is not None  # nothing is offered without one
        history.record(
            actor=actor,
            verb="take_answers",
            subject=application,
            application=application,
            facts={"earlier": earlier.pk, "questions": sorted(offer.question.slug for offer in taken)},
            at=at,
        )
        for offer in taken:
            _send_again(actor, application, offer, at)
    return len(taken)


def _answers(application: Application) -> dict[str, Any]:
    rows = (row for row in application.sections.all() if row.section == Section.QUESTIONS)
    return next((dict(row.content.get("answers", {})) for row in rows), {})


def _files(application: Application) -> dict[str, list[Document]]:
    """By question that a file answers, the usable files that are there."""
    slugs = {question.slug for question in file_questions(application.revision)}
    if not slugs:
        return {}
    prefetch_related_objects([application], "documents__inspection")
    found: dict[str, list[Document]] = {}
    for paper in sorted(application.documents.all(), key=lambda each: each.pk):
        inspection = getattr(paper, "inspection", None)
        if paper.kind in slugs and (inspection is None or inspection.finding not in UNUSABLE):
            found.setdefault(paper.kind, []).append(paper)
    return found


def _digests(files: dict[str, list[Document]]) -> dict[str, list[str]]:
    return {slug: [paper.sha256 for paper in papers] for slug, papers in files.items()}


def _send_again(actor: User, application: Application, offer: Offer, at: datetime) -> None:
    """The earlier files as papers of this application, looked at anew as any upload."""
    for paper in offer.files:
        with paper.file.open("rb") as stored:
            receive(
                actor=actor,
                application_id=application.pk,
                kind=offer.question.slug,
                file=File(stored, name=paper.original_name),
                at=at,
            )


def _answered(earlier: Application, files: dict[str, list[str]]) -> list[tuple[SupplementalQuestion, Any]]:
    """The earlier questions with the answers that were asked for and fit."""
    given = asked_answers(_answers(earlier) | files, compiled(earlier.revision).vocabulary)
    return [
        (question, given[question.slug])
        for question in earlier.revision.questions.all()
        if given.get(question.slug) not in (None, "", [])
    ]


def _same(before: SupplementalQuestion, now: SupplementalQuestion) -> bool:
    if before.kind != now.kind:
        return False
    if before.bank and before.bank == now.bank:
        return True
    return (before.slug, before.text) == (now.slug, now.text)


def _fits(
    before: SupplementalQuestion, now: SupplementalQuestion, answer: Any, application: Application
) -> bool:
    """Whether the answer can be given to the newer question, and its choices say there what they said before."""
    if answer_fault(compiled(application.revision).vocabulary.questions[now.slug], answer) is not None:
        return False
    said, says = (
        {choice["value"]: choice["label"] for choice in question.choices} for question in (before, now)
    )
    if now.choices and any(
        said.get(each) != says.get(each) for each in (answer if isinstance(answer, list) else [answer])
    ):
        return False
    limits = now.limits
    if now.kind == "number":
        return bool(limits.get("min", answer) <= answer <= limits.get("max", answer))
    return not isinstance(answer, str) or len(answer) <= limits.get("max_length", len(answer))
