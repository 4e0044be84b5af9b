"""The facts of a submission in words: contact, jobs with their duties, answers, education, typing and papers."""

from typing import Any

from django.urls import reverse

from postings.enums import QuestionKind
from screening.domain.file_question import paper_kinds
from screening.domain.jobs import jobs_of, with_keys
from screening.domain.own_words import own_words
from screening.enums import DocumentFinding
from screening.models import Application, Document, SettledFact, Submission

DUTY_VALUES = {
    "yes": "Yes",
    "no": "No",
    "unsure": "Not sure",
    "primary": "A primary duty",
    "sometimes": "Sometimes",
}
KINDS = {"regular": "", "out_of_class": "Out-of-class assignment", "volunteer": "Volunteer"}


def record_of(
    application: Application, submission: Submission | None, settled: list[SettledFact] | None = None
) -> dict[str, Any]:
    """Everything the applicant sent, in their own words, as the screen shows it; what was not answered is named as such.

    ``settled``: every settled fact of the application, where they were read already.
    """
    if submission is None:
        return {}
    facts = own_words(submission, application.settled_facts.all() if settled is None else settled)
    drafted = _drafted_jobs(application)
    keys = [job["key"] for job in with_keys(facts.get("jobs", []), drafted)]
    described = {job.get("key"): job.get("description", "") for job in drafted}
    documents = list(
        application.documents.select_related("inspection")
        .prefetch_related("reviews__reviewed_by")
        .order_by("received_at", "id")
    )
    labels = paper_kinds(application.revision)
    jobs = [
        _job(index, job, application.revision.requirements, described.get(_key(keys, index), ""))
        for index, job in enumerate(facts.get("jobs", []))
    ]
    return {
        "contact": [
            (label, submission.contact.get(key, "")) for key, label in CONTACT if submission.contact.get(key)
        ],
        "filed_on": facts.get("filed_on"),
        "jobs": jobs,
        "answers": _answers(application, facts.get("answers", {}), documents),
        "education": [*map(_schooling, facts.get("education", [])), *_papers(facts)],
        "typing": _typing(facts.get("typing") or {}),
        "documents": [_document(document, labels, keys, facts.get("jobs", [])) for document in documents],
    }


CONTACT = (
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("address1", "Address"),
    ("address2", ""),
    ("city", "City"),
    ("state", "State"),
    ("postal_code", "ZIP code"),
)


def job_keys(application: Application) -> list[str]:
    """The keys of the work history in the order in which the facts hold the jobs."""
    return [job["key"] for job in jobs_of(application)]


def _drafted_jobs(application: Application) -> list[dict[str, Any]]:
    section = application.sections.filter(section="work_history").first()
    return section.content.get("jobs", []) if section else []


def _key(keys: list[str], index: int) -> str:
    return keys[index] if index < len(keys) else ""


def _job(index: int, job: dict[str, Any], requirements: dict[str, Any], description: str) -> dict[str, Any]:
    duties = requirements.get("duties", {})
    answered = job.get("duties", {})
    return {
        "number": index + 1,
        "employer": job.get("employer", ""),
        "title": job.get("title", ""),
        "dates": f"{job.get('start') or 'no start date'} to {job.get('end') or 'now'}",
        "hours": job.get("hours_per_week"),
        "kind": KINDS.get(job.get("kind", "regular"), ""),
        "city_employee": bool(job.get("city_employee")),
        "description": description,
        "duties": [
            {
                "label": duty.get("label", tag) if isinstance(duty, dict) else tag,
                "value": DUTY_VALUES.get(answered.get(tag, ""), "No answer"),
                "says_yes": answered.get(tag) in ("yes", "primary"),
            }
            for tag, duty in _duty_items(duties)
        ],
    }


def _duty_items(duties: Any) -> list[tuple[str, Any]]:
    if isinstance(duties, dict):
        return list(duties.items())
    return [(duty["tag"], duty) for duty in duties]


def _answers(
    application: Application, answers: dict[str, Any], documents: list[Document]
) -> list[tuple[str, str]]:
    names = {document.sha256: document.original_name for document in documents}
    return [(q.text, _answer(q, answers.get(q.slug), names)) for q in application.revision.questions.all()]


def _answer(question: Any, value: Any, names: dict[str, str]) -> str:
    if value is None:
        return "No answer"
    if question.kind == QuestionKind.FILE:
        return ", ".join(names.get(digest, digest) for digest in value) + " (among the documents)"
    if question.kind == QuestionKind.YES_NO:
        return {True: "Yes", False: "No"}.get(value, DUTY_VALUES.get(str(value), str(value)))
    labels = {choice["value"]: choice["label"] for choice in question.choices}
    if isinstance(value, list):
        return ", ".join(labels.get(one, str(one)) for one in value) or "None of these"
    return labels.get(value, str(value))


def _schooling(entry: dict[str, Any]) -> str:
    parts = [entry.get("level"), entry.get("field"), entry.get("completed_on") or entry.get("expected_on")]
    units = f"{entry['units']} {entry.get('unit_system', '')} units" if entry.get("units") else None
    return ", ".join(str(part).replace("_", " ") for part in (*parts, units) if part)


def _typing(typing: dict[str, Any]) -> list[str]:
    if not typing:
        return []
    lines = [
        f"Typing: {typing.get('net_wpm', 'no')} net words a minute, {str(typing.get('source', '')).replace('_', ' ')}."
    ]
    if typing.get("source") == "certificate":
        said: dict[object, str] = {True: "supervised", False: "not supervised"}
        supervised = said.get(typing.get("supervised"), "supervision not said")
        lines.append(
            f"Certificate: {typing.get('gross_wpm', '?')} gross, {typing.get('errors', '?')} errors, "
            f"{typing.get('minutes', '?')} minutes, {supervised}."
        )
    return lines


def _stated(states: dict[str, Any]) -> str:
    days = " to ".join(str(states[key]) for key in ("start", "end") if states.get(key))
    hours = f"{states['total_hours']} hours" if states.get("total_hours") else ""
    return ", ".join(part for part in (days, hours) if part)


def _papers(facts: dict[str, Any]) -> list[str]:
    return [
        ", ".join(str(entry[key]) for key in ("kind", "class", "issued_on", "expires_on") if entry.get(key))
        for entry in (*facts.get("licences", []), *facts.get("certificates", []))
    ]


def _document(
    document: Document, labels: dict[str, Any], keys: list[str], jobs: list[dict[str, Any]]
) -> dict[str, Any]:
    kind = labels.get(document.kind)
    reviews = sorted(document.reviews.all(), key=lambda review: review.pk)
    job = ""
    if document.job_key in keys and keys.index(document.job_key) < len(jobs):
        index = keys.index(document.job_key)
        job = f"Job {index + 1}: {jobs[index].get('title', '')}, {jobs[index].get('employer', '')}"
    return {
        "document": document,
        "kind": kind.label if kind else document.kind,
        "fault": document.inspection.get_finding_display()
        if hasattr(document, "inspection")
        and document.inspection.finding in (DocumentFinding.INFECTED, DocumentFinding.UNREADABLE)
        else "",
        "job": job,
        "url": reverse("applicant:download", args=[document.pk]),
        "look_url": reverse("applicant:look_at", args=[document.pk]),
        "review": reviews[-1] if reviews else None,
        "states": _stated(reviews[-1].states) if reviews else "",
        "earlier": reviews[:-1],
    }
