"""The eligible list: the qualified of a posting, in force by date alone."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from postings.models.never_emptied import NEVER_EMPTIED
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


_PASSING = """
    IF NOT EXISTS (
        SELECT 1 FROM screening_decision d
        JOIN screening_application a ON a.id = d.application_id
        JOIN screening_eligiblelist l ON l.id = NEW.eligible_list_id
        WHERE d.id = NEW.decision_id AND d.finding = 'qualified'
          AND a.id = NEW.application_id AND a.applicant_id = NEW.person_id AND a.posting_id = l.posting_id
          AND NOT EXISTS (SELECT 1 FROM screening_decision later WHERE later.replaces_id = d.id)
    ) THEN
        RAISE EXCEPTION 'application % has no passing decision that stands: it cannot be placed', NEW.application_id;
    END IF;
    RETURN NEW;
"""


class EligibleListEntry(models.Model):
    """A name on a list, placed by the passing decision that stands; what it was placed for never changes.

    ``position`` is its present order, ties share one: a name added later may move those behind it.
    """

    eligible_list = models.ForeignKey(EligibleList, on_delete=models.PROTECT, related_name="entries")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="list_entries")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="list_entries"
    )
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    points = models.IntegerField(default=0)
    order_reasons = models.JSONField(default=list)
    placed_at = models.DateTimeField()

    class Meta:
        ordering = ["eligible_list_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["eligible_list", "application"], name="list_entry_once"),
            models.CheckConstraint(name="list_entry_has_a_position", condition=Q(position__gte=1)),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="only_position_moves", exclude=["position"]),
            pgtrigger.Trigger(
                name="placed_by_a_passing_decision",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_PASSING,
            ),
            NEVER_EMPTIED,
        ]
        indexes = [models.Index(fields=["eligible_list", "position", "id"], name="list_entry_order")]


class EligibleListExpiry(AppendOnly):
    """The record that a list's last day has passed; the list was out of force without it."""

    eligible_list = models.OneToOneField(EligibleList, on_delete=models.PROTECT, related_name="expiry")
    recorded_at = models.DateTimeField()
