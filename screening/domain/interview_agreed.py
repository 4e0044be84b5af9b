"""That a day was agreed on, or must be agreed on again, is a disposition of the name; nobody has to write it twice."""

from datetime import datetime

from django.utils.translation import override

from screening.city_time import city_day, instant_in_words
from screening.disposition_moves import dispositions_after
from screening.domain.disposition import NewDisposition, last_kind, write
from screening.enums import DispositionKind
from screening.models import InterviewOffer, InterviewSlot, User


def agreed(offer: InterviewOffer, *, actor: User, at: datetime, note: str) -> None:
    """Record 'interview set' of a name under its list's lock, where the table has it; once."""
    _write(offer, DispositionKind.INTERVIEW_SET, actor=actor, at=at, note=note)


def to_be_agreed_again(offer: InterviewOffer, *, actor: User, at: datetime, note: str) -> None:
    """Record 'contacted' of a name whose interview was set and is not any more."""
    if last_kind(offer.referral) == DispositionKind.INTERVIEW_SET:
        _write(offer, DispositionKind.CONTACTED, actor=actor, at=at, note=note)


def on_record(slot: InterviewSlot) -> str:
    """When it is, in the language of the record."""
    with override("en"):
        return instant_in_words(slot.starts_at, zone_name=slot.zone)


def _write(offer: InterviewOffer, kind: DispositionKind, *, actor: User, at: datetime, note: str) -> None:
    referral = offer.referral
    if kind in dispositions_after(last_kind(referral)):
        new = NewDisposition(referral.pk, kind, city_day(at), note)
        write(actor, referral.interview_list, referral, new, at)
