"""The copy of what was sent: kept when an application is sent, handed out as a PDF, checked by its code."""

import json
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from postings.domain.spoken import spoken
from postings.minimum_requirements import canonical_json
from postings.models import PostingRevision
from screening.domain.draft import contents
from screening.domain.facts import sha256_of_text
from screening.enums import Section
from screening.models import Application, IssuedPdf, SentCopy, Submission, User
from screening.permissions import authorise
from screening.readable_code import new_code, read_code


def truth_statement(revision: PostingRevision) -> str:
    """What an applicant certifies: the posting's own statement (section ``truth_statement``), else the usual one."""
    own = spoken(revision).sections.get("truth_statement")
    if own:
        return " ".join(own) if isinstance(own, list) else str(own)
    return _(
        "I certify that everything I say in this application is true and complete. I understand that "
        "misrepresentation, falsification or omission of pertinent facts may be cause for disqualification or "
        "termination of employment."
    )


def keep(submission: Submission, *, application: Application) -> SentCopy:
    """Keep what is sent, word for word, in the transaction that sends it: part of ``application.submit``."""
    assert application.submitted_at is not None  # the verb that sends has set it
    content = {
        "receipt": application.receipt,
        "sent_at": application.submitted_at.isoformat(),
        "posting": str(application.posting),
        "revision": submission.revision_id,
        "certified_name": submission.certified_name,
        "statement": truth_statement(submission.revision),
        "language": get_language() or "en",
        "sections": contents(application) | {Section.CONTACT.value: submission.contact},
        "documents": [
            {"kind": paper.kind, "job_key": paper.job_key, "original_name": paper.original_name}
            | {"size": paper.size, "sha256": paper.sha256}
            for paper in application.documents.order_by("pk")
        ],
    }
    text = canonical_json(content).decode()
    return SentCopy.objects.create(
        submission=submission,
        content=text,
        content_sha256=sha256_of_text(text),
        code=new_code(),
        made_at=application.submitted_at,
    )


def copy_of(actor: User, application: Application) -> SentCopy:
    """One's own copy. Raises NotAllowed, and SentCopy.DoesNotExist while nothing was sent."""
    authorise(actor, "read_sent_copy", application)
    return SentCopy.objects.select_related("submission__revision__posting").get(
        submission__application=application, submission__number=1
    )


def content_of(copy: SentCopy) -> dict[str, Any]:
    """What was sent, as data."""
    content: dict[str, Any] = json.loads(copy.content)
    return content


def fingerprint(copy: SentCopy) -> str:
    """The first 16 hexadecimal digits of the content's SHA-256, in groups: '1f3a 09bc 77d2 e410'."""
    return " ".join(copy.content_sha256[start : start + 4] for start in range(0, 16, 4))


def note_issued(copy: SentCopy, *, sha256: str, at: datetime) -> None:
    """Remember the digest of a file that is handed out, once."""
    IssuedPdf.objects.bulk_create([IssuedPdf(copy=copy, sha256=sha256, issued_at=at)], ignore_conflicts=True)


def look_up(typed: str) -> SentCopy | None:
    """The copy that a typed code belongs to. A code that was mistyped and one that was never given are alike: None."""
    code = read_code(typed)
    if code is None:
        return None
    return (
        SentCopy.objects.select_related("submission__application__posting", "submission__revision")
        .filter(code=code)
        .first()
    )


def was_issued(copy: SentCopy, sha256: str) -> bool:
    """Whether a file of this digest is one that the City handed out for this copy, byte for byte."""
    return copy.pdfs.filter(sha256=sha256).exists()
