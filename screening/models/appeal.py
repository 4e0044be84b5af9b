"""An appeal of one requirement: what the applicant says against a decision, and what another person found."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.enums import AppealState
from screening.models.append_only import AppendOnly
from screening.models.application import Application
from screening.models.document import Document
from screening.models.evaluation import Decision

_ENDED = ("state", "ended_by", "ended_at", "reasons", "new_decision")


class Appeal(models.Model):
    """What was written stays as it was sent; only its end is added, once.

    ``last_day`` is the window's as it was told; one that came after it is late, and is decided all the same.
    ``appeals_from`` repeats who made the decision, so that the database itself keeps another person deciding.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="appeals")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    appeals_from = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requirement = models.CharField(max_length=80, help_text="The node that is appealed.")
    why = models.TextField()
    last_day = models.DateField()
    is_late = models.BooleanField()
    filed_at = models.DateTimeField(help_text="The instant the request arrived.")
    state = models.CharField(max_length=10, choices=AppealState.choices, default=AppealState.OPEN)
    reasons = models.TextField(blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    new_decision = models.OneToOneField(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="granted_appeal"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "requirement"],
                condition=Q(state=AppealState.OPEN),
                name="appeal_once_a_requirement",
            ),
            models.CheckConstraint(
                name="appeal_ends_whole",
                condition=Q(state=AppealState.OPEN, ended_at__isnull=True, ended_by__isnull=True)
                | (~Q(state=AppealState.OPEN) & Q(ended_at__isnull=False, ended_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="appeal_decided_says_why",
                condition=~Q(state__in=[AppealState.GRANTED, AppealState.UPHELD]) | ~Q(reasons=""),
            ),
            models.CheckConstraint(
                name="appeal_decided_by_another_person",
                condition=~Q(state__in=[AppealState.GRANTED, AppealState.UPHELD])
                | ~Q(ended_by=F("appeals_from")),
            ),
        ]
        indexes = [
            models.Index(fields=["filed_at", "id"], condition=Q(state=AppealState.OPEN), name="appeal_open")
        ]
        triggers = [
            pgtrigger.Protect(
                name="filed_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=list(_ENDED)),
            ),
            pgtrigger.Protect(
                name="ended_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
            pgtrigger.Protect(name="filed_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"Appeal {self.pk} of {self.application_id}"

    @property
    def is_open(self) -> bool:
        return self.state == AppealState.OPEN


class AppealAttachment(AppendOnly):
    """A paper sent with an appeal. It is no part of the facts: a person reads it."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="attachments")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["appeal", "document"], name="appeal_attachment_once")]
