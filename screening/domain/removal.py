"""A name taken off an eligible list: with a reason, a notice, days to reply, a hearing if asked for, and a second person.

Whoever is proposed for removal stays on the list, and is sent from it, until it is decided.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from screening import civil_service_rules as rules
from screening.city import city
from screening.city_holidays import last_day
from screening.city_time import city_day, day_in_words
from screening.domain import history, notice
from screening.domain import offer as offers
from screening.domain.holders import tell_holders
from screening.enums import ApplicationState, NoticeKind, RemovalReason
from screening.errors import NotAllowed, Refused
from screening.models import Application, EligibleList, EligibleListEntry, NameRemoval, Offer, Referral, User
from screening.offer_enums import LIVE_OFFERS, OfferEvent, OfferWithdrawal
from screening.permissions import authorise

MOST_WORDS = 4000


def propose(*, actor: User, entry_id: int, reason: RemovalReason, note: str, at: datetime) -> NameRemoval:
    """Propose to take a name off its list; the person is told why, and until when to reply.

    Raises NotAllowed; Refused for a list that is over, a name that is off it or proposed already, or without the words.
    """
    with transaction.atomic():
        entry = _locked_entry(entry_id)
        authorise(actor, "propose_removal", entry.application)
        if not entry.stands_on(city_day(at)):
            raise Refused("This list is over for this name. It is not sent any more.")
        if entry.application.state != ApplicationState.LISTED:
            raise Refused("This name is not on the list any more.")
        if not note.strip() or len(note) > MOST_WORDS:
            raise Refused(f"Say in at most {MOST_WORDS} characters what was found. The person reads it.")
        until = last_day(city_day(at), days=rules.DAYS_TO_REPLY_TO_A_REMOVAL.value, counted="calendar")
        try:
            with transaction.atomic():
                made = NameRemoval.objects.create(
                    entry=entry,
                    reason=reason,
                    note=note.strip(),
                    reply_by=until,
                    proposed_by=actor,
                    proposed_at=at,
                )
        except IntegrityError as error:
            raise Refused("A removal of this name is open, or the name is off the list already.") from error
        _record("propose_removal", made, actor, at, reason=reason.value)
        _tell(made, NoticeKind.REMOVAL_PROPOSED, at)
    return made


def reply(*, actor: User, removal_id: int, words: str, hearing: bool, at: datetime) -> NameRemoval:
    """Say, as the person, why the name should stay, and ask for a hearing if one wants it. Once, until it is decided.

    What comes after the last day is read too, as long as nothing is decided. Raises NotAllowed; Refused.
    """
    with transaction.atomic():
        removal = _locked(removal_id)
        authorise(actor, "reply_to_removal", removal.entry.application)
        if not removal.is_open:
            raise Refused(_("This was decided already. The message that we sent you says how."))
        if removal.replied_at is not None:
            raise Refused(
                _("We have your reply. If you want to add something, call the Personnel Department.")
            )
        if not words.strip() or len(words) > MOST_WORDS:
            raise Refused(
                _("Write why your name should stay, in at most %(most)d characters.") % {"most": MOST_WORDS}
            )
        removal.reply, removal.hearing_asked, removal.replied_at = words.strip(), hearing, at
        removal.save(update_fields=["reply", "hearing_asked", "replied_at"])
        _record("reply_to_removal", removal, actor, at, hearing=hearing)
        _tell(removal, NoticeKind.REMOVAL_REPLIED, at)
    return removal


def decide(
    *, actor: User, removal_id: int, remove: bool, why: str, hearing_on: date | None = None, at: datetime
) -> NameRemoval:
    """Take the name off, or let it stay; the person is told why, and managers who hold the name where it goes off.

    A removal for falsification takes a live offer back too. Raises NotAllowed; Refused for the proposer, before the person
    replied or the days passed, without the hearing that was asked for, or while an offer stands for another reason.
    """
    with transaction.atomic():
        live = _lock_offers(removal_id)
        removal = _locked(removal_id)
        authorise(actor, "decide_removal", removal.entry.application)
        if not removal.is_open:
            raise Refused("This was decided already. Open the name again to see how it stands.")
        if removal.proposed_by_id == actor.pk:
            raise Refused("You proposed this removal. Another supervising analyst decides it.")
        if not why.strip() or len(why) > MOST_WORDS:
            raise Refused(f"Say why, in at most {MOST_WORDS} characters. The person reads it.")
        if remove:
            _must_be_heard(removal, hearing_on, city_day(at))
            _no_other_offer(removal, live)
            _end_offers(live, removal, actor, at)
        removal.removed, removal.decided_by, removal.decided_at = remove, actor, at
        removal.decided_why, removal.hearing_on = why.strip(), hearing_on
        removal.save(update_fields=["removed", "decided_by", "decided_at", "decided_why", "hearing_on"])
        _record("decide_removal", removal, actor, at, removed=remove)
        _tell(removal, NoticeKind.NAME_REMOVED if remove else NoticeKind.REMOVAL_DROPPED, at)
        if remove:
            # why it went off is not said
            tell_holders(
                Referral.objects.filter(entry=removal.entry_id),
                NoticeKind.CANDIDATE_REMOVED,
                f"removed:{removal.pk}",
                at=at,
            )
    return removal


def restore(*, actor: User, removal_id: int, why: str, at: datetime) -> NameRemoval:
    """Put a removed name back where it stood; the list's last day does not move. Raises NotAllowed, Refused."""
    with transaction.atomic():
        removal = _locked(removal_id)
        authorise(actor, "decide_removal", removal.entry.application)
        if not removal.holds:
            raise Refused("This name is not off the list. Nothing is to be restored.")
        if not why.strip():
            raise Refused("Say why the name is restored. The person reads it.")
        removal.restored_by, removal.restored_at, removal.restored_why = actor, at, why.strip()
        removal.save(update_fields=["restored_by", "restored_at", "restored_why"])
        _record("restore_name", removal, actor, at)
        _tell(removal, NoticeKind.NAME_RESTORED, at)
    return removal


