"""The appointment: the last word of a recruitment for one place, and for one name of its list."""

from datetime import date, datetime

from django.db import transaction

from screening.city_time import city_day
from screening.domain import appointment_delivery, selection, vacancy
from screening.domain.offer import end, locked, record, tell
from screening.domain.offer_queries import checks_of, waiting
from screening.enums import NoticeKind
from screening.errors import Refused
from screening.models import Appointment, User
from screening.offer_enums import OfferEvent, OfferState
from screening.permissions import authorise


def appoint(
    *, actor: User, offer_id: int, starts_on: date, stays_on_other_lists: bool, at: datetime
) -> Appointment:
    """Appoint whoever accepted and whose checks are complete: the place is filled, the name leaves this list.

    Where the person stays on other lists the claim on them ends, and another department may select them. Raises
    NotAllowed, MoveNotAllowed; Refused, naming them, while checks are open, and for a first day that has passed.
    """
    with transaction.atomic():
        offer = locked(offer_id)
        authorise(actor, "appoint", offer.vacancy)
        if offer.state == OfferState.ACCEPTED:
            open_checks = waiting(checks_of(offer))
            if open_checks:
                raise Refused(
                    f"{len(open_checks)} {'check is' if len(open_checks) == 1 else 'checks are'} not complete: "
                    f"{'; '.join(check.label for check in open_checks)}. The Personnel Department records them."
                )
        if starts_on < city_day(at):
            raise Refused("The first day of work has passed. Enter today or a later day.")
        end(offer, OfferEvent.APPOINT, actor=actor, at=at)
        made = Appointment.objects.create(
            offer=offer,
            starts_on=starts_on,
            stays_on_other_lists=stays_on_other_lists,
            appointed_by=actor,
            appointed_at=at,
        )
        appointment_delivery.queue(made, at=at)
        record(
            offer,
            "appoint",
            actor=actor,
            at=at,
            facts={"starts_on": starts_on.isoformat(), "stays_on_other_lists": stays_on_other_lists},
        )
        if stays_on_other_lists:
            selection.end(actor=actor, referral=offer.selection.referral, at=at)
        vacancy.settle(offer.vacancy, actor=actor, at=at)
        tell(offer, NoticeKind.APPOINTED, f"appointed:{offer.pk}", at=at, appointment=made)
    return made
