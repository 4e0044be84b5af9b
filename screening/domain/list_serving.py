"""Which of several lists of a class sends its names first, while more than one is in force."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from postings.enums import Serves
from postings.list_policy import ListPolicy
from screening.city_time import day_on_record
from screening.domain import interview_criteria
from screening.domain.consideration import consider
from screening.domain.hiring_queries import lists_in_force
from screening.domain.interview_criteria import Criterion
from screening.errors import Refused
from screening.models import EligibleList, Vacancy

WHY = {
    Serves.OLDEST: "The oldest list of a class serves first, so that its names are used before their time is over.",
    Serves.NEWEST: "The newest list of a class serves first.",
    Serves.ANY: "Any list of the class may be used.",
}


class ServesFirst(NamedTuple):
    """The list that another one waits for, how many of its names pass the same filter, and why in words."""

    eligible_list: EligibleList
    names: int
    why: str


def of_class(job_class_id: int, day: date) -> QuerySet[EligibleList]:
    """The lists of a class that are in force on a day, the oldest first."""
    return lists_in_force(day).filter(posting__job_class=job_class_id).order_by("established_on", "pk")


def in_order(lists: Sequence[EligibleList]) -> tuple[list[EligibleList], Serves]:
    """The lists of one class in the order in which they serve, by the policy of the list established last."""
    oldest_first = sorted(lists, key=lambda one: (one.established_on, one.pk))
    if not oldest_first:
        return [], Serves.OLDEST
    serves = ListPolicy.of(oldest_first[-1].revision.list_policy).serves
    if serves == Serves.OLDEST:
        return oldest_first, serves
    if serves == Serves.NEWEST:
        return oldest_first[::-1], serves
    return sorted(oldest_first, key=lambda one: (one.expires_on, one.pk)), serves


def served_before(
    eligible_list: EligibleList, for_vacancy: Vacancy, criteria: Sequence[Criterion], *, day: date
) -> ServesFirst | None:
    """The list that must be used before this one, because somebody on it is left who passes the same filter."""
    lists, serves = in_order(list(of_class(for_vacancy.job_class_id, day)))
    if serves == Serves.ANY:
        return None
    for one in lists:
        if one.pk == eligible_list.pk:
            return None
        names = consider(one, for_vacancy, _asked_of(one, criteria), 1, day=day).passing
        if names:
            return ServesFirst(one, names, _in_words(one, names, serves))
    return None


def _asked_of(eligible_list: EligibleList, criteria: Sequence[Criterion]) -> Sequence[Criterion]:
    """The same filter by the other list's own revision; none where that one never asked for it."""
    try:
        return interview_criteria.read(eligible_list.revision, [one.as_json() for one in criteria])
    except Refused:
        return ()


def _in_words(eligible_list: EligibleList, names: int, serves: Serves) -> str:
    left = "1 name that passes your filter" if names == 1 else f"{names} names that pass your filter"
    return (
        f"The list established on {day_on_record(eligible_list.established_on)} has {left}. {WHY[serves]} "
        "Ask from that list, then from this one."
    )
