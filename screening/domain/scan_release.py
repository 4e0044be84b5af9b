"""A paper that its applicant takes out of a draft is no document any more: the pages it came with are let go."""

from datetime import datetime

from screening.domain import history
from screening.enums_scan import ScanEvent
from screening.models import Document, ScanPart
from screening.scan_moves import scan_target

TAKEN_OUT = "The applicant took it out of a draft."


def let_go(document: Document, *, at: datetime) -> None:
    """Set the pages of a document of a locked draft aside before the document goes; the scan ends with the next night."""
    for part in ScanPart.objects.select_for_update(of=("self",)).filter(document=document):
        before, part.state = part.state, scan_target(part.state, ScanEvent.TAKE_OUT)
        part.document, part.reason, part.ended_by, part.ended_at = None, TAKEN_OUT, None, at
        part.save()
        history.record(
            actor=None, verb="take_out_scan", subject=part, from_state=before, to_state=part.state, at=at
        )
