"""The eligible list: the qualified of a posting, in force by date alone."""

from datetime import date, timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.enums import LastDayKind
from screening.models.append_only import AppendOnly
from screening.models.application import Application
from screening.models.evaluation import Decision

_OWN_DAYS_OR_APPROVED = """
    IF TG_OP = 'INSERT' THEN
        IF NEW.expires_on <> NEW.established_on + NEW.list_days THEN
            RAISE EXCEPTION 'an eligible list begins with its own days' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.by_name AND NEW.expires_on = (
        SELECT max(e.expires_on) FROM screening_eligiblelistentry e WHERE e.eligible_list_id = NEW.id
    ) THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (
        SELECT FROM screening_lastdaychange c WHERE c.eligible_list_id = NEW.id AND c.approved_by_id IS NOT NULL
          AND c.last_day = NEW.expires_on
          AND NOT EXISTS (SELECT FROM screening_lastdaychange later
                          WHERE later.eligible_list_id = NEW.id AND later.approved_by_id IS NOT NULL AND later.id > c.id)
    ) THEN
        RAISE EXCEPTION 'the last day of list % changes only as two people decided', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class EligibleList(models.Model):
    """Established once with its own days, in the city's zone; its last day moves only as a ``LastDayChange`` says.

    ``expires_on`` is the last day that holds now; the one it was established with is ``first_last_day``. Where the list
    stands ``by_name``, each name has its own last day, and the list lasts through the last of them.
    """

    posting = models.ForeignKey("postings.Posting", on_delete=models.PROTECT, related_name="eligible_lists")
    revision = models.ForeignKey("postings.PostingRevision", on_delete=models.PROTECT, related_name="+")
    established_on = models.DateField()
    list_days = models.PositiveSmallIntegerField(default=180)
    expires_on = models.DateField(help_text="Its last whole day.")
    by_name = models.BooleanField(
        default=False, help_text="Of a continuous posting: each name has its own last day."
    )
    established_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    established_at = models.DateTimeField()

    class Meta:
        ordering = ["-established_on", "-id"]
        triggers = [
            pgtrigger.Protect(
                name="append_only",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["expires_on"]),
            ),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="own_days_or_approved",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_OWN_DAYS_OR_APPROVED,
            ),
            NEVER_EMPTIED,
        ]
        constraints = [
            models.UniqueConstraint(fields=["posting", "established_on"], name="list_once_a_posting_and_day"),
        ]
        indexes = [models.Index(fields=["expires_on"], name="list_expires_on")]

    def __str__(self) -> str:
        return f"{self.posting}, established {self.established_on:%Y-%m-%d}"

    @property
    def first_last_day(self) -> date:
        """The last day that the list was established with. Source: the posting's days."""
        return self.established_on + timedelta(days=self.list_days)

    @property
    def term(self) -> str:
        """What tells this last day from another one of the same list: empty for the first."""
        return "" if self.expires_on == self.first_last_day else f":{self.expires_on.isoformat()}"

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

_NAMES_DAYS = """
    IF TG_OP = 'UPDATE' AND NEW.expires_on IS NOT DISTINCT FROM OLD.expires_on THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' AND EXISTS (
        SELECT FROM screening_eligiblelist l WHERE l.id = NEW.eligible_list_id AND (
            (NOT l.by_name AND NEW.expires_on IS NULL)
            -- its own days from the city's day, which is within a day of the UTC date in every zone
            OR (l.by_name AND abs(NEW.expires_on - l.list_days - (NEW.placed_at AT TIME ZONE 'UTC')::date) <= 1)
        )
    ) THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT FROM screening_lastdaychange c
        JOIN screening_eligiblelist l ON l.id = c.eligible_list_id AND l.by_name
        WHERE c.eligible_list_id = NEW.eligible_list_id AND c.approved_by_id IS NOT NULL
          AND c.last_day = NEW.expires_on AND (TG_OP = 'UPDATE' OR c.kind = 'cancellation')
          AND NOT EXISTS (SELECT FROM screening_lastdaychange later WHERE later.id > c.id
                          AND later.eligible_list_id = c.eligible_list_id AND later.approved_by_id IS NOT NULL)
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the last day of a name is its own days, or as two people decided' USING ERRCODE = 'check_violation';
"""


