"""A draft as it is saved: its own sections, and the contact details that belong to the person."""

from datetime import datetime
from typing import Any, NamedTuple

from screening.domain.contact import contact_of
from screening.enums import ApplicationState, Section
from screening.models import Application, ContactDetails, DraftSection


class SavedJob(NamedTuple):
    """One job of the work history as it stands; empty content and version 0 where it was removed."""

    content: dict[str, Any]
    version: int
    saved_at: datetime


Saved = DraftSection | ContactDetails | SavedJob
"""What was saved: each has content, version and saved_at."""


def saved_section(application: Application, section: Section) -> Saved | None:
    """What one section holds now, or None before its first save."""
    if section == Section.CONTACT:
        return contact_of(application.applicant_id)
    return application.sections.filter(section=section).first()


def saved_sections(application: Application) -> dict[str, Saved]:
    """What a draft holds now, by section; a section that was never saved is left out."""
    found: dict[str, Saved] = {
        row.section: row for row in application.sections.exclude(section=Section.CONTACT)
    }
    contact = contact_of(application.applicant_id)
    if contact is not None:
        found[Section.CONTACT.value] = contact
    return found


def contents(application: Application) -> dict[str, dict[str, Any]]:
    """The answers by section; once sent, with the contact details that it was sent with."""
    found = {section: saved.content for section, saved in saved_sections(application).items()}
    if application.state != ApplicationState.DRAFT:
        found[Section.CONTACT.value] = application.submissions.get(number=1).contact
    return found
