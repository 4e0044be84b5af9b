"""Notices: rows first, then e-mail by the worker. The row is the record, the mail its echo."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from screening.enums import NoticeKind
from screening.models.application import Application


class Notice(models.Model):
    """One thing told to one person, once a ``cause`` (e.g. 'decision:17')."""

    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    cause = models.CharField(max_length=80)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    try_after = models.DateTimeField(help_text="Not before this instant.")
    last_error = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "cause"], name="notice_once_a_cause"),
            models.CheckConstraint(
                name="notice_sent_or_cancelled",
                condition=Q(sent_at__isnull=True) | Q(cancelled_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["try_after", "id"],
                condition=Q(sent_at__isnull=True, cancelled_at__isnull=True),
                name="notice_due",
            )
        ]

    def __str__(self) -> str:
        return self.subject
