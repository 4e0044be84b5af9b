"""What lies in the documents tray, and where a paper without a cover sheet may belong."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from screening.domain.queries import applications_in_scope
from screening.enums_scan import ScanState
from screening.models import Application, CoverSheet, Scan, ScanPage, ScanPart, User
from screening.permissions import may

MOST_FOUND = 25


def scan_parts_for(user: User) -> QuerySet[ScanPart]:
    """The tray of whoever reviews or reads pools: what waits is nobody's yet, what is filed only of theirs."""
    rows = ScanPart.objects.select_related(
        "scan", "document__application__posting", "document__application__applicant", "ended_by"
    )
    if not may(user, "read_tray"):
        return rows.none()
    filed = Q(document__application__in=applications_in_scope(user).values("pk"))
    return rows.filter(~Q(state=ScanState.FILED) | filed)


def waiting_parts_for(user: User) -> QuerySet[ScanPart]:
    """What waits for a person, the oldest first; what the worker is about to file is not among it."""
    rows = scan_parts_for(user).filter(state=ScanState.WAITING).exclude(doubt="")
    return rows.order_by("scan__received_at", "pk")


def scan_pages_for(user: User) -> QuerySet[ScanPage]:
    """Drawn pages of the parts that this person may see."""
    rows = ScanPage.objects.all()
    seen = scan_parts_for(user).filter(
        scan=OuterRef("scan"), first_page__lte=OuterRef("number"), last_page__gte=OuterRef("number")
    )
    return rows.filter(Exists(seen))


def unread_scans() -> tuple[int, datetime | None]:
    """How many scans the worker has still to read, and since when the oldest waits for it."""
    numbers = Scan.objects.filter(read_at__isnull=True).aggregate(count=Count("pk"), since=Min("taken_at"))
    return numbers["count"], numbers["since"]


def applications_named(user: User, words: str) -> list[Application]:
    """Sent applications that this person reviews where each word is in the name, the posting's title or the receipt."""
    rows = applications_in_scope(user)
    for word in words.split()[:8]:
        rows = rows.filter(
            Q(name__icontains=word) | Q(posting__title__icontains=word) | Q(receipt__icontains=word)
        )
    return list(rows.order_by("name", "pk")[: MOST_FOUND + 1]) if words.split() else []


def sheets_in(user: User, part: ScanPart) -> list[CoverSheet]:
    """The cover sheets whose codes were read in the same scan, those on its own pages first, of applications one reviews."""
    own, other = set[str](), set[str]()
    for page in part.scan.pages.all():
        (own if part.first_page <= page.number <= part.last_page else other).update(page.codes)
    rows = CoverSheet.objects.filter(
        code__in=own | other, application__in=applications_in_scope(user).values("pk")
    ).select_related("application__posting", "application__revision")
    return sorted(rows, key=lambda sheet: (sheet.code not in own, sheet.code))


def first_pages_of(parts: Iterable[ScanPart]) -> dict[tuple[int, int], ScanPage]:
    """(scan id, number) → the page that each part begins with, in one query for a page of parts."""
    begins = {(part.scan_id, part.first_page) for part in parts}
    rows = ScanPage.objects.filter(
        scan__in={scan for scan, _ in begins}, number__in={number for _, number in begins}
    )
    return {(row.scan_id, row.number): row for row in rows if (row.scan_id, row.number) in begins}
