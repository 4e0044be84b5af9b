"""A conditional offer to a selected person, the checks it waits for, and the Fair Chance steps. No detail of any check."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from postings.enums import PreEmployment
from postings.models.never_emptied import NEVER_EMPTIED
from screening.models.append_only import AppendOnly
from screening.models.interview_list import Selection, Vacancy
from screening.offer_enums import (
    LIVE_OFFERS,
    TAKES_A_PLACE,
    CheckResult,
    Delivery,
    FairChance,
    OfferState,
    OfferWithdrawal,
)

_MOVES = ("state", "answered_name", "answered_at", "ended_at", "withdrawal")


class Offer(models.Model):
    """One letter to one selected person for one place of a vacancy. As signed it stays; only where it stands moves."""

    selection = models.ForeignKey(Selection, on_delete=models.PROTECT, related_name="offers")
    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="offers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offers")
    place = models.PositiveSmallIntegerField(help_text="Which of the vacancy's positions, from 1.")
    pay = models.CharField(max_length=120)
    starts_on = models.DateField(help_text="The first day of work that is proposed.")
    answer_by = models.DateField(help_text="The last whole day to answer.")
    signed_name = models.CharField(max_length=120, help_text="The name that was typed to sign for the City.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.MADE)
    answered_name = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, help_text="The instant the answer arrived.")
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawal = models.CharField(max_length=12, choices=OfferWithdrawal.choices, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "place"], condition=Q(state__in=TAKES_A_PLACE), name="offer_one_a_place"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=LIVE_OFFERS), name="offer_one_live_a_person"
            ),
            models.CheckConstraint(name="offer_has_a_place", condition=Q(place__gte=1)),
            models.CheckConstraint(name="offer_is_signed", condition=~Q(signed_name="") & ~Q(pay="")),
            models.CheckConstraint(
                name="offer_accepted_by_name_and_day",
                condition=~Q(state__in=[OfferState.ACCEPTED, OfferState.APPOINTED])
                | (~Q(answered_name="") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="offer_taken_back_for_a_reason",
                condition=Q(state=OfferState.WITHDRAWN) & ~Q(withdrawal="")
                | ~Q(state=OfferState.WITHDRAWN) & Q(withdrawal=""),
            ),
            models.CheckConstraint(
                name="offer_that_ended_says_when",
                condition=Q(state__in=LIVE_OFFERS, ended_at__isnull=True)
                | ~Q(state__in=LIVE_OFFERS) & Q(ended_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="signed_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=list(_MOVES)),
            ),
            pgtrigger.Protect(
                name="ended_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
            pgtrigger.Protect(name="signed_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"Offer for {self.vacancy}"


class OfferCheck(AppendOnly):
    """One line of an offer's checklist, in the posting's words as they stood when the offer was made."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="checks")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=PreEmployment.choices)
    label = models.CharField(max_length=400)
    about_convictions = models.BooleanField(
        help_text="Nobody is turned away by it without the Fair Chance steps."
    )

    class Meta(AppendOnly.Meta):
        ordering = ["offer_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "position"], name="offer_check_position_once")
        ]

    def __str__(self) -> str:
        return self.label


class OfferCheckResult(AppendOnly):
    """What a check came to: a class, a day and who. The latest holds. There is no place for a word more, on purpose."""

    check_of = models.ForeignKey(OfferCheck, on_delete=models.PROTECT, related_name="results")
    result = models.CharField(max_length=12, choices=CheckResult.choices)
    happened_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["id"]


class FairChanceStep(AppendOnly):
    """A step towards or away from turning somebody down for a conviction; what the record says is not kept here.

    ``last_day``: the last whole day to answer that a step gives. ``clock``: of a final notice, the last day that had to
    pass before it.
    """

    check_of = models.ForeignKey(OfferCheck, on_delete=models.PROTECT, related_name="fair_chance")
    kind = models.CharField(max_length=12, choices=FairChance.choices)
    happened_on = models.DateField()
    delivery = models.CharField(max_length=12, choices=Delivery.choices, blank=True)
    last_day = models.DateField(null=True, blank=True)
    clock = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "kind"], name="fair_chance_step_once"),
            models.CheckConstraint(
                name="fair_chance_notice_gives_days",
                condition=Q(
                    kind=FairChance.PRELIMINARY, last_day__isnull=False, last_day__gt=F("happened_on")
                )
                & ~Q(delivery="")
                | Q(kind=FairChance.DISPUTED, last_day__isnull=False, delivery="")
                | ~Q(kind__in=[FairChance.PRELIMINARY, FairChance.DISPUTED])
                & Q(last_day__isnull=True, delivery=""),
            ),
            models.CheckConstraint(
                name="fair_chance_final_after_its_clock",
                condition=Q(kind=FairChance.FINAL, clock__isnull=False, happened_on__gt=F("clock"))
                | ~Q(kind=FairChance.FINAL) & Q(clock__isnull=True),
            ),
        ]


class Appointment(AppendOnly):
    """An accepted offer whose checks are complete: who begins, where, on which day, and whether other lists keep them."""

    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="appointment")
    starts_on = models.DateField()
    stays_on_other_lists = models.BooleanField()
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField()


class AppointmentDelivery(models.Model):
    """That an appointment is to be sent to payroll, how often it was tried, and when payroll took it."""

    appointment = models.OneToOneField(Appointment, on_delete=models.PROTECT, related_name="delivery")
    try_after = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "appointment deliveries"
        constraints = [
            models.CheckConstraint(
                name="appointment_delivered_by_a_try",
                condition=Q(delivered_at__isnull=True) | Q(tries__gte=1),
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="delivered_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__delivered_at__isnull=False),
            ),
            pgtrigger.Protect(name="delivery_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]
