"""The interview list: names certified from an eligible list for one vacancy, frozen with why each name is in or out."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from postings.list_policy import ListPolicy
from postings.minimum_requirements import canonical_json
from screening import civil_service_rules as rules
from screening.city_holidays import last_day
from screening.city_time import city_day, day_on_record
from screening.domain import history, interview_criteria, notice, vacancy
from screening.domain.consideration import Consideration, consider
from screening.domain.interview_criteria import Criterion
from screening.domain.list_serving import served_before
from screening.enums import NoticeKind, VacancyState
from screening.errors import NotAllowed, Refused
from screening.models import (
    EligibleList,
    EligibleListEntry,
    EligibleListExpiry,
    InterviewList,
    Referral,
    User,
    Vacancy,
)
from screening.permissions import authorise

MOST_NAMES = 500


def issue(
    *,
    actor: User,
    vacancy_id: int,
    eligible_list_id: int,
    names: int,
    criteria: Iterable[Mapping[str, Any]],
    at: datetime,
    number: int | None = None,
) -> InterviewList:
    """Certify names from a list in force to a vacancy, for good; each person is told.

    ``number`` is the list's number as the page announced it: sent twice, it is issued once. Raises NotAllowed; Refused
    when the eligible list is over, of another class, or waits for one that serves first, when the vacancy is not open, when the filter leaves nobody, or
    when the actor stands on the list. Source: the posting, 'a list … during the next six months (180 days)'.
    """
    with transaction.atomic():
        for_vacancy = vacancy.lock(vacancy_id)
        authorise(actor, "ask_for_interview_list", for_vacancy)
        next_number = for_vacancy.interview_lists.count() + 1
        if number is not None and number != next_number:
            raise Refused(
                f"Interview list {number} of this vacancy was issued already, perhaps by a second click. "
                "Look at it below before you ask for another one."
            )
        _must_be_open(for_vacancy)
        eligible_list = _lock_in_force(eligible_list_id, for_vacancy, at=at)
        if eligible_list.posting.job_class_id != for_vacancy.job_class_id:
            raise Refused(
                f"This eligible list is for {eligible_list.posting.job_class}, and the vacancy for "
                f"{for_vacancy.job_class}. Choose a list of the vacancy's class."
            )
        if not 1 <= names <= MOST_NAMES:
            raise Refused(f"Ask for 1 to {MOST_NAMES} names.")
        must_not_stand_on(actor, eligible_list)
        checked = interview_criteria.read(eligible_list.revision, criteria)
        if first := served_before(eligible_list, for_vacancy, checked, day=city_day(at)):
            raise Refused(first.why)
        consideration = consider(eligible_list, for_vacancy, checked, names, day=city_day(at))
        if not consideration.sent:
            raise Refused(
                "No name is left to send: everybody who passes the filter was sent or selected already. "
                "Take away a part of the filter, or ask the Personnel Department about another list."
            )
        return _freeze(actor, for_vacancy, eligible_list, next_number, names, checked, consideration, at)


def preview(
    *,
    actor: User,
    for_vacancy: Vacancy,
    eligible_list: EligibleList,
    criteria: Sequence[Criterion],
    names: int,
    day: date,
) -> Consideration:
    """What a list issued on a day would send; nothing is changed. Raises NotAllowed, and Refused when the actor stands on it."""
    authorise(actor, "ask_for_interview_list", for_vacancy)
    must_not_stand_on(actor, eligible_list)
    return consider(eligible_list, for_vacancy, criteria, names, day=day)


def must_not_stand_on(actor: User, eligible_list: EligibleList) -> None:
    """Raises Refused when the actor's own name is on the list: nobody chooses among their competitors."""
    if eligible_list.entries.filter(person=actor).exists():
        raise Refused(
            _(
                "Your own name is on this eligible list, so you cannot choose from it. "
                "Ask another manager of your department to request the interview list."
            )
        )


def content_bytes(interview_list: InterviewList, entry_ids: Sequence[int]) -> bytes:
    """The bytes that ``content_sha256`` covers: what was asked, and every name in its order with why."""
    due = {"return_by": interview_list.return_by.isoformat()} if interview_list.return_by else {}
    blind = {"blind": True} if interview_list.blind else {}
    return canonical_json(
        due
        | blind
        | {
            "vacancy": interview_list.vacancy_id,
            "eligible_list": interview_list.eligible_list_id,
            "number": interview_list.number,
            "names_asked": interview_list.names_asked,
            "criteria": interview_list.criteria,
            "considered": interview_list.considered,
            "issued_on": interview_list.issued_on.isoformat(),
            "referrals": list(entry_ids),
        }
    )


def content_sha256(interview_list: InterviewList, entry_ids: Sequence[int]) -> str:
    return hashlib.sha256(content_bytes(interview_list, entry_ids)).hexdigest()


def counts(interview_list: InterviewList) -> dict[str, int]:
    """How many names of the eligible list each rule kept in or out when the list was issued, by code."""
    return dict(Counter(one["code"] for one in interview_list.considered))


