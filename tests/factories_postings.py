"""Plain makers of what the city asks: each makes one row, with every value said here or by the test."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from postings.enums import PostingState
from postings.models import Department, JobClass, Posting, PostingRevision, WageIncrease

OPENS = datetime(2025, 4, 18, 15, tzinfo=UTC)

REQUIREMENTS: dict[str, Any] = {"settings": {}, "duties": [], "claims": [], "tree": {}}

DUTIES = [
    {"tag": "call_center_inbound", "scale": "yes_no", "label": "Taking calls in a call center"},
    {"tag": "billing_inquiries", "scale": "primary", "label": "Resolving billing inquiries"},
]
CHECKS = [
    {"kind": "right_to_work", "label": "Legal right to work"},
    {"kind": "medical_review", "label": "Medical review"},
    {"kind": "fingerprints", "label": "Fingerprinting"},
]


def make_department(slug: str = "public-utilities", name: str = "Public Utilities") -> Department:
    return Department.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def make_job_class(slug: str = "clerk", title: str = "Clerk") -> JobClass:
    return JobClass.objects.get_or_create(slug=slug, defaults={"title": title})[0]


def make_revision(posting: Posting, number: int = 1, **fields: Any) -> PostingRevision:
    values: dict[str, Any] = {
        "revised_on": date(2025, 4, 18),
        "sections": {"job_information": "Answers letters."},
        "requirements": REQUIREMENTS,
        "source_sha256": "0" * 64,
    }
    return PostingRevision.objects.create(posting=posting, number=number, **(values | fields))


def make_posting(
    slug: str = "clerk",
    title: str = "Clerk",
    *,
    state: PostingState = PostingState.DRAFT,
    opens_at: datetime = OPENS,
    closes_at: datetime | None = None,
) -> Posting:
    """A posting without a revision: what the database allows only for a draft."""
    return Posting.objects.create(
        slug=slug,
        title=title,
        department=make_department(),
        job_class=make_job_class(),
        state=state,
        opens_at=opens_at,
        closes_at=closes_at,
    )


def make_published_posting(
    slug: str = "clerk",
    title: str = "Clerk",
    *,
    at: datetime = OPENS,
    opens_at: datetime = OPENS,
    closes_at: datetime | None = None,
    **revision_fields: Any,
) -> Posting:
    """A posting with one published revision whose rules are not run: for tests of what is shown and when."""
    posting = make_posting(slug, title, opens_at=opens_at, closes_at=closes_at)
    revision = make_revision(posting, closes_at=closes_at, published_at=at, **revision_fields)
    posting.current_revision = revision
    posting.state = PostingState.PUBLISHED
    posting.save()
    return posting


def make_wage_increase(
    revision: PostingRevision, position: int, percent: str, effective_on: date, kind: str = "general"
) -> WageIncrease:
    return WageIncrease.objects.create(
        revision=revision,
        position=position,
        percent=Decimal(percent),
        effective_on=effective_on,
        kind=kind,
        text=f"{percent}% effective {effective_on}",
    )
