"""Facts: what the engine reads of an application. No name, address, birth date or free text of the person goes in."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from postings.domain.queries import compiled
from postings.minimum_requirements.vocabulary import Vocabulary, answer_fault, asked_questions
from screening.city_time import city_day
from screening.enums import DocumentFinding, Section
from screening.models import Application, Document, DocumentRequest

JOB_FACTS = ("employer", "title", "start", "hours_per_week", "kind", "city_employee", "duties")


def facts_of(application: Application, *, filed_on: date) -> dict[str, Any]:
    """The facts of a draft as it stands, judged as of the day of filing. What was not answered is left out.

    So is what the draft's revision does not ask: an answer that was given under an earlier one.
    """
    vocabulary = compiled(application.revision).vocabulary
    content = {row.section: row.content for row in application.sections.all()}
    history = content.get(Section.WORK_HISTORY, {}).get("jobs", [])
    education = content.get(Section.EDUCATION, {})
    facts: dict[str, Any] = {
        "id": application.receipt or f"draft-{application.pk}",
        "filed_on": filed_on.isoformat(),
        "jobs": [job_facts(job, vocabulary) for job in history],
        "answers": answers_of(application, content.get(Section.QUESTIONS, {}).get("answers", {})),
        "documents": document_facts(application, [job["key"] for job in history]),
    }
    for part in ("education", "licences", "certificates", "records"):
        if education.get(part) is not None:
            facts[part] = education[part]
    if content.get(Section.TYPING):
        facts["typing"] = content[Section.TYPING]
    return facts


def job_facts(job: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """One job of the work history; ``end`` is null while it is held, and left out when it was not answered."""
    facts = {name: job[name] for name in JOB_FACTS if job.get(name) not in (None, "")}
    if "duties" in facts:
        facts["duties"] = asked_duties(facts["duties"], vocabulary)
    if "end" in job and job["end"] != "":
        facts["end"] = job["end"]
    return facts


def asked_duties(duties: dict[str, str], vocabulary: Vocabulary) -> dict[str, str]:
    """The answers that fit a duty of this vocabulary."""
    return {
        tag: value
        for tag, value in duties.items()
        if tag in vocabulary.duties and value in vocabulary.duties[tag].values
    }


def asked_answers(answers: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """The answers that fit a question of this vocabulary; the answer to a question that is hidden is left out."""
    asked = asked_questions(vocabulary.questions, answers)
    return {
        slug: value
        for slug, value in answers.items()
        if slug in asked and answer_fault(vocabulary.questions[slug], value) is None
    }


def answers_of(application: Application, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers that are evaluated, those that are files by the files that are there now."""
    vocabulary = compiled(application.revision).vocabulary
    return asked_answers(answers | file_answers(application), vocabulary)


def file_answers(application: Application) -> dict[str, list[str]]:
    """By question that a file answers, the SHA-256 digests of the usable files; without one it has no answer."""
    questions = compiled(application.revision).vocabulary.questions.values()
    found: dict[str, list[str]] = {each.slug: [] for each in questions if each.kind == "file"}
    if found:
        for paper in usable(application.documents.filter(kind__in=found)).order_by("pk"):
            found[paper.kind].append(paper.sha256)
    return {slug: digests for slug, digests in found.items() if digests}


def document_facts(application: Application, job_keys: list[str]) -> list[dict[str, Any]]:
    """Each received paper with its latest verdict, and each one that did not come by its last day."""
    index = {key: number for number, key in enumerate(job_keys)}
    known = compiled(application.revision).vocabulary.documents
    received = list(
        usable(application.documents.filter(kind__in=known)).prefetch_related("reviews").order_by("pk")
    )
    facts = [_received(document, index) for document in received]
    facts += [
        _with_job({"kind": request.kind, "verdict": "not_provided"}, request.job_key, index)
        for request in application.document_requests.filter(kind__in=known, lapsed_at__isnull=False).order_by(
            "pk"
        )
        if not came_after(request, received)
    ]
    return facts


UNUSABLE = (DocumentFinding.INFECTED, DocumentFinding.UNREADABLE)


def usable(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Papers that nothing was found against: neither a virus nor a file that cannot be opened."""
    return documents.exclude(inspection__finding__in=UNUSABLE)


def _received(document: Document, index: dict[str, int]) -> dict[str, Any]:
    reviews = sorted(document.reviews.all(), key=lambda review: review.pk)
    fact: dict[str, Any] = {
        "kind": document.kind,
        "received_on": city_day(document.received_at).isoformat(),
        "via": document.via,
        "verdict": reviews[-1].verdict if reviews else "unreviewed",
    }
    if reviews and reviews[-1].states:
        fact["states"] = reviews[-1].states
    return _with_job(fact, document.job_key, index)


def _with_job(fact: dict[str, Any], job_key: str, index: dict[str, int]) -> dict[str, Any]:
    return {**fact, "job": index[job_key]} if job_key in index else fact


def came_after(request: DocumentRequest, received: Iterable[Document]) -> bool:
    """Whether the paper that was asked for came all the same, in time or late."""
    return any(
        (document.kind, document.job_key) == (request.kind, request.job_key)
        and document.received_at > request.asked_at
        for document in received
    )


def sha256_of_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
