"""The jobs of an application with the keys that papers are tied to, also those that came by a correction."""

import json
from typing import Any

from screening.enums import ApplicationState, Section
from screening.models import Application


def jobs_of(application: Application) -> list[dict[str, Any]]:
    """Each job with its ``key``: as the draft holds them, once sent as the newest version of the facts does."""
    section = application.sections.filter(section=Section.WORK_HISTORY).first()
    drafted: list[dict[str, Any]] = list(section.content.get("jobs", [])) if section else []
    if application.state == ApplicationState.DRAFT:
        return drafted
    latest = application.submissions.order_by("-number").values_list("facts", flat=True).first()
    return with_keys(json.loads(latest).get("jobs", []), drafted) if latest else drafted


def with_keys(jobs: list[dict[str, Any]], drafted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The jobs of some facts with their keys: those of the draft in its order, then ``added-3`` for a third job."""
    keys = [job.get("key", "") for job in drafted]
    return [
        {**job, "key": keys[index] if index < len(keys) else f"added-{index + 1}"}
        for index, job in enumerate(jobs)
    ]
