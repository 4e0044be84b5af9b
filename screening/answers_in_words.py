"""An application's answers as people read them: one summary a section, for checking them and for looking back."""

from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from postings.city_time import day_in_words
from postings.domain.queries import compiled
from postings.domain.spoken import named
from postings.enums import QuestionKind
from postings.minimum_requirements.vocabulary import asked_questions
from postings.models import PostingRevision, SupplementalQuestion
from screening.domain.completeness import sections_of
from screening.domain.draft import contents
from screening.domain.file_question import file_questions
from screening.enums import Section
from screening.forms.applicant.contact import ContactForm
from screening.forms.applicant.education import LEVEL_LABELS, OTHER
from screening.forms.applicant.job import KINDS, SCALES, YES_NO
from screening.forms.applicant.typing import SOURCES
from screening.forms.applicant.upload import job_name
from screening.forms.memorable_date import MONTHS
from screening.models import Application, Document
from screening.models.contact import FIELDS
from screening.typing_in_words import certificate_in_words


class Summary(NamedTuple):
    """One block of rows for components/summary_list.html.

    ``brief`` says a long block in one line, so that a page may fold it. ``more`` are further (label, address) to change it.
    """

    heading: str
    url: str
    rows: list[dict[str, Any]]
    brief: str = ""
    more: tuple[tuple[str, str], ...] = ()


def summaries(application: Application) -> list[Summary]:
    """Each section with its answers in words and the address to change it."""
    return summaries_of(application, contents(application), list(application.documents.all()))


def summaries_of(
    application: Application, content: dict[str, Any], documents: list[Document], *, digests: bool = False
) -> list[Summary]:
    """The same of answers that stand elsewhere than in the draft: of ``application`` only its revision is read.

    ``digests``: a file that answers a question is named with its SHA-256.
    """
    found: list[Summary] = []
    files = {question.slug for question in file_questions(application.revision)}
    if files:
        content = {
            **content,
            Section.QUESTIONS.value: _with_files(content, documents, files, digests=digests),
        }
        documents = [document for document in documents if document.kind not in files]
    for section in sections_of(application.revision):
        found += _ROWS[section](application, content.get(section, {}))
    jobs = {job["key"]: job_name(job) for job in content.get(Section.WORK_HISTORY, {}).get("jobs", [])}
    papers = [
        {
            "key": _kind_label(application.revision, document.kind),
            "lines": [
                document.original_name,
                *([_("For: %(job)s") % {"job": jobs[job]}] if (job := document.job_key) in jobs else []),
            ],
        }
        for document in documents
    ]
    url = section_address(application, Section.DOCUMENTS)
    if application.revision.document_kinds.exists():
        found.append(Summary(_("Documents"), url, papers or [{"key": _("Documents"), "value": _("None")}]))
    return found


PARTS = {
    "education": gettext_lazy("Education"),
    "licences": gettext_lazy("Licenses"),
    "certificates": gettext_lazy("Certificates"),
    "records": gettext_lazy("Records"),
}


def _with_files(
    content: dict[str, Any], documents: list[Document], files: set[str], *, digests: bool
) -> dict[str, Any]:
    """The answers to the questions, those that are files by the names of the files."""
    answers = dict(content.get(Section.QUESTIONS, {}).get("answers", {}))
    for paper in documents:
        if paper.kind in files:
            digest = [f"SHA-256: {paper.sha256}"] if digests else []
            answers[paper.kind] = [*answers.get(paper.kind, []), paper.original_name, *digest]
    return {"answers": answers}


def date_in_words(value: str | None) -> str:
    """'June 30, 2024', or 'June 2024' where only the month is known."""
    if not value:
        return ""
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        return day_in_words(date(*parts))
    return _("%(month)s %(year)s") % {"month": MONTHS[parts[1] - 1], "year": parts[0]}


def time_of(job: dict[str, Any]) -> str:
    """'January 1, 2023 to June 30, 2024', '… to now'."""
    end = (
        _("now")
        if "end" in job and job["end"] is None
        else date_in_words(job.get("end")) or _("(no end given)")
    )
    begun = date_in_words(job.get("start")) or _("(no start given)")
    return _("%(begun)s to %(end)s") % {"begun": begun, "end": end}


def answer_in_words(question: SupplementalQuestion, value: Any) -> str:
    if value in (None, "", []):
        return ""
    labels = {**dict(YES_NO), **{choice["value"]: choice["label"] for choice in question.choices}}
    if isinstance(value, list):
        return "; ".join(str(labels.get(each, each)) for each in value)
    if question.kind == "date":
        return date_in_words(value)
    return str(labels.get(value, value))


def contact_label(name: str) -> Any:
    """What a field of the contact details is called."""
    return _("E-mail address") if name == "email" else ContactForm.base_fields[name].label


def _contact(application: Application, content: dict[str, Any]) -> list[Summary]:
    rows = [{"key": contact_label(name), "value": content.get(name, "")} for name in FIELDS]
    return [Summary(str(Section.CONTACT.label), section_address(application, Section.CONTACT), rows)]


def _work(application: Application, content: dict[str, Any]) -> list[Summary]:
    url = section_address(application, Section.WORK_HISTORY)
    jobs = content.get("jobs", [])
    if not jobs:
        return [Summary(str(Section.WORK_HISTORY.label), url, [{"key": _("Jobs"), "value": _("None")}])]
    return [
        Summary(
            _("Job %(number)s: %(job)s") % {"number": number, "job": job_name(job)},
            reverse("applicant:job", args=[application.pk, job["key"]]),
            rows,
            brief=_job_in_brief(application.revision, job),
            more=_duties_address(application, job),
        )
        for number, job in enumerate(jobs, start=1)
        if (rows := job_rows(application.revision, job))
    ]