def _locked_entry(entry_id: int) -> EligibleListEntry:
    """The entry, under the lock of its list: an interview list waits here. Raises NotAllowed."""
    list_id = EligibleListEntry.objects.filter(pk=entry_id).values_list("eligible_list", flat=True).first()
    if list_id is None:
        raise NotAllowed("no such name")
    locked = EligibleList.objects.select_for_update(of=("self",)).get(pk=list_id)
    entry = EligibleListEntry.objects.select_related("application__posting", "person").get(pk=entry_id)
    entry.eligible_list = locked
    return entry


def _locked(removal_id: int) -> NameRemoval:
    entry_id = NameRemoval.objects.filter(pk=removal_id).values_list("entry", flat=True).first()
    if entry_id is None:
        raise NotAllowed("no such removal")
    entry = _locked_entry(entry_id)
    removal = NameRemoval.objects.select_for_update(of=("self",)).get(pk=removal_id)
    removal.entry = entry
    return removal


def _lock_offers(removal_id: int) -> list[Offer]:
    """The live offers to the name, each under its lock, before the lock of the list."""
    entry = NameRemoval.objects.filter(pk=removal_id).values("entry")
    rows = Offer.objects.filter(selection__referral__entry__in=entry, state__in=LIVE_OFFERS).order_by("pk")
    locked = [offers.locked(pk) for pk in list(rows.values_list("pk", flat=True))]
    return [offer for offer in locked if offer.state in LIVE_OFFERS]


def _must_be_heard(removal: NameRemoval, hearing_on: date | None, today: date) -> None:
    if removal.replied_at is None and today <= removal.reply_by:
        raise Refused(
            f"The person may reply until the end of {day_in_words(removal.reply_by)}, and has not replied yet. Decide after "
            "that day, or let the name stay."
        )
    if removal.hearing_asked and (hearing_on is None or hearing_on > today):
        raise Refused("The person asked for a hearing. Enter the day on which it was held.")


def _no_other_offer(removal: NameRemoval, live: Iterable[Offer]) -> None:
    """An offer made while this waited would outlive the removal; whoever makes one holds the application's lock."""
    Application.objects.select_for_update().get(pk=removal.entry.application_id)
    others = Offer.objects.filter(selection__referral__entry=removal.entry_id, state__in=LIVE_OFFERS).exclude(
        pk__in=[offer.pk for offer in live]
    )
    if others.exists():
        raise Refused(
            "An offer was made to this person just now. Open the name again and decide with it in view."
        )


def _end_offers(live: Iterable[Offer], removal: NameRemoval, actor: User, at: datetime) -> None:
    for offer in live:
        if removal.reason != RemovalReason.FALSIFIED:
            raise Refused("This person has a job offer. It must end first: the department can take it back.")
        offers.end(offer, OfferEvent.WITHDRAW, actor=actor, at=at, withdrawal=OfferWithdrawal.FALSIFIED)
        offers.record(offer, "take_back_offer", actor=actor, at=at, facts={"reason": "falsified"})
        offers.tell(offer, NoticeKind.OFFER_TAKEN_BACK, f"offer_taken_back:{offer.pk}", at=at)
        offers.tell_managers(offer, NoticeKind.OFFER_MOVED, f"offer_taken_back:{offer.pk}", at=at)


def _record(verb: str, removal: NameRemoval, actor: User, at: datetime, **facts: Any) -> None:
    history.record(
        actor=actor,
        verb=verb,
        subject=removal,
        application=removal.entry.application,
        facts={"entry": removal.entry_id} | facts,
        at=at,
    )


def _tell(removal: NameRemoval, kind: NoticeKind, at: datetime) -> None:
    application = removal.entry.application
    notice.give(
        kind=kind,
        recipient=removal.entry.person,
        application=application,
        cause=f"{kind}:{removal.pk}",
        context={
            "removal": removal,
            "page": settings.SITE_URL + reverse("applicant:removal", args=[application.pk, removal.pk]),
            **city(),
        },
        at=at,
    )
