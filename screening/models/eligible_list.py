"""The eligible list: the qualified of a posting, in force by date alone."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from screening.models.append_only import AppendOnly
from screening.models.application import Application
from screening.models.evaluation import Decision


class EligibleList(AppendOnly):
    """Established once with its last day: ``expires_on = established_on + list_days``, both dates in the city's zone."""

    posting = models.ForeignKey("postings.Posting", on_delete=models.PROTECT, related_name="eligible_lists")
    revision = models.ForeignKey("postings.PostingRevision", on_delete=models.PROTECT, related_name="+")
    established_on = models.DateField()
    list_days = models.PositiveSmallIntegerField(default=180)
    expires_on = models.DateField(help_text="Its last whole day.")
    established_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    established_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["-established_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="list_expires_on_its_day", condition=Q(expires_on=F("established_on") + F("list_days"))
            ),
            models.UniqueConstraint(fields=["posting", "established_on"], name="list_once_a_posting_and_day"),
        ]
        indexes = [models.Index(fields=["expires_on"], name="list_expires_on")]

    def __str__(self) -> str:
        return f"{self.posting}, established {self.established_on:%Y-%m-%d}"

    def is_in_force_on(self, day: date) -> bool:
        """Whether the list may be used on this day of the city's calendar: its last day is still a whole day."""
        return self.established_on <= day <= self.expires_on


class EligibleListEntry(AppendOnly):
    """A name on a list, placed by a passing decision; ``position`` is its order, ties share one."""

    eligible_list = models.ForeignKey(EligibleList, on_delete=models.PROTECT, related_name="entries")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="list_entries")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="list_entries")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    points = models.IntegerField(default=0)
    order_reasons = models.JSONField(default=list)
    placed_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["eligible_list_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["eligible_list", "application"], name="list_entry_once"),
        ]
        indexes = [models.Index(fields=["eligible_list", "position", "id"], name="list_entry_order")]


class EligibleListExpiry(AppendOnly):
    """The record that a list's last day has passed; the list was out of force without it."""

    eligible_list = models.OneToOneField(EligibleList, on_delete=models.PROTECT, related_name="expiry")
    recorded_at = models.DateTimeField()
