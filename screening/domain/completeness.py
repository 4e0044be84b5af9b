"""What a draft still needs before it can be sent, in words for the person who fills it in."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from postings.domain.queries import compiled
from postings.minimum_requirements.vocabulary import asked_questions
from postings.models import PostingRevision
from screening.domain.draft import contents
from screening.domain.facts import asked_answers, asked_duties, file_answers, usable
from screening.enums import Section
from screening.models import Application

CONTACT_NEEDED = {
    "given_names": gettext_lazy("Enter your given names."),
    "family_names": gettext_lazy("Enter your family names."),
    "email": gettext_lazy("Enter the e-mail address we should write to."),
    "phone": gettext_lazy("Enter a phone number."),
    "address1": gettext_lazy("Enter your street address."),
    "city": gettext_lazy("Enter your city."),
    "state": gettext_lazy("Enter your state."),
    "postal_code": gettext_lazy("Enter your ZIP code."),
}
JOB_NEEDED = {
    "employer": gettext_lazy("the employer"),
    "title": gettext_lazy("your job title"),
    "start": gettext_lazy("when you started"),
    "hours_per_week": gettext_lazy("your hours a week"),
    "kind": gettext_lazy("what kind of job it was"),
}
NOT_ASKED_YET = ("offer", "appointment")
"""When a requirement is due that nobody is asked about before, convictions above all (Cal. Gov. Code 12952)."""
EDUCATION_PARTS = {
    "education": "education",
    "licences": "licence",
    "certificates": "certificate",
    "records": "record_limit",
}
"""The parts of the education section, and the requirement that asks for each."""


def sections_of(revision: PostingRevision) -> list[Section]:
    """The sections this revision asks for, in their order: education and typing only where its tree speaks of them."""
    sections = [Section.CONTACT, Section.WORK_HISTORY]
    if education_parts(revision):
        sections.append(Section.EDUCATION)
    if revision.questions.exists():
        sections.append(Section.QUESTIONS)
    if speaks_of(revision.requirements, "typing"):
        sections.append(Section.TYPING)
    return sections


def speaks_of(requirements: Any, kind: str) -> bool:
    """Whether a requirement of this kind, of those that are asked about now, stands anywhere in a document of requirements.

    What stands inside a typing requirement are its own conditions, no requirements.
    """
    if isinstance(requirements, dict):
        if requirements.get("at") in NOT_ASKED_YET:
            return False
        return kind in requirements or any(
            speaks_of(value, kind) for key, value in requirements.items() if key != "typing"
        )
    return isinstance(requirements, list) and any(speaks_of(value, kind) for value in requirements)


def education_parts(revision: PostingRevision) -> list[str]:
    """The parts of the education section that this revision asks for."""
    return [part for part, kind in EDUCATION_PARTS.items() if speaks_of(revision.requirements, kind)]


def values_named(requirements: Any, kind: str, key: str) -> set[str]:
    """Every value that requirements of a kind name under a key, anywhere in what is asked about now."""
    found: set[str] = set()
    if isinstance(requirements, dict):
        if requirements.get("at") in NOT_ASKED_YET:
            return found
        body = requirements.get(kind)
        if isinstance(body, dict):
            named = body.get(key, [])
            found |= set(named if isinstance(named, list) else [named])
        for value in requirements.values():
            found |= values_named(value, kind, key)
    elif isinstance(requirements, list):
        for value in requirements:
            found |= values_named(value, kind, key)
    return found


def missing(application: Application) -> dict[Section, list[str]]:
    """By section, what is still needed; empty when the application can be sent."""
    content = contents(application)
    if files := file_answers(application):
        given = content.get(Section.QUESTIONS, {}).get("answers", {})
        content[Section.QUESTIONS] = {"answers": given | files}
    revision = application.revision
    found = {section: _CHECKS[section](content.get(section), revision) for section in sections_of(revision)}
    found[Section.DOCUMENTS] = _documents(application)
    return {section: words for section, words in found.items() if words}


def _contact(content: dict[str, Any] | None, revision: PostingRevision) -> list[str]:
    return [str(words) for name, words in CONTACT_NEEDED.items() if not (content or {}).get(name)]


def _work_history(content: dict[str, Any] | None, revision: PostingRevision) -> list[str]:
    if content is None:
        return [_("Add your jobs, or say that you have none to add.")]
    vocabulary = compiled(revision).vocabulary
    found = []
    for number, job in enumerate(content.get("jobs", []), start=1):
        name = job.get("title") or job.get("employer") or _("Job %(number)s") % {"number": number}
        lacks = [str(words) for field, words in JOB_NEEDED.items() if job.get(field) in (None, "")]
        if "end" not in job or job["end"] == "":
            lacks.append(_("when it ended, or that you still work there"))
        if lacks:
            found.append(_("%(job)s: add %(lacks)s.") % {"job": name, "lacks": ", ".join(lacks)})
        open_duties = len(vocabulary.duties) - len(asked_duties(job.get("duties", {}), vocabulary))
        if open_duties:
            found.append(
                ngettext(
                    "%(job)s: answer %(count)d more question about your duties. 'Not sure' is an answer.",
                    "%(job)s: answer %(count)d more questions about your duties. 'Not sure' is an answer.",
                    open_duties,
                )
                % {"job": name, "count": open_duties}
            )
    return found


def _education(content: dict[str, Any] | None, revision: PostingRevision) -> list[str]:
    if content is None:
        return [_("Add your education, or say that you have none to add.")]
    if any(part not in content for part in education_parts(revision)):
        return [_("Look at what is there, add what this posting asks for beside it, and save the page.")]
    return []


def _questions(content: dict[str, Any] | None, revision: PostingRevision) -> list[str]:
    vocabulary = compiled(revision).vocabulary
    answers = asked_answers((content or {}).get("answers", {}), vocabulary)
    asked = asked_questions(vocabulary.questions, answers)
    return [
        _("Answer: %(question)s") % {"question": question.text}
        for question in revision.questions.all()
        if question.required and question.slug in asked and answers.get(question.slug) in (None, "", [])
    ]


def _typing(content: dict[str, Any] | None, revision: PostingRevision) -> list[str]:
    content = content or {}
    if not content.get("source"):
        return [_("Say how you know your typing speed.")]
    if content["source"] == "self_reported" and content.get("net_wpm") is None:
        return [_("Enter your corrected typing speed in words per minute.")]
    if content["source"] == "certificate" and any(
        content.get(name) is None for name in ("gross_wpm", "errors", "minutes", "supervised")
    ):
        return [_("Copy the speed, the errors and the minutes from your typing certificate.")]
    return []


def _documents(application: Application) -> list[str]:
    """A paper that must come with the application; one that may follow never holds it up."""
    kinds = [
        kind
        for kind in application.revision.document_kinds.all()
        if kind.needed == "required" and not kind.curable
    ]
    if not kinds:
        return []
    received = set(usable(application.documents.all()).values_list("kind", flat=True))
    return [
        _("Add this document: %(document)s") % {"document": kind.label}
        for kind in kinds
        if kind.slug not in received
    ]


_CHECKS = {
    Section.CONTACT: _contact,
    Section.WORK_HISTORY: _work_history,
    Section.EDUCATION: _education,
    Section.QUESTIONS: _questions,
    Section.TYPING: _typing,
}
