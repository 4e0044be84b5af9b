"""Who gets which bytes of a paper: its sender the file as it was sent, everybody else what the worker found safe to show."""

from typing import NamedTuple

from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from screening import clamd
from screening.domain.document import needs_inspection
from screening.enums import DocumentFinding
from screening.errors import Refused
from screening.models import Document, DocumentInspection, User


class Shown(NamedTuple):
    """A stored file, under the name and content type that it is sent with."""

    file: FieldFile
    name: str
    content_type: str


def opened(*, actor: User, document: Document) -> Shown:
    """The file that this person may open, of a document that ``documents_for`` gave. Raises Refused in words.

    A reviewer is shown the copy of a photo, never the original with the place where it was taken. Where a scanner runs,
    nothing is shown to a reviewer before its scan, and an infected file to nobody.
    """
    inspection = DocumentInspection.objects.filter(document=document).first()
    finding = inspection.finding if inspection else ""
    if finding == DocumentFinding.INFECTED:
        raise Refused(
            _(
                "This file holds a virus, so nobody can open it here. The applicant was asked to send it again."
            )
        )
    as_sent = Shown(document.file, document.original_name, document.content_type)
    if document.application.applicant_id == actor.pk:
        return as_sent
    if finding == DocumentFinding.UNREADABLE:
        raise Refused(_("This file cannot be opened. The applicant was asked to send it again."))
    if clamd.is_configured() and not (inspection and inspection.scanned_at):
        raise Refused(_("This file is being checked for viruses. Open it again in a minute."))
    if inspection and inspection.copy:
        stem = document.original_name.rsplit(".", 1)[0] or "document"
        return Shown(inspection.copy, f"{stem}.jpg", "image/jpeg")
    if finding != DocumentFinding.USABLE and needs_inspection(document):
        raise Refused(_("This photo is being made ready. Open it again in a minute."))
    return as_sent
