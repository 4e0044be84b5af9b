"""A selection: a department's claim on a person. One live claim a person, by constraint, whoever clicks first."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from screening.city_time import city_day, day_on_record
from screening.domain import history, vacancy
from screening.domain.holders import tell_holders
from screening.domain.removal_queries import in_words, removed
from screening.enums import NoticeKind
from screening.errors import Refused
from screening.models import Referral, Selection, User, Vacancy

ONE_A_PERSON = "selection_one_live_a_person"


def claim(*, actor: User, referral: Referral, for_vacancy: Vacancy, at: datetime) -> Selection:
    """Claim a referred person for a locked vacancy, and tell whoever else has them on an open list.

    Called within the transaction that records the disposition. Raises Refused when every position has its person, or
    when a department claimed them first, which is named and nothing else of it.
    """
    person = referral.entry.person
    if off := removed([referral.entry]).get(referral.entry_id):
        raise Refused(f"{referral.entry.application.name} cannot be selected. {in_words(off)}")
    _must_be_free(referral)
    if vacancy.selected_in(for_vacancy) >= for_vacancy.positions:
        raise Refused(
            f"{positions(for_vacancy)} of this vacancy already {'has its' if for_vacancy.positions == 1 else 'have their'} "
            f"selected person, so {referral.entry.application.name} cannot be selected too. "
            "Change the other selection first, or open another vacancy."
        )
    try:
        with transaction.atomic():
            selection = Selection.objects.create(person=person, referral=referral, made_by=actor, made_at=at)
    except IntegrityError as error:
        if ONE_A_PERSON not in str(error):
            raise
        _must_be_free(referral)
        raise
    history.record(
        actor=actor,
        verb="select",
        subject=selection,
        application=referral.entry.application,
        facts={"referral": referral.pk, "vacancy": for_vacancy.pk},
        at=at,
    )
    _tell_the_others(actor, selection, for_vacancy, at)
    return selection


def end(*, actor: User, referral: Referral, at: datetime) -> None:
    """End the live claim of a referral, if there is one; the person may be selected anew."""
    selection = Selection.objects.select_for_update().filter(referral=referral, ended_at__isnull=True).first()
    if selection is None:
        return
    selection.ended_at = at
    selection.save(update_fields=["ended_at"])
    history.record(
        actor=actor,
        verb="end_selection",
        subject=selection,
        application=referral.entry.application,
        facts={"referral": referral.pk},
        at=at,
    )


def elsewhere(referrals: Iterable[Referral]) -> dict[int, Selection]:
    """Live claims on the people of these referrals by other referrals, by person: who they are not free for."""
    own = {referral.pk for referral in referrals}
    people = {referral.entry.person_id for referral in referrals}
    live = Selection.objects.filter(person__in=people, ended_at__isnull=True).select_related(
        "referral__interview_list__vacancy__department"
    )
    return {selection.person_id: selection for selection in live if selection.referral_id not in own}


def taken(selection: Selection) -> str:
    """Which department selected a person, and when, in words."""
    department = selection.referral.interview_list.vacancy.department
    return f"Selected by {department} on {day_on_record(city_day(selection.made_at))}"


def positions(for_vacancy: Vacancy) -> str:
    return "The one position" if for_vacancy.positions == 1 else f"All {for_vacancy.positions} positions"


def _must_be_free(referral: Referral) -> None:
    selection = elsewhere([referral]).get(referral.entry.person_id)
    if selection is not None:
        raise Refused(
            f"{referral.entry.application.name} cannot be selected: {_lower(taken(selection))}. "
            "A person can be selected for one vacancy at a time. Record 'Not selected' here, or wait in case that "
            "department lets go."
        )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _tell_the_others(actor: User, selection: Selection, for_vacancy: Vacancy, at: datetime) -> None:
    """Each manager whose department has the person on another open list, once a list; who they are is not said."""
    tell_holders(
        Referral.objects.filter(entry__person=selection.person_id).exclude(
            interview_list__vacancy=for_vacancy
        ),
        NoticeKind.SELECTED_ELSEWHERE,
        f"selection:{selection.pk}:referral",
        context={"department": for_vacancy.department},
        but=actor,
        at=at,
    )
