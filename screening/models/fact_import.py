"""Facts that somebody outside found out: the file they came in, who takes it in, and who took it back."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from postings.models.never_emptied import NEVER_EMPTIED

CONFIRMED = Q(confirmed_at__isnull=False)
TAKES = CONFIRMED & Q(taken_in_at__isnull=True, failed_at__isnull=True)
"""Due: confirmed by a person and not taken in yet."""
LIFTS = Q(undo_at__isnull=False, undone_at__isnull=True)
"""Due: a person took it back and its facts are not lifted yet."""


class FactImport(models.Model):
    """A file of facts. ``faults``: (row, column, words) of each place that keeps it out; such a file is never taken in."""

    posting = models.ForeignKey("postings.Posting", on_delete=models.PROTECT, related_name="fact_imports")
    source = models.CharField(max_length=160, help_text="Who found the facts out.")
    reason = models.TextField(help_text="Why they count. The applicant reads this.")
    file = models.CharField(max_length=160, help_text="Below the private folder.")
    file_name = models.CharField(max_length=120)
    form = models.CharField(max_length=5)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    faults = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0, help_text="Applications written so far.")
    total = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    taken_in_at = models.DateTimeField(null=True, blank=True)
    made = models.PositiveIntegerField(default=0, help_text="Facts that were settled by it.")
    undo_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undo_at = models.DateTimeField(null=True, blank=True)
    undo_reason = models.TextField(blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    lifted = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="fact_import_confirmed_by_a_person",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="fact_import_with_a_fault_stays_out",
                condition=Q(faults=[]) | Q(taken_in_at__isnull=True),
            ),
            models.CheckConstraint(
                name="fact_import_is_confirmed_before", condition=Q(taken_in_at__isnull=True) | CONFIRMED
            ),
            models.CheckConstraint(
                name="fact_import_taken_back_by_a_person",
                condition=Q(undo_at__isnull=True)
                | Q(undo_by__isnull=False, taken_in_at__isnull=False, undo_reason__regex=r"[^[:space:]]"),
            ),
            models.UniqueConstraint(
                fields=["posting", "sha256"],
                condition=Q(taken_in_at__isnull=False, undo_at__isnull=True),
                name="fact_file_taken_in_once",
            ),
            models.UniqueConstraint(fields=["posting"], condition=TAKES, name="fact_import_one_at_a_time"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="file_is_final",
                fields=[
                    "posting",
                    "source",
                    "reason",
                    "file",
                    "sha256",
                    "rows",
                    "uploaded_by",
                    "uploaded_at",
                ],
            ),
            pgtrigger.Protect(
                name="taken_in_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__taken_in_at__isnull=False),
            ),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.file_name}"

    @property
    def takes(self) -> bool:
        return bool(self.confirmed_at) and not self.taken_in_at and not self.failed_at

    @property
    def lifts(self) -> bool:
        return bool(self.undo_at) and not self.undone_at

    @property
    def percent(self) -> int:
        return 100 * self.done // max(self.total, 1)