def _job_in_brief(revision: PostingRevision, job: dict[str, Any]) -> str:
    """'January 1, 2023 to June 30, 2024; 40 hours a week; 13 of 13 questions about duties answered'."""
    parts = [time_of(job)]
    if job.get("hours_per_week"):
        parts.append(_("%(hours)s hours a week") % {"hours": job["hours_per_week"]})
    if tags := [duty["tag"] for duty in revision.requirements.get("duties", [])]:
        given = job.get("duties", {})
        parts.append(
            _("%(answered)d of %(asked)d questions about duties answered")
            % {"answered": sum(bool(given.get(tag)) for tag in tags), "asked": len(tags)}
        )
    return "; ".join(parts)


def _duties_address(application: Application, job: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    if not application.revision.requirements.get("duties"):
        return ()
    return ((_("Change the duties"), reverse("applicant:duties", args=[application.pk, job["key"]])),)


def job_rows(revision: PostingRevision, job: dict[str, Any]) -> list[dict[str, Any]]:
    """One job in words: when, how many hours, what kind, and each duty with its answer."""
    city = {True: _("Yes"), False: _("No")}.get(job.get("city_employee"), "")  # type: ignore[arg-type]
    rows = [
        {"key": _("When"), "value": time_of(job)},
        {"key": _("Hours a week"), "value": str(job.get("hours_per_week", ""))},
        {"key": _("Kind of work"), "value": str(dict(KINDS).get(job.get("kind", ""), ""))},
        {"key": _("City employee"), "value": city},
    ]
    for duty in revision.requirements.get("duties", []):
        answer = str(dict(SCALES[duty["scale"]]).get(job.get("duties", {}).get(duty["tag"], ""), ""))
        rows.append({"key": duty.get("question") or duty["label"], "value": answer})
    if job.get("description"):
        rows.append({"key": _("In your own words"), "value": job["description"]})
    return rows


def _education(application: Application, content: dict[str, Any]) -> list[Summary]:
    rows = education_rows(content, application.revision)
    label, url = str(Section.EDUCATION.label), section_address(application, Section.EDUCATION)
    return [Summary(label, url, rows or [{"key": label, "value": ""}])]


def education_rows(content: dict[str, Any], revision: PostingRevision) -> list[dict[str, Any]]:
    """Schools, licenses, certificates and records in words, one line each; a part without any is left out."""
    return [
        {"key": PARTS[part], "lines": [_entry(row, revision) for row in content[part]]}
        for part in ("education", "licences", "certificates", "records")
        if content.get(part)
    ]


FIRST = ("level", "kind", "class", "field")


def _entry(row: dict[str, Any], revision: PostingRevision) -> str:
    """'Associate's degree, Computer Science, June 1, 2019, US'."""
    names = [*(name for name in FIRST if name in row), *(name for name in row if name not in FIRST)]
    return ", ".join(_entry_part(name, row[name], revision) for name in names if row[name] not in (None, ""))


def _entry_part(name: str, value: Any, revision: PostingRevision) -> str:
    if name == "level":
        return str(LEVEL_LABELS.get(value, value))
    if name.endswith("_on"):
        return date_in_words(str(value))
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if name in ("kind", "field"):
        return _("Another field") if value == OTHER else named(revision, value)
    return str(value).replace("_", " ")


def _questions(application: Application, content: dict[str, Any]) -> list[Summary]:
    answers = content.get("answers", {})
    asked = asked_questions(compiled(application.revision).vocabulary.questions, answers)
    rows = [
        {"key": question.text, "lines": answers.get(question.slug)}
        if question.kind == QuestionKind.FILE
        else {"key": question.text, "value": answer_in_words(question, answers.get(question.slug))}
        for question in application.revision.questions.all()
        if question.slug in asked
    ]
    return [Summary(str(Section.QUESTIONS.label), section_address(application, Section.QUESTIONS), rows)]


def _typing(application: Application, content: dict[str, Any]) -> list[Summary]:
    rows = typing_rows(content, application.revision)
    return [Summary(str(Section.TYPING.label), section_address(application, Section.TYPING), rows)]


def typing_rows(typing: dict[str, Any], revision: PostingRevision) -> list[dict[str, Any]]:
    """The speed in words; a certificate with its arithmetic, at what the posting takes off for each error."""
    rows = [{"key": _("How you know it"), "value": str(dict(SOURCES).get(typing.get("source", ""), ""))}]
    if typing.get("net_wpm") is not None:
        rows.append({"key": _("Corrected words a minute"), "value": str(typing["net_wpm"])})
    if net := certificate_in_words(typing, revision):
        rows.append({"key": _("The certificate gives"), "value": net})
    if typing.get("minutes") is not None:
        rows.append(
            {
                "key": _("Length of the test"),
                "value": _("%(minutes)s minutes") % {"minutes": typing["minutes"]},
            }
        )
    if typing.get("supervised") is not None:
        rows.append(
            {"key": _("Supervised and signed"), "value": _("Yes") if typing["supervised"] else _("No")}
        )
    return rows


def _kind_label(revision: PostingRevision, slug: str) -> str:
    return next((kind.label for kind in revision.document_kinds.all() if kind.slug == slug), slug)


def section_address(application: Application, section: Section) -> str:
    """Where a section is filled in."""
    pages = {Section.WORK_HISTORY: "applicant:work_history", Section.DOCUMENTS: "applicant:documents"}
    if section in pages:
        return reverse(pages[section], args=[application.pk])
    return reverse("applicant:section", args=[application.pk, section.value])


_ROWS = {
    Section.CONTACT: _contact,
    Section.WORK_HISTORY: _work,
    Section.EDUCATION: _education,
    Section.QUESTIONS: _questions,
    Section.TYPING: _typing,
}
