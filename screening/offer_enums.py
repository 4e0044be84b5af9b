"""Kinds and states of what comes after a selection: an offer, its checks, and the Fair Chance steps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OfferState(TextChoices):
    MADE = "made", _("Waiting for the answer")
    ACCEPTED = "accepted", _("Accepted, being checked")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Not answered in time")
    WITHDRAWN = "withdrawn", _("Taken back")
    APPOINTED = "appointed", _("Appointed")


LIVE_OFFERS = (OfferState.MADE, OfferState.ACCEPTED)
TAKES_A_PLACE = (*LIVE_OFFERS, OfferState.APPOINTED)


class OfferEvent(TextChoices):
    ACCEPT = "accept", _("Accepted by the person")
    DECLINE = "decline", _("Declined by the person")
    LAPSE = "lapse", _("Not answered by its last day")
    WITHDRAW = "withdraw", _("Taken back")
    APPOINT = "appoint", _("Appointed")


class OfferWithdrawal(TextChoices):
    """Why an offer is taken back; never more than the code, so that no medical or criminal detail is kept."""

    UNFILLED = "unfilled", _("The position will not be filled")
    MISTAKE = "mistake", _("The offer was made by mistake")
    CHECK = "check", _("A pre-employment check was not completed successfully")
    FALSIFIED = "falsified", _("Facts were misrepresented, falsified or left out")
    FAIR_CHANCE = "fair_chance", _("A final decision after the Fair Chance steps")


class CheckResult(TextChoices):
    """The class of a result; the paper behind it stays with whoever made the check."""

    COMPLETE = "complete", _("Complete: nothing stands in the way")
    NOT_COMPLETE = "not_complete", _("Not completed successfully")
    NOT_NEEDED = "not_needed", _("Not needed for this position")


DONE_RESULTS = (CheckResult.COMPLETE, CheckResult.NOT_NEEDED)


class FairChance(TextChoices):
    """The steps before anybody is turned away for a conviction. Source: Cal. Gov. Code 12952(c)."""

    NO_BEARING = "no_bearing", _("Assessed: nothing bears on this job")
    BEARING = "bearing", _("Assessed: the record bears on this job")
    PRELIMINARY = "preliminary", _("Preliminary notice given")
    DISPUTED = "disputed", _("The person disputes the record and is getting evidence")
    ANSWERED = "answered", _("An answer of the person arrived")
    CLEARED = "cleared", _("Weighed again: the offer stands")
    FINAL = "final", _("Final notice given: the offer is taken back")


class Delivery(TextChoices):
    """How the person got the copy of the report; each has its own day of receipt. Source: 2 CCR 11017.1."""

    BY_HAND = "by_hand", _("By hand")
    EMAIL = "email", _("By e-mail")
    MAIL_CALIFORNIA = "mail_ca", _("By mail within California")
    MAIL_ELSEWHERE = "mail_us", _("By mail to another state")
    MAIL_ABROAD = "mail_abroad", _("By mail to another country")
