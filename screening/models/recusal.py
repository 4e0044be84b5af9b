"""A conflict of interest that somebody declared, and who took the application over."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.enums_conflict import ConflictKind
from screening.models.application import Application

_GIVEN = ("given_to", "given_by", "given_at")


class Recusal(models.Model):
    """One person keeps out of one application for good. What was declared stays; only who took it over is added."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="recusals", db_index=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="recusals",
        help_text="Who keeps out.",
    )
    kind = models.CharField(max_length=10, choices=ConflictKind.choices)
    note = models.TextField(blank=True)
    recused_at = models.DateTimeField()
    given_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "person"], name="recused_once"),
            models.CheckConstraint(
                name="recused_otherwise_says_why",
                condition=~Q(kind=ConflictKind.OTHER) | Q(note__regex=r"[^[:space:]]"),
            ),
            models.CheckConstraint(
                name="recused_given_whole",
                condition=Q(given_to__isnull=True, given_by__isnull=True, given_at__isnull=True)
                | Q(given_to__isnull=False, given_by__isnull=False, given_at__isnull=False),
            ),
            models.CheckConstraint(
                name="recused_given_to_another",
                condition=Q(given_to__isnull=True) | (~Q(given_to=F("person")) & ~Q(given_by=F("person"))),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="declared_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=list(_GIVEN)),
            ),
            pgtrigger.Protect(name="declared_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"