def take_out(*, actor: User, interview_list: InterviewList, form: str, at: datetime) -> None:
    """Write down who takes the names out of the house, and how (csv, xlsx, print). Raises NotAllowed."""
    authorise(actor, "read_interview_list", interview_list)
    history.record(
        actor=actor,
        verb="take_out_interview_list",
        subject=interview_list,
        posting_id=interview_list.eligible_list.posting_id,
        facts={"form": form, "names": interview_list.referrals.count()},
        at=at,
    )


def _must_be_open(for_vacancy: Vacancy) -> None:
    if for_vacancy.state == VacancyState.FILLED:
        raise Refused(
            f"All {for_vacancy.positions} positions of this vacancy have a selected person, so no more names are sent. "
            "Open another vacancy, or change a selection first."
        )
    if for_vacancy.state == VacancyState.CANCELLED:
        raise Refused("This vacancy was cancelled, so no names are sent for it. Open a new vacancy.")


def _lock_in_force(eligible_list_id: int, for_vacancy: Vacancy, *, at: datetime) -> EligibleList:
    """The list under its row lock, for which the record of its expiry waits too. Raises NotAllowed, Refused."""
    lock_those_of_the_class(for_vacancy, city_day(at))
    eligible_list = (
        EligibleList.objects.select_for_update(of=("self",))
        .select_related("posting__job_class", "revision")
        .filter(pk=eligible_list_id)
        .first()
    )
    if eligible_list is None:
        raise NotAllowed("no such eligible list")
    recorded_over = EligibleListExpiry.objects.filter(eligible_list=eligible_list).exists()
    if recorded_over or not eligible_list.is_in_force_on(city_day(at)):
        raise Refused(over(eligible_list, city_day(at)))
    return eligible_list


def lock_those_of_the_class(for_vacancy: Vacancy, day: date) -> None:
    """Lock every list of the class that may be in force, so that nobody is added to one while another one is asked."""
    lists = EligibleList.objects.filter(posting__job_class=for_vacancy.job_class_id, expires_on__gte=day)
    list(lists.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def over(eligible_list: EligibleList, day: date) -> str:
    """Why a list sends nobody on a day, and what to do next."""
    if day < eligible_list.established_on:
        return f"This eligible list is in force from {day_on_record(eligible_list.established_on)}. Ask again on that day."
    return (
        f"This eligible list ended on {day_on_record(eligible_list.expires_on)}, its last day, so it cannot send names any more. "
        "Names that were sent before stay on your interview lists. Choose another list of the class, or ask the "
        "Personnel Department when the next one will be established."
    )


def _freeze(
    actor: User,
    for_vacancy: Vacancy,
    eligible_list: EligibleList,
    number: int,
    names: int,
    criteria: Sequence[Criterion],
    consideration: Consideration,
    at: datetime,
) -> InterviewList:
    issued = InterviewList(
        vacancy=for_vacancy,
        eligible_list=eligible_list,
        number=number,
        names_asked=names,
        criteria={"all_of": [one.as_json() for one in criteria]},
        considered=[one.as_json() for one in consideration.considered],
        blind=ListPolicy.of(eligible_list.revision.list_policy).blind_until_interview,
        issued_on=city_day(at),
        return_by=last_day(city_day(at), days=rules.DAYS_TO_RETURN_A_LIST.value, counted="calendar"),
        issued_by=actor,
        issued_at=at,
    )
    issued.content_sha256 = content_sha256(issued, [entry.pk for entry in consideration.sent])
    issued.save()
    history.record(
        actor=actor,
        verb="issue_interview_list",
        subject=issued,
        posting_id=eligible_list.posting_id,
        to_state=issued.state,
        facts={
            "vacancy": for_vacancy.pk,
            "eligible_list": eligible_list.pk,
            "number": number,
            "names_asked": names,
            "names": len(consideration.sent),
            "content_sha256": issued.content_sha256,
        },
        at=at,
    )
    _refer(actor, issued, consideration.sent, at)
    return issued


def _refer(actor: User, issued: InterviewList, entries: Sequence[EligibleListEntry], at: datetime) -> None:
    referrals = Referral.objects.bulk_create(
        Referral(interview_list=issued, entry=entry, order=order)
        for order, entry in enumerate(entries, start=1)
    )
    told = {
        entry.pk: entry
        for entry in EligibleListEntry.objects.filter(pk__in=[entry.pk for entry in entries]).select_related(
            "person", "application__posting"
        )
    }
    referred = [(referral, told[referral.entry_id]) for referral in referrals]
    history.record_many(
        actor=actor,
        verb="refer",
        lines=[
            (one, entry.application, {"interview_list": issued.pk, "order": one.order})
            for one, entry in referred
        ],
        at=at,
    )
    notice.give_many(
        kind=NoticeKind.REFERRED,
        to=[(entry.person, entry.application, f"referral:{one.pk}", {}) for one, entry in referred],
        context={"department": issued.vacancy.department, "job_class": issued.vacancy.job_class},
        at=at,
    )
