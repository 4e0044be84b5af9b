"""What the person does with an offer: sign it, or decline it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from screening.city_time import city_day, day_in_words
from screening.domain.offer import end, locked, record, tell, tell_managers
from screening.enums import NoticeKind
from screening.errors import Refused
from screening.models import Offer, User
from screening.offer_enums import OfferEvent
from screening.offer_moves import offer_target
from screening.permissions import authorise

MOST_NAME = 120


def accept(*, actor: User, offer_id: int, name: str, at: datetime) -> Offer:
    """Sign the offer with one's typed name; its checks begin. ``at``: the instant the answer arrived.

    Raises NotAllowed, MoveNotAllowed; Refused without a name, and after the last whole day to answer.
    """
    with transaction.atomic():
        offer = locked(offer_id)
        authorise(actor, "answer_offer", offer)
        state = offer_target(offer.state, OfferEvent.ACCEPT)
        _must_be_in_time(offer, at)
        signed = " ".join(name.split())
        if not signed or len(signed) > MOST_NAME:
            raise Refused(_("Type your full name to sign."))
        offer.state, offer.answered_name, offer.answered_at = state, signed, at
        offer.save(update_fields=["state", "answered_name", "answered_at"])
        record(offer, "accept_offer", actor=actor, at=at)
        tell(offer, NoticeKind.OFFER_ACCEPTED, f"offer_accepted:{offer.pk}", at=at)
        tell_managers(offer, NoticeKind.OFFER_ANSWERED, f"offer_accepted:{offer.pk}", at=at)
    return offer


def decline(*, actor: User, offer_id: int, at: datetime) -> Offer:
    """Decline the offer, also after it was accepted. Raises NotAllowed, MoveNotAllowed."""
    with transaction.atomic():
        offer = locked(offer_id)
        authorise(actor, "answer_offer", offer)
        offer.answered_at = at
        end(offer, OfferEvent.DECLINE, actor=actor, at=at)
        record(offer, "decline_offer", actor=actor, at=at)
        tell(offer, NoticeKind.OFFER_DECLINED, f"offer_declined:{offer.pk}", at=at)
        tell_managers(offer, NoticeKind.OFFER_ANSWERED, f"offer_declined:{offer.pk}", at=at)
    return offer


def _must_be_in_time(offer: Offer, at: datetime) -> None:
    if city_day(at) > offer.answer_by:
        raise Refused(
            _(
                "This offer could be answered until the end of %(day)s. If you still want the position, call the department."
            )
            % {"day": day_in_words(offer.answer_by)}
        )
