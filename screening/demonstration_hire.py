"""A vacancy of the demonstration that is further along: an offer that waits, one that is checked, a name proposed for removal."""

from datetime import datetime, timedelta

from screening.city_time import city_day
from screening.domain import disposition, interview_list, offer, offer_answer, offer_check, removal
from screening.domain.disposition import NewDisposition
from screening.domain.offer import NewOffer
from screening.enums import DispositionKind, RemovalReason
from screening.models import EligibleList, InterviewList, Offer, Referral, User, Vacancy
from screening.offer_enums import CheckResult

NAMES = 8
DONE_OF_THE_CHECKS = 2
TO_SELECTED = (
    DispositionKind.CONTACTED,
    DispositionKind.INTERVIEW_SET,
    DispositionKind.INTERVIEWED,
    DispositionKind.SELECTED,
)


def hire(
    *, analyst: User, manager: User, for_vacancy: Vacancy, eligible_list: EligibleList, at: datetime
) -> None:
    """Two names are selected, one of them accepted and is being checked; a third could not be reached.

    The names come from the end of the list, so that the first ones are free for whoever tries the other vacancies.
    """
    issued = interview_list.issue(
        actor=manager,
        vacancy_id=for_vacancy.pk,
        eligible_list_id=eligible_list.pk,
        names=NAMES,
        criteria=[],
        at=at,
    )
    unreachable, checked, waiting = issued.referrals.select_related("entry__application", "entry__person")[
        NAMES - 3 : NAMES
    ][::-1]
    for referral in (waiting, checked):
        _select(manager, issued, referral, at)
    _offer(manager, waiting, at)
    accepted = offer_answer.accept(
        actor=checked.entry.person,
        offer_id=_offer(manager, checked, at).pk,
        name=checked.entry.application.name,
        at=at,
    )
    for check in accepted.checks.order_by("pk")[:DONE_OF_THE_CHECKS]:
        offer_check.record_result(
            actor=analyst, check_id=check.pk, result=CheckResult.COMPLETE, happened_on=city_day(at), at=at
        )
    removal.propose(
        actor=analyst,
        entry_id=unreachable.entry_id,
        reason=RemovalReason.UNREACHABLE,
        note="Two letters and three calls of the department were not answered.",
        at=at,
    )


def _select(manager: User, issued: InterviewList, referral: Referral, at: datetime) -> None:
    for kind in TO_SELECTED:
        disposition.record(
            actor=manager,
            interview_list_id=issued.pk,
            new=[NewDisposition(referral.pk, kind, city_day(at))],
            at=at,
        )


def _offer(manager: User, referral: Referral, at: datetime) -> Offer:
    day = city_day(at)
    return offer.make(
        actor=manager,
        referral_id=referral.pk,
        new=NewOffer(
            pay="The first step of the class",
            starts_on=day + timedelta(days=42),
            answer_by=day + timedelta(days=7),
            signed_name=f"{manager.first_name} {manager.last_name}",
        ),
        at=at,
    )
