"""Accounts that may be one person: what is alike is found by keys, and a person says what it means."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from screening.enums_duplicate import DuplicateFinding, Likeness
from screening.models.append_only import AppendOnly


class DuplicateKey(models.Model):
    """The digest of something a person sent, normalised, so that the same thing of another person is met by an index."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=12, choices=Likeness.choices)
    digest = models.CharField(max_length=64, help_text="SHA-256 over the kind and the normalised value.")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="duplicate_key_once")]
        indexes = [models.Index(fields=["digest", "person"], name="duplicate_key_met")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of person {self.person_id}"


class DuplicateReading(models.Model):
    """Up to which submission a person's keys were read; whoever sent a later one is due."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    last_submission = models.BigIntegerField(help_text="The number of the newest submission that was read.")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Person {self.person_id} up to submission {self.last_submission}"


class DuplicatePair(models.Model):
    """Two accounts with something alike, the older account first. ``waits`` is whether somebody must look.

    ``kept_for`` is what was alike when somebody kept them apart: for the same it never waits again.
    """

    first = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.JSONField(help_text="What is alike, by kind, in the order of the kinds.")
    is_weak = models.BooleanField(help_text="Nothing but a phone is alike.")
    found_at = models.DateTimeField()
    waits = models.BooleanField(default=True)
    kept_for = models.JSONField(default=list, blank=True)
    later_until = models.DateField(null=True, blank=True, help_text="The day on which it waits again.")

    class Meta:
        ordering = ["is_weak", "found_at", "id"]
        constraints = [
            models.CheckConstraint(name="duplicate_pair_in_order", condition=Q(first__lt=F("second"))),
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(name="duplicate_pair_says_why", condition=~Q(why=[])),
            models.CheckConstraint(
                name="duplicate_pair_later_still_waits",
                condition=Q(later_until__isnull=True) | Q(waits=True),
            ),
            models.CheckConstraint(
                name="duplicate_pair_rests_for_a_reason", condition=Q(waits=True) | ~Q(kept_for=[])
            ),
        ]
        indexes = [
            models.Index(
                fields=["is_weak", "found_at", "id"], condition=Q(waits=True), name="duplicate_pair_waits"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="pair_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("first", "second", "found_at"),
            ),
        ]

    def __str__(self) -> str:
        return f"Accounts {self.first_id} and {self.second_id}"

    @property
    def reasons(self) -> list[str]:
        """What is alike, in words."""
        return [Likeness(kind).label for kind in self.why]


class DuplicateAnswer(AppendOnly):
    """What somebody found of a pair, and why; a later finding is another row."""

    pair = models.ForeignKey(DuplicatePair, on_delete=models.PROTECT, related_name="answers")
    finding = models.CharField(max_length=8, choices=DuplicateFinding.choices)
    reason = models.TextField(blank=True)
    until = models.DateField(null=True, blank=True)
    alike = models.JSONField(help_text="What was alike when this was found.")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="duplicate_answer_is_whole",
                condition=Q(finding=DuplicateFinding.APART, until__isnull=True, reason__regex=r"[^[:space:]]")
                | Q(finding=DuplicateFinding.LATER, until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_finding_display()}: {self.pair}"
