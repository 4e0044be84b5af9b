"""Who did what to which row, when: appended by every verb, sealed in a hash chain after the fact."""

from django.conf import settings
from django.db import models

from screening.models.append_only import AppendOnly


class History(AppendOnly):
    """One line of what happened. ``actor`` is empty where the machine acted; ``facts`` holds no free text of applicants."""

    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verb = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    application_id = models.BigIntegerField(
        null=True, blank=True, help_text="Named by number: history outlives what it tells of."
    )
    posting_id = models.BigIntegerField(null=True, blank=True)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    facts = models.JSONField(default=dict)

    class Meta(AppendOnly.Meta):
        ordering = ["id"]
        verbose_name_plural = "history"
        indexes = [
            models.Index(fields=["application_id", "id"], name="history_application"),
            models.Index(fields=["posting_id", "id"], name="history_posting"),
            models.Index(fields=["subject_kind", "subject_id", "id"], name="history_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"


class HistorySeal(AppendOnly):
    """SHA-256 over the rows ``first_id``..``last_id`` and over the seal before it."""

    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField(unique=True)
    rows = models.PositiveIntegerField()
    previous_sha256 = models.CharField(max_length=64, unique=True)
    sha256 = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["last_id"]
