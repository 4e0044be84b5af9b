"""Tokens by which a department's own systems read: a hash, what it opens, until when."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.api_scopes import ApiScope


class ApiToken(models.Model):
    """The secret itself is nowhere. What a token opens never changes; it is used, and may be revoked once."""

    department = models.ForeignKey("postings.Department", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=120, help_text="Which system uses it, and what for.")
    scopes = ArrayField(models.CharField(max_length=20, choices=ApiScope.choices))
    sha256 = models.CharField(max_length=64, unique=True)
    last_day = models.DateField(help_text="Its last whole day.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True, help_text="To the minute.")
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "API token"
        constraints = [
            models.CheckConstraint(
                name="api_token_opens_known_scopes",
                condition=Q(scopes__len__gte=1, scopes__contained_by=list(ApiScope.values)),
            ),
            models.CheckConstraint(name="api_token_says_what_for", condition=~Q(purpose="")),
            models.CheckConstraint(
                name="api_token_revoked_by_a_person",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="made_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["last_used_at", "revoked_by", "revoked_at"]),
            ),
            pgtrigger.Protect(
                name="revoked_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__revoked_at__isnull=False),
            ),
            pgtrigger.Protect(name="made_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"API token {self.pk}: {self.purpose}"

    def is_open_on(self, day: date) -> bool:
        """Whether it may be used on this day of the city's calendar: its last day is still a whole day."""
        return self.revoked_at is None and day <= self.last_day

    @property
    def scopes_in_words(self) -> list[str]:
        return [ApiScope(scope).label for scope in self.scopes]