class EligibleListEntry(models.Model):
    """A name on a list, placed by the passing decision that stands; what it was placed for never changes.

    ``position`` is its present order by the revision's list policy, ties share one: a name added later may move those
    behind it.
    """

    eligible_list = models.ForeignKey(EligibleList, on_delete=models.PROTECT, related_name="entries")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="list_entries")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="list_entries"
    )
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    points = models.IntegerField(default=0)
    credit = models.DecimalField(
        max_digits=8, decimal_places=2, default=0, help_text="Veterans' credit, added after passing."
    )
    score = models.GeneratedField(
        expression=F("points") + F("credit"),
        output_field=models.DecimalField(max_digits=12, decimal_places=2),
        db_persist=True,
        help_text="What the order follows.",
    )
    order_reasons = models.JSONField(default=list)
    placed_at = models.DateTimeField()
    expires_on = models.DateField(
        null=True, blank=True, help_text="Its own last whole day, where the list stands by name."
    )

    class Meta:
        ordering = ["eligible_list_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["eligible_list", "application"], name="list_entry_once"),
            models.CheckConstraint(name="list_entry_has_a_position", condition=Q(position__gte=1)),
            models.CheckConstraint(name="list_entry_credit_adds", condition=Q(credit__gte=0)),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="only_position_moves", exclude=["position", "score", "expires_on"]),
            pgtrigger.Trigger(
                name="placed_by_a_passing_decision",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_PASSING,
            ),
            pgtrigger.Trigger(
                name="own_days_or_approved",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_NAMES_DAYS,
            ),
            NEVER_EMPTIED,
        ]
        indexes = [
            models.Index(fields=["eligible_list", "position", "id"], name="list_entry_order"),
            models.Index(
                fields=["expires_on"], name="list_entry_expires_on", condition=Q(expires_on__isnull=False)
            ),
        ]

    @property
    def last_day(self) -> date:
        """The last whole day on which the name may be sent: its own, or that of its list."""
        return self.expires_on or self.eligible_list.expires_on

    def stands_on(self, day: date) -> bool:
        """Whether the list may be used on a day of the city's calendar, and the name's own days are not over."""
        return self.eligible_list.is_in_force_on(day) and day <= self.last_day


class EligibleListExpiry(AppendOnly):
    """The record that a list's last day has passed; the list was out of force without it."""

    eligible_list = models.OneToOneField(EligibleList, on_delete=models.PROTECT, related_name="expiry")
    recorded_at = models.DateTimeField()


class LastDayChange(models.Model):
    """That a list is extended, or ends early: proposed by one person with its authority, decided by another."""

    eligible_list = models.ForeignKey(EligibleList, on_delete=models.PROTECT, related_name="last_day_changes")
    kind = models.CharField(max_length=12, choices=LastDayKind.choices)
    last_day = models.DateField(help_text="The last whole day that the list is to have.")
    authority = models.CharField(max_length=200, help_text="The rule or resolution that allows it.")
    reason = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["eligible_list"],
                condition=Q(approved_at__isnull=True, dropped_at__isnull=True),
                name="last_day_proposed_once",
            ),
            models.CheckConstraint(
                name="last_day_approved_by_a_second_person",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | (
                    Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("proposed_by"))
                ),
            ),
            models.CheckConstraint(
                name="last_day_decided_once",
                condition=Q(approved_at__isnull=True) | Q(dropped_at__isnull=True),
            ),
            models.CheckConstraint(
                name="last_day_change_says_why", condition=~Q(authority="") & ~Q(reason="")
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="proposed_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    exclude=["approved_by", "approved_at", "dropped_by", "dropped_at"]
                ),
            ),
            pgtrigger.Protect(
                name="decided_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__approved_at__isnull=False)
                | pgtrigger.Q(old__dropped_at__isnull=False),
            ),
            pgtrigger.Protect(name="proposed_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    @property
    def is_open(self) -> bool:
        return self.approved_at is None and self.dropped_at is None
