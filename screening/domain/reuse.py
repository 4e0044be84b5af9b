"""Starting from an earlier application: its jobs and education are copied, as far as the new posting asks for them."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from postings.minimum_requirements.vocabulary import SCALES
from postings.models import PostingRevision
from screening.domain import history
from screening.domain.application import save_section
from screening.domain.completeness import (
    EDUCATION_PARTS,
    education_parts,
    sections_of,
    speaks_of,
    values_named,
)
from screening.domain.queries import applications_of
from screening.enums import Section
from screening.errors import Refused
from screening.models import Application, DraftSection, User
from screening.permissions import authorise


class Copied(NamedTuple):
    """How many jobs, and how many schools, licenses, certificates and records."""

    jobs: int
    education: int


def earlier_applications(application: Application) -> QuerySet[Application]:
    """The applicant's other applications, the newest first, with what is read to copy from them."""
    return (
        applications_of(application.applicant)
        .exclude(pk=application.pk)
        .filter(Exists(DraftSection.objects.filter(application=OuterRef("pk"))))
        .select_related("posting", "revision")
        .prefetch_related("sections", "revision__questions", "documents__inspection")
        .order_by("-pk")
    )


def is_untouched(application: Application) -> bool:
    """Whether nothing of this posting is filled in yet, so that an earlier application may be copied into it."""
    return application.started_from_id is None and not application.sections.exists()


def start_from(*, actor: User, application_id: int, earlier_id: int, at: datetime) -> Copied:
    """Copy jobs and education of one's earlier application into sections that were never saved; its answers are offered.

    What the new posting does not ask stays behind; a duty that it asks in other words is asked anew, and so is the end of
    a job that was still held. Raises NotAllowed, and Refused where it was started from another one before.
    """
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("revision")
            .get(pk=application_id)
        )
        authorise(actor, "edit_draft", application)
        earlier = Application.objects.select_related("revision").get(pk=earlier_id)
        authorise(actor, "reuse_application", earlier)
        if application.started_from_id not in (None, earlier.pk):
            raise Refused(
                _(
                    "This application was started from another one in a different window. Open it again to see what "
                    "was copied."
                )
            )
        if application.started_from_id == earlier.pk:
            return Copied(0, 0)
        kept = set(application.sections.values_list("section", flat=True))
        jobs = carried_jobs(earlier, application.revision) if Section.WORK_HISTORY not in kept else []
        education = carried_education(earlier, application.revision) if Section.EDUCATION not in kept else {}
        for section, content in ((Section.WORK_HISTORY, {"jobs": jobs}), (Section.EDUCATION, education)):
            if any(content.values()):
                save_section(
                    actor=actor,
                    application_id=application.pk,
                    section=section,
                    content=content,
                    version=0,
                    at=at,
                )
        copied = Copied(len(jobs), sum(map(len, education.values())))
        application.started_from = earlier
        application.save(update_fields=["started_from"])
        history.record(
            actor=actor,
            verb="start_from",
            subject=application,
            application=application,
            facts={"earlier": earlier.pk, **copied._asdict()},
            at=at,
        )
    return copied


def would_copy(earlier: Application, revision: PostingRevision) -> Copied:
    """What starting from it would bring into a draft under this revision."""
    return Copied(
        len(carried_jobs(earlier, revision)), sum(map(len, carried_education(earlier, revision).values()))
    )


def carried_jobs(earlier: Application, revision: PostingRevision) -> list[dict[str, Any]]:
    """The jobs as a draft under ``revision`` holds them."""
    same = _same_duties(earlier.revision, revision)
    return [_carried_job(job, same) for job in content_of(earlier, Section.WORK_HISTORY).get("jobs", [])]


def carried_education(earlier: Application, revision: PostingRevision) -> dict[str, list[dict[str, Any]]]:
    """By part, the rows of a kind that ``revision`` asks about; a part without such a row is asked anew."""
    if Section.EDUCATION not in sections_of(revision):
        return {}
    content = content_of(earlier, Section.EDUCATION)
    rows = {
        part: [kept for row in content.get(part, []) if (kept := _carried_row(part, row, revision))]
        for part in education_parts(revision)
    }
    return {part: found for part, found in rows.items() if found}


def content_of(application: Application, section: Section) -> dict[str, Any]:
    """What a section holds; from the prefetched rows where there are some."""
    return next((row.content for row in application.sections.all() if row.section == section), {})


def _same_duties(before: PostingRevision, now: PostingRevision) -> dict[str, tuple[str, ...]]:
    """The duties that both ask in the same words on the same scale, with the answers that fit."""
    asked = {duty["tag"]: _asked(duty) for duty in before.requirements.get("duties", [])}
    return {
        duty["tag"]: SCALES[duty["scale"]]
        for duty in now.requirements.get("duties", [])
        if asked.get(duty["tag"]) == _asked(duty)
    }


def _asked(duty: dict[str, Any]) -> tuple[str, str]:
    return duty["scale"], duty.get("question") or duty["label"]


def _carried_job(job: dict[str, Any], same: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    carried = {name: value for name, value in job.items() if name not in ("duties", "version")}
    if carried.get("end", "") is None:
        del carried["end"]
    duties = {tag: value for tag, value in job.get("duties", {}).items() if value in same.get(tag, ())}
    return {**carried, "duties": duties} if duties else carried


def _carried_row(part: str, row: dict[str, Any], revision: PostingRevision) -> dict[str, Any]:
    """A row of the education section as this revision asks for it; empty where it asks for none of its kind."""
    asked = revision.requirements
    if part != "education":
        kinds = values_named(asked, EDUCATION_PARTS[part], "kinds" if part == "records" else "kind")
        return dict(row) if row.get("kind") in kinds else {}
    fields = values_named(asked, "education", "fields")
    left = {"field"} if fields and row.get("field") not in fields else set()
    if not speaks_of(asked, "units"):
        left |= {"units", "unit_system"}
    return {name: value for name, value in row.items() if name not in left}
