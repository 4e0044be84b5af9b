"""The jobs of a draft, each with a version of its own: two tabs on two jobs do not hold each other up."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from screening.domain.draft import SavedJob
from screening.enums import Section
from screening.errors import OlderVersion, Refused
from screening.models import Application, DraftSection, User
from screening.permissions import authorise

MOST_JOBS = 60
KEPT = ("key", "duties", "version")
"""What saving a job's own page leaves as it is."""


def version_of(job: dict[str, Any]) -> int:
    """The version a job was saved as; 0 for one that is not there."""
    return int(job.get("version", 1)) if job else 0


def save_job(
    *, actor: User, application_id: int, key: str, said: dict[str, Any], version: int, at: datetime
) -> SavedJob:
    """Save what a job's page says of it, or add the job. Its duties stay.

    ``version`` is the job's when the page was opened (0: a new job). Raises NotAllowed, OlderVersion when this job was
    saved or removed elsewhere in between, and Refused for more jobs than can be taken.
    """
    return _save(
        actor,
        application_id,
        key,
        lambda job: said | {name: job[name] for name in KEPT if name in job} | {"key": key},
        version=version,
        at=at,
    )


def save_duties(
    *, actor: User, application_id: int, key: str, duties: dict[str, str], version: int, at: datetime
) -> SavedJob:
    """Save the answers about one job's duties. Raises as ``save_job`` does."""
    return _save(
        actor,
        application_id,
        key,
        lambda job: {**job, "duties": duties} if job else job,
        version=version,
        at=at,
    )


def remove_job(*, actor: User, application_id: int, key: str, at: datetime) -> None:
    """Take a job out of a draft. Raises NotAllowed, and Refused while a document is about it."""
    with transaction.atomic():
        section = _locked(actor, application_id, at)
        left = [job for job in section.content.get("jobs", []) if job["key"] != key]
        must_keep_jobs_with_documents(section.application, {"jobs": left})
        _keep(section, left, at)


def must_keep_jobs_with_documents(application: Application, content: dict[str, Any]) -> None:
    """Raises Refused when a job would go that a document is about."""
    keys = [job["key"] for job in content.get("jobs", [])]
    left = application.documents.exclude(job_key="").exclude(job_key__in=keys).order_by("received_at").first()
    if left is not None:
        raise Refused(
            _(
                "The document %(name)s is about this job, so the job was not removed. Remove the document first, then "
                "the job."
            )
            % {"name": left.original_name}
        )


def _save(
    actor: User,
    application_id: int,
    key: str,
    changed: Callable[[dict[str, Any]], dict[str, Any]],
    *,
    version: int,
    at: datetime,
) -> SavedJob:
    with transaction.atomic():
        section = _locked(actor, application_id, at)
        jobs = list(section.content.get("jobs", []))
        job: dict[str, Any] = next((each for each in jobs if each["key"] == key), {})
        wanted = changed(job)
        if wanted == job:
            return SavedJob(job, version_of(job), section.saved_at)
        if version_of(job) != version:
            raise OlderVersion(SavedJob(job, version_of(job), section.saved_at))
        if job:
            wanted["version"] = version + 1
            jobs[jobs.index(job)] = wanted
        elif len(jobs) >= MOST_JOBS:
            raise Refused(
                _("You can add up to %(most)d jobs. Remove one, or join jobs with one employer.")
                % {"most": MOST_JOBS}
            )
        else:
            jobs.append(wanted)
        _keep(section, jobs, at)
    return SavedJob(wanted, version_of(wanted), at)


def _locked(actor: User, application_id: int, at: datetime) -> DraftSection:
    """The section of a draft that nobody else saves meanwhile; not stored yet where there is none."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application_id)
    authorise(actor, "edit_draft", application)
    section = application.sections.filter(section=Section.WORK_HISTORY).first()
    if section is None:
        section = DraftSection(section=Section.WORK_HISTORY, version=0, saved_at=at)
    section.application = application
    return section


def _keep(section: DraftSection, jobs: list[dict[str, Any]], at: datetime) -> None:
    section.content, section.version, section.saved_at = {"jobs": jobs}, section.version + 1, at
    section.save()
