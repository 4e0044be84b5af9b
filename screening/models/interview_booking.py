"""Names that are offered an interview, and the times they chose. Nobody is in two interviews at once."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.enums import InterviewOfferState
from screening.models.interview_list import Referral
from screening.models.interview_slot import AS_THE_SLOT_SAYS, During, InterviewSlot

_HOLDS = Q(ended_at__isnull=True)
_SAME_LIST = """
    IF NOT EXISTS (
        SELECT FROM screening_interviewoffer o
        JOIN screening_referral r ON r.id = o.referral_id
        JOIN screening_eligiblelistentry e ON e.id = r.entry_id
        JOIN screening_interviewslot s ON s.interview_list_id = r.interview_list_id
        WHERE o.id = NEW.offer_id AND s.id = NEW.slot_id AND s.called_off_at IS NULL AND e.person_id = NEW.person_id
    ) THEN
        RAISE EXCEPTION 'slot % is not offered to this person', NEW.slot_id USING ERRCODE = 'restrict_violation';
    END IF;
"""


class InterviewOffer(models.Model):
    """A name that may choose one of the times of its list. By the table of moves in screening/transitions.py."""

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="interview_offer")
    state = models.CharField(
        max_length=8, choices=InterviewOfferState.choices, default=InterviewOfferState.OFFERED
    )
    waiting_since = models.DateTimeField(help_text="Since when it stands in its present state.")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        triggers = [
            pgtrigger.ReadOnly(name="offered_is_frozen", exclude=["state", "waiting_since"]),
            pgtrigger.Protect(name="offered_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"Interview offer {self.pk}"


class InterviewBooking(models.Model):
    """A time that somebody chose. It holds until it is ended; another choice is another row."""

    offer = models.ForeignKey(InterviewOffer, on_delete=models.PROTECT, related_name="bookings")
    slot = models.ForeignKey(InterviewSlot, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    booked_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["slot"], condition=_HOLDS, name="slot_taken_once"),
            models.UniqueConstraint(fields=["offer"], condition=_HOLDS, name="one_time_an_offer"),
            ExclusionConstraint(
                name="candidate_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (During("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=_HOLDS,
            ),
            models.CheckConstraint(
                name="booking_ends_whole",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], condition=_HOLDS, name="booking_coming_up")]
        triggers = [
            pgtrigger.Trigger(
                name="as_the_slot_says",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=AS_THE_SLOT_SAYS + _SAME_LIST + "RETURN NEW;",
            ),
            pgtrigger.ReadOnly(name="booked_is_frozen", exclude=["ended_by", "ended_at"]),
            pgtrigger.Protect(
                name="ended_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
            pgtrigger.Protect(name="booked_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"Interview {self.pk}"
