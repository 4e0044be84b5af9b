"""What each vacancy waits for and since when, read from its rows: the hiring manager's front page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from screening.city_time import city_day
from screening.domain.hiring_queries import open_referrals_by_vacancy
from screening.domain.offer_queries import TAKES_A_POSITION
from screening.enums import InterviewListState, VacancyState
from screening.models import EligibleList, InterviewList, Offer, Selection, Vacancy
from screening.offer_enums import LIVE_OFFERS, OfferState

DAYS_TO_MENTION_AN_END = 30
IS_OVER = Q(state=VacancyState.CANCELLED) | Q(
    ~Exists(InterviewList.objects.filter(vacancy=OuterRef("pk"), state=InterviewListState.ISSUED)),
    ~Exists(Offer.objects.filter(vacancy=OuterRef("pk"), state__in=LIVE_OFFERS)),
    state=VacancyState.FILLED,
)
"""A vacancy that waits for nothing: a filled one still waits while a list is out, or an offer lives."""


@dataclass(frozen=True)
class Standing:
    """What one vacancy waits for, in words, and since when; ``deadline`` names a list's end that is near.

    ``besides``: offers that wait too, while names are still worked with.

    ``return_by``: the last day of the open interview list that is to come back first; ``overdue``: how many days ago it was.
    """

    waits_for: str
    since: datetime
    days: int
    selected: int
    lists: int
    deadline: str = ""
    is_over: bool = False
    return_by: date | None = None
    overdue: int = 0
    besides: tuple[str, ...] = ()


def standings(
    vacancies: Sequence[Vacancy], in_force: Iterable[EligibleList], at: datetime
) -> dict[int, Standing]:
    """The standing of each vacancy by its id, in three queries however many they are."""
    lists: dict[int, dict[str, Any]] = {
        row["vacancy_id"]: dict(row)
        for row in InterviewList.objects.filter(vacancy__in=vacancies)
        .order_by("vacancy_id")
        .values("vacancy_id")
        .annotate(
            all=Count("pk"),
            open=Count("pk", filter=Q(state=InterviewListState.ISSUED)),
            last_at=Max("issued_at"),
            return_by=Min("return_by", filter=Q(state=InterviewListState.ISSUED)),
        )
    }
    referrals = {row["interview_list__vacancy_id"]: dict(row) for row in open_referrals_by_vacancy(vacancies)}
    selected: dict[int, dict[str, Any]] = {
        row["referral__interview_list__vacancy_id"]: dict(row)
        for row in Selection.objects.filter(TAKES_A_POSITION, referral__interview_list__vacancy__in=vacancies)
        .order_by("referral__interview_list__vacancy_id")
        .values("referral__interview_list__vacancy_id")
        .annotate(
            people=Count("pk", distinct=True),
            last_at=Max("made_at"),
            offered=Count("pk", filter=Q(offers__state=OfferState.MADE), distinct=True),
            checked=Count("pk", filter=Q(offers__state=OfferState.ACCEPTED), distinct=True),
        )
    }
    ends: dict[int, date] = {}
    for eligible_list in in_force:
        job_class = eligible_list.posting.job_class_id
        ends[job_class] = max(ends.get(job_class, eligible_list.expires_on), eligible_list.expires_on)
    return {
        one.pk: _standing(
            one, lists.get(one.pk, {}), referrals.get(one.pk, {}), selected.get(one.pk, {}), ends, at
        )
        for one in vacancies
    }


def _standing(
    vacancy: Vacancy,
    lists: Mapping[str, Any],
    names: Mapping[str, Any],
    selected: Mapping[str, Any],
    ends: dict[int, date],
    at: datetime,
) -> Standing:
    people = selected.get("people", 0)
    waits_for, since = _waits_for(vacancy, lists, names, selected)
    days = (city_day(at) - city_day(since)).days
    looking = vacancy.state == VacancyState.OPEN
    return_by: date | None = lists.get("return_by")
    return Standing(
        waits_for=waits_for,
        since=since,
        days=max(0, days),
        selected=people,
        lists=lists.get("all", 0),
        deadline=_deadline(ends.get(vacancy.job_class_id), city_day(at)) if looking else "",
        is_over=vacancy.state == VacancyState.CANCELLED
        or (vacancy.state == VacancyState.FILLED and not lists.get("open", 0) and not _offers(selected)),
        return_by=return_by,
        overdue=max(0, (city_day(at) - return_by).days) if return_by else 0,
        besides=tuple(words for words in _offers(selected) if words != waits_for),
    )


def _waits_for(
    vacancy: Vacancy, lists: Mapping[str, Any], names: Mapping[str, Any], selected: Mapping[str, Any]
) -> tuple[str, datetime]:
    touched = max(filter(None, [lists.get("last_at"), names.get("touched_at")]), default=vacancy.opened_at)
    if vacancy.state == VacancyState.CANCELLED:
        return "Nothing: it was cancelled", touched
    if not lists:
        return "No interview list yet", vacancy.opened_at
    if silent := names.get("silent", 0):
        return f"{silent} of {names['names']} names without a disposition", lists["last_at"]
    if unfinished := names.get("unfinished", 0):
        return f"{unfinished} of {names['names']} names without a final disposition", touched
    if lists["open"]:
        return "Every name has a final disposition: close the list", touched
    if offers := _offers(selected):
        return offers[0], selected["last_at"]
    if vacancy.state == VacancyState.FILLED:
        return "Nothing: every position has its selected person", selected["last_at"]
    left = vacancy.positions - selected.get("people", 0)
    return (
        f"{left} of {vacancy.positions} {'position' if vacancy.positions == 1 else 'positions'} still open: ask for more names",
        touched,
    )


def _offers(selected: Mapping[str, Any]) -> list[str]:
    """Offers without an answer first, then accepted ones that are being checked."""
    offered, checked = selected.get("offered", 0), selected.get("checked", 0)
    words = []
    if offered:
        words.append(f"{offered} {'offer waits' if offered == 1 else 'offers wait'} for the answer")
    if checked:
        words.append(f"{checked} accepted {'offer is' if checked == 1 else 'offers are'} being checked")
    return words


def _deadline(end: date | None, today: date) -> str:
    if end is None:
        return "No eligible list of this class is in force"
    days = (end - today).days
    if days > DAYS_TO_MENTION_AN_END:
        return ""
    if days == 0:
        return "The eligible list ends today"
    return f"The eligible list ends in {days} {'day' if days == 1 else 'days'}"
