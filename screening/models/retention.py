"""What keeps records, and how they end: legal holds, and deletions that two people agreed on."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from postings.models.never_emptied import NEVER_EMPTIED


class LegalHold(models.Model):
    """Nothing of a posting is deleted while a hold on it stands, whoever agreed. What was placed stays; its end is added."""

    posting = models.ForeignKey("postings.Posting", on_delete=models.PROTECT, related_name="legal_holds")
    reason = models.TextField()
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    released_why = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="legal_hold_says_why",
                condition=~Q(reason="")
                & (
                    Q(released_at__isnull=True, released_by__isnull=True)
                    | (Q(released_at__isnull=False, released_by__isnull=False) & ~Q(released_why=""))
                ),
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="placed_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["released_by", "released_at", "released_why"]),
            ),
            pgtrigger.Protect(
                name="released_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__released_at__isnull=False),
            ),
            pgtrigger.Protect(name="placed_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"Legal hold {self.pk}"


class RecordsDeletion(models.Model):
    """A deletion of everything of a posting: proposed by one person, agreed to by another, done by the worker, certified.

    ``certificate`` is canonical JSON text; ``ended_at`` without a certificate: it was taken back or stopped.
    """

    posting = models.ForeignKey(
        "postings.Posting", on_delete=models.PROTECT, related_name="records_deletions"
    )
    reason = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(blank=True)
    certificate = models.TextField(blank=True)
    certificate_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="records_deletion_by_two_people",
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | (Q(agreed_at__isnull=False) & ~Q(agreed_by=F("proposed_by"))),
            ),
            models.CheckConstraint(
                name="records_deletion_certified_after_agreement",
                condition=Q(certificate="", certificate_sha256="")
                | Q(agreed_by__isnull=False, ended_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["posting"],
                condition=Q(ended_at__isnull=True),
                name="records_deletion_once_at_a_time",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="proposed_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("posting", "reason", "proposed_by", "proposed_at"),
            ),
            pgtrigger.Protect(
                name="ended_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
            pgtrigger.Protect(name="proposed_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"Deletion {self.pk} of the records of {self.posting_id}"
