"""The last day to answer an offer: somebody is reminded before it, and after it the offer is over."""

from datetime import datetime, timedelta

from django.db import transaction

from screening import civil_service_rules as rules
from screening.city_time import city_day
from screening.domain.offer import end, locked, record, tell, tell_managers
from screening.domain.offer_queries import WHOLE
from screening.enums import NoticeKind
from screening.models import Offer
from screening.offer_enums import OfferEvent, OfferState


def lapse_unanswered(*, at: datetime) -> int:
    """End each offer whose last day passed without an answer; how many ended. Without it nobody could accept either."""
    due = Offer.objects.filter(state=OfferState.MADE, answer_by__lt=city_day(at)).order_by("pk")
    ended = 0
    for offer_id in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            offer = locked(offer_id)
            if offer.state != OfferState.MADE:
                continue
            end(offer, OfferEvent.LAPSE, actor=None, at=at)
            record(offer, "lapse_offer", actor=None, at=at)
            tell(offer, NoticeKind.OFFER_LAPSED, f"offer_lapsed:{offer.pk}", at=at)
            tell_managers(offer, NoticeKind.OFFER_ANSWERED, f"offer_lapsed:{offer.pk}", at=at)
            ended += 1
    return ended


def remind_of_answers(*, at: datetime) -> int:
    """Remind whoever has not answered, once, from three days before the last day on; how many were told now."""
    day = city_day(at)
    soon = day + timedelta(days=max(rules.DAYS_BEFORE_A_LAST_DAY_TO_REMIND))
    waiting_for = Offer.objects.filter(state=OfferState.MADE, answer_by__range=(day, soon)).order_by("pk")
    told = 0
    for offer in waiting_for.select_related(*WHOLE):
        if city_day(offer.made_at) < day:
            told += tell(offer, NoticeKind.OFFER_REMINDER, f"offer_reminder:{offer.pk}", at=at) is not None
    return told
