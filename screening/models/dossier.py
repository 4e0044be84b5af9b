"""Everything of one posting in one file, asked for by a person and built in the background."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from postings.models.never_emptied import NEVER_EMPTIED


class Dossier(models.Model):
    """A row without ``finished_at`` and ``failed_at`` is due. Once it is finished it stays as it is."""

    posting = models.ForeignKey("postings.Posting", on_delete=models.PROTECT, related_name="dossiers")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0, help_text="Evaluations written so far.")
    total = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    failed_at = models.DateTimeField(null=True, blank=True, help_text="When it was given up.")
    finished_at = models.DateTimeField(null=True, blank=True)
    file = models.CharField(max_length=120, blank=True, help_text="Below the private folder.")
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="dossier_finished_whole",
                condition=Q(finished_at__isnull=True, sha256="")
                | (Q(finished_at__isnull=False) & ~Q(sha256="")),
            ),
            models.UniqueConstraint(
                fields=["posting"],
                condition=Q(finished_at__isnull=True, failed_at__isnull=True),
                name="dossier_once_at_a_time",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="finished_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__finished_at__isnull=False),
            ),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"Dossier {self.pk} of {self.posting_id}"

    @property
    def percent(self) -> int:
        return 100 if self.finished_at else 100 * self.done // max(self.total, 1)
