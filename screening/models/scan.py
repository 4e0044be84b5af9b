"""Papers that came by fax, by mail or by hand: each file as it came, its pages, and what became of each part of it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.enums import DocumentVia
from screening.enums_scan import ScanDoubt, ScanSource, ScanState
from screening.models.document import Document

_AS_IT_CAME = (
    "sha256",
    "source",
    "source_key",
    "via",
    "file",
    "original_name",
    "size",
    "received_at",
    "taken_at",
    "handed_in_by",
)


class Scan(models.Model):
    """One file, once, however often it comes. A row without ``read_at`` is due; ``claimed_at`` is a worker's lease."""

    sha256 = models.CharField(max_length=64, unique=True)
    source = models.CharField(max_length=10, choices=ScanSource.choices)
    source_key = models.CharField(
        max_length=300, blank=True, help_text="Which file of the folder, or which message it came with."
    )
    via = models.CharField(max_length=10, choices=DocumentVia.choices)
    file = models.FileField(max_length=200)
    original_name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    received_at = models.DateTimeField(help_text="When the fax or the letter came, not when it was read.")
    taken_at = models.DateTimeField()
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    read_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], condition=Q(read_at__isnull=True), name="scan_to_read")]
        triggers = [
            pgtrigger.Protect(
                name="as_it_came",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(*_AS_IT_CAME),
            ),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return self.original_name


class ScanPage(models.Model):
    """One drawn page of a scan, with the codes that were read on it."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    codes = models.JSONField(default=list)
    picture = models.FileField(max_length=200)

    class Meta:
        ordering = ["scan_id", "number"]
        constraints = [models.UniqueConstraint(fields=["scan", "number"], name="scan_page_once")]
        triggers = [pgtrigger.Protect(name="as_it_was_drawn", operation=pgtrigger.Update), NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"Page {self.number}"


class ScanPart(models.Model):
    """Pages of a scan that belong together: filed as one document, set aside, or waiting for either.

    Waiting without a ``doubt`` it is due: the worker files it by its ``code``. With one it is a person's.
    """

    scan = models.ForeignKey(Scan, on_delete=models.PROTECT, related_name="parts")
    first_page = models.PositiveSmallIntegerField(help_text="0: the scan has no pages that can be shown.")
    last_page = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=9, blank=True, help_text="Of the cover sheet it begins with.")
    state = models.CharField(max_length=10, choices=ScanState.choices, default=ScanState.WAITING)
    doubt = models.CharField(max_length=12, choices=ScanDoubt.choices, blank=True)
    said = models.TextField(blank=True, help_text="Why it could not be filed, in the program's words.")
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="scans"
    )
    reason = models.TextField(blank=True, help_text="Why it was set aside.")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["scan__received_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["scan", "first_page"], name="scan_part_once"),
            models.CheckConstraint(
                name="scan_part_filed_as_a_document",
                condition=Q(state=ScanState.FILED, document__isnull=False)
                | (~Q(state=ScanState.FILED) & Q(document__isnull=True)),
            ),
            models.CheckConstraint(
                name="scan_part_ends_once",
                condition=Q(state=ScanState.WAITING, ended_at__isnull=True)
                | (~Q(state=ScanState.WAITING) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="scan_part_set_aside_says_why",
                condition=~Q(state=ScanState.SET_ASIDE) | Q(reason__regex=r"[^[:space:]]"),
            ),
            models.CheckConstraint(name="scan_part_in_order", condition=Q(last_page__gte=F("first_page"))),
        ]
        indexes = [
            models.Index(fields=["scan"], condition=Q(state=ScanState.WAITING), name="scan_part_waiting")
        ]
        triggers = [
            pgtrigger.Protect(
                name="pages_as_they_lay",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("scan", "first_page", "last_page", "code"),
            ),
            # Only the applicant of a draft ends what was filed: nobody's name stands then at what was set aside.
            pgtrigger.Protect(
                name="filed_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=ScanState.FILED)
                & ~pgtrigger.Q(new__state=ScanState.SET_ASIDE, new__ended_by__isnull=True),
            ),
            pgtrigger.Protect(
                name="filed_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=ScanState.FILED),
            ),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        if self.first_page == self.last_page:
            return f"{self.scan}, page {self.first_page}" if self.first_page else str(self.scan)
        return f"{self.scan}, pages {self.first_page} to {self.last_page}"
