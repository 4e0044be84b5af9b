"""Interview times that a department offers, and who sits on the panel. No room and no person is in two places at once."""

from zoneinfo import ZoneInfo

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower

from postings.models.never_emptied import NEVER_EMPTIED
from screening.models.interview_list import InterviewList


class During(Func):
    """From the start up to the end: two interviews may follow each other without a minute between."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


_SLOT_HOLDS = Q(called_off_at__isnull=True)

AS_THE_SLOT_SAYS = """
    SELECT s.starts_at, s.ends_at INTO STRICT NEW.starts_at, NEW.ends_at
    FROM screening_interviewslot s WHERE s.id = NEW.slot_id;
"""
"""Fills in the two instants of a row that holds somebody for a slot, so that they are never others than the slot's."""


class InterviewSlot(models.Model):
    """One time for one interview. As made it stays; it may be called off, once.

    ``zone`` is the IANA name under which its times are said; ``changes_until`` is the cut-off for the candidate.
    """

    interview_list = models.ForeignKey(
        InterviewList, on_delete=models.PROTECT, related_name="interview_slots"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=40)
    place = models.CharField(max_length=200, blank=True, help_text="Room and address.")
    link = models.URLField(max_length=500, blank=True, help_text="Where a video interview opens.")
    changes_until = models.DateTimeField(help_text="Until then the candidate may choose, change and cancel.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    called_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(name="slot_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="slot_changes_end_before_it_starts", condition=Q(changes_until__lte=F("starts_at"))
            ),
            models.CheckConstraint(name="slot_says_where", condition=~Q(place="") | ~Q(link="")),
            models.CheckConstraint(
                name="slot_is_called_off_whole",
                condition=Q(called_off_at__isnull=True, called_off_by__isnull=True)
                | Q(called_off_at__isnull=False, called_off_by__isnull=False),
            ),
            ExclusionConstraint(
                name="slot_room_once_at_a_time",
                expressions=[
                    (Lower("place"), RangeOperators.EQUAL),
                    (During("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=_SLOT_HOLDS & ~Q(place=""),
            ),
            ExclusionConstraint(
                name="slot_link_once_at_a_time",
                expressions=[
                    ("link", RangeOperators.EQUAL),
                    (During("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=_SLOT_HOLDS & ~Q(link=""),
            ),
        ]
        indexes = [models.Index(fields=["interview_list", "starts_at", "id"], name="slot_in_order")]
        triggers = [
            pgtrigger.Protect(
                name="made_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["called_off_by", "called_off_at"]),
            ),
            pgtrigger.Protect(
                name="called_off_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__called_off_at__isnull=False),
            ),
            pgtrigger.Protect(name="made_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.starts_at.astimezone(ZoneInfo(self.zone)):%Y-%m-%d %H:%M} {self.zone}"

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


class SlotPanelist(models.Model):
    """Somebody who sits on the panel of a slot, and is held for its time until released."""

    slot = models.ForeignKey(InterviewSlot, on_delete=models.PROTECT, related_name="panel")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panel_seats")
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    released_at = models.DateTimeField(null=True, blank=True)
    released_why = models.CharField(
        max_length=500,
        blank=True,
        help_text="Why this person alone left; empty where the time was called off.",
    )

    class Meta:
        ordering = ["slot_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "member"], name="panel_seat_once", condition=Q(released_at__isnull=True)
            ),
            models.CheckConstraint(
                name="panel_seat_says_why_when_left",
                condition=Q(released_why="") | Q(released_at__isnull=False),
            ),
            ExclusionConstraint(
                name="panel_member_once_at_a_time",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    (During("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(released_at__isnull=True),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="as_the_slot_says",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=AS_THE_SLOT_SAYS + "RETURN NEW;",
            ),
            pgtrigger.ReadOnly(name="made_is_frozen", exclude=["released_at", "released_why"]),
            pgtrigger.Protect(
                name="released_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__released_at__isnull=False),
            ),
            pgtrigger.Protect(name="made_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]
