"""An offer to a selected name: made once a place, signed in time or ended, taken back for a reason, and nothing else."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from screening.domain import appointment, disposition, offer, offer_answer, offer_deadline, withdrawal
from screening.domain.consideration import consider
from screening.domain.disposition import NewDisposition
from screening.enums import DispositionKind as Kind
from screening.enums import StandingKind, VacancyState
from screening.errors import MoveNotAllowed, NotAllowed, Refused
from screening.models import (
    Appointment,
    FairChanceStep,
    Notice,
    Offer,
    OfferCheck,
    OfferCheckResult,
    Selection,
    User,
)
from screening.offer_enums import CheckResult, OfferState, OfferWithdrawal
from tests.factories_eligible_list import AT, make_analyst, make_user
from tests.factories_hiring import make_manager, make_vacancy
from tests.factories_interviews import issue_elsewhere, make_issued
from tests.factories_offers import (
    LATER,
    accept,
    accepted,
    complete,
    make_offer,
    new_offer,
    offered,
    result,
    select,
)
from tests.factories_postings import make_department

pytestmark = pytest.mark.django_db


def told(person: User) -> list[str]:
    return list(Notice.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


def test_an_offer_has_the_postings_checks_and_tells_the_person() -> None:
    made = offered()
    assert [(check.kind, check.label, check.about_convictions) for check in made.checks.all()] == [
        ("right_to_work", "Legal right to work", False),
        ("medical_review", "Medical review", False),
        ("fingerprints", "Fingerprinting", True),
    ]
    assert (made.place, made.state, told(made.person)[-1]) == (1, OfferState.MADE, "offer_made")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"signed_name": " "}, "type your name"),
        ({"pay": ""}, "Enter the pay"),
        ({"answer_by": date(2025, 5, 12)}, "must be after today"),
        ({"starts_on": date(2025, 5, 19)}, "after the last day to answer"),
    ],
)
def test_a_letter_that_is_not_whole_is_refused_in_words(changed: dict[str, object], words: str) -> None:
    with pytest.raises(Refused, match=words):
        offered(**changed)
    assert Offer.objects.count() == 0


def test_only_a_selected_name_is_offered_a_position() -> None:
    with pytest.raises(Refused, match="Record first that the person is selected"):
        make_offer(make_issued())


def test_only_whoever_hires_for_the_department_makes_takes_back_and_appoints() -> None:
    issued = select(make_issued())
    referral = issued.referrals.get(entry__application__name="Ada Cole")
    stranger = make_manager("Otto Kern", make_department("library", "Library"))
    for actor in (stranger, make_analyst(), referral.entry.person, make_user("No Body")):
        with pytest.raises(NotAllowed):
            offer.make(actor=actor, referral_id=referral.pk, new=new_offer(), at=AT)
    made = make_offer(issued)
    for actor in (stranger, make_analyst(), made.person):
        with pytest.raises(NotAllowed):
            offer.take_back(actor=actor, offer_id=made.pk, reason=OfferWithdrawal.MISTAKE, at=AT)
        with pytest.raises(NotAllowed):
            appointment.appoint(
                actor=actor, offer_id=made.pk, starts_on=made.starts_on, stays_on_other_lists=False, at=AT
            )
    for actor in (stranger, make_analyst(), issued.issued_by):
        with pytest.raises(NotAllowed):
            offer_answer.accept(actor=actor, offer_id=made.pk, name="Ada Cole", at=AT)
        with pytest.raises(NotAllowed):
            offer_answer.decline(actor=actor, offer_id=made.pk, at=AT)


def test_a_second_offer_needs_a_place_and_the_first_to_end() -> None:
    issued = select(make_issued())
    made = make_offer(issued)
    with pytest.raises(Refused, match="has an offer already"):
        make_offer(issued)
    offer.take_back(actor=issued.issued_by, offer_id=made.pk, reason=OfferWithdrawal.MISTAKE, at=AT)
    assert (make_offer(issued).place, told(made.person)[-2:]) == (1, ["offer_taken_back", "offer_made"])


def test_the_database_itself_keeps_one_offer_a_place_and_a_person() -> None:
    made = offered()
    values = {name: getattr(made, name) for name in ("selection", "vacancy", "pay", "starts_on", "answer_by")}
    values |= {"signed_name": "Maria Lopez", "made_by": made.made_by, "made_at": AT}
    other = made.vacancy.interview_lists.get().referrals.get(entry__application__name="Ben Diaz").entry.person
    for person, place in ((made.person, 2), (other, 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Offer.objects.create(person=person, place=place, **values)


def test_the_whole_last_day_counts_and_the_day_after_is_too_late() -> None:
    made = offered()
    last_second = AT.replace(hour=6, minute=59, second=59) + timedelta(
        days=8
    )  # 11:59:59 p.m. Pacific on May 19
    with pytest.raises(Refused, match="until the end of May 19, 2025"):
        accept(made, at=last_second + timedelta(seconds=1))
    assert accept(made, at=last_second).state == OfferState.ACCEPTED


def test_an_offer_is_signed_by_a_name() -> None:
    made = offered()
    with pytest.raises(Refused, match="Type your full name"):
        offer_answer.accept(actor=made.person, offer_id=made.pk, name="  ", at=LATER)
    signed = accept(made)
    assert (signed.answered_name, signed.answered_at) == ("Ada Cole", LATER)
    assert told(made.made_by)[-1] == "offer_answered"


def test_an_unanswered_offer_is_reminded_once_and_then_ends() -> None:
    made = offered()
    assert offer_deadline.remind_of_answers(at=AT + timedelta(days=3)) == 0
    assert [offer_deadline.remind_of_answers(at=AT + timedelta(days=days)) for days in (4, 5, 6)] == [1, 0, 0]
    assert offer_deadline.lapse_unanswered(at=AT + timedelta(days=7)) == 0
    assert [offer_deadline.lapse_unanswered(at=AT + timedelta(days=8)) for _ in range(2)] == [1, 0]
    made.refresh_from_db()
    assert (made.state, told(made.person)[-2:]) == (OfferState.LAPSED, ["offer_reminder", "offer_lapsed"])
    with pytest.raises(MoveNotAllowed):
        accept(made, at=AT + timedelta(days=8))


def test_while_an_offer_stands_the_name_is_not_recorded_otherwise_and_the_person_declines_before_withdrawing() -> (
    None
):
    made = accepted()
    issued = made.selection.referral.interview_list
    new = NewDisposition(made.selection.referral_id, Kind.WITHDREW, date(2025, 5, 13))
    with pytest.raises(Refused, match="has an offer: accepted, being checked"):
        disposition.record(actor=made.made_by, interview_list_id=issued.pk, new=[new], at=LATER)
    application = made.selection.referral.entry.application
    with pytest.raises(Refused, match="You have a job offer"):
        withdrawal.withdraw(
            actor=made.person, application_id=application.pk, kind=StandingKind.LEAVE_LIST, at=LATER
        )
    assert offer_answer.decline(actor=made.person, offer_id=made.pk, at=LATER).state == OfferState.DECLINED
    disposition.record(actor=made.made_by, interview_list_id=issued.pk, new=[new], at=LATER)
    assert Selection.objects.filter(ended_at__isnull=True).count() == 0


def test_a_result_is_a_class_and_a_day_and_has_no_place_for_a_word() -> None:
    kept = {
        model: {
            field.name
            for field in model._meta.fields
            if field.get_internal_type() in ("CharField", "TextField")
        }
        for model in (OfferCheckResult, FairChanceStep)
    }
    assert kept == {OfferCheckResult: {"result"}, FairChanceStep: {"kind", "delivery"}}
    assert all(
        field.choices for model, names in kept.items() for field in model._meta.fields if field.name in names
    )


def test_checks_are_recorded_by_who_reviews_after_the_answer_and_the_last_holds() -> None:
    made = offered()
    first = made.checks.earliest("position")
    analyst = make_analyst()
    with pytest.raises(Refused, match="Checks are recorded once the person accepted"):
        result(first, analyst, at=AT)
    accept(made)
    for actor in (made.made_by, made.person, make_user("No Body")):
        with pytest.raises(NotAllowed):
            result(first, actor)
    for day in (date(2025, 5, 12), date(2025, 5, 14)):
        with pytest.raises(Refused, match="between the day the offer was accepted and today"):
            result(first, analyst, on=day)
    result(first, analyst, CheckResult.NOT_COMPLETE)
    result(first, analyst)
    with pytest.raises(Refused, match="No check was recorded as not completed"):
        offer.take_back(actor=analyst, offer_id=made.pk, reason=OfferWithdrawal.CHECK, at=LATER)


def test_an_analyst_takes_an_offer_back_for_a_check_and_the_department_learns_no_reason() -> None:
    made, analyst = accepted(), make_analyst()
    result(made.checks.earliest("position"), analyst, CheckResult.NOT_COMPLETE)
    with pytest.raises(NotAllowed):
        offer.take_back(actor=made.made_by, offer_id=made.pk, reason=OfferWithdrawal.CHECK, at=LATER)
    with pytest.raises(NotAllowed):
        offer.take_back(actor=analyst, offer_id=made.pk, reason=OfferWithdrawal.FAIR_CHANCE, at=LATER)
    offer.take_back(actor=analyst, offer_id=made.pk, reason=OfferWithdrawal.CHECK, at=LATER)
    said = Notice.objects.filter(recipient=made.made_by).latest("pk")
    assert ("medical" in said.body.lower(), "right to work" in said.body.lower()) == (False, False)
    assert told(made.person)[-1] == "offer_taken_back"


def test_appointed_fills_the_place_and_closes_the_name_on_this_list() -> None:
    made, analyst = accepted(), make_analyst()
    with pytest.raises(
        Refused, match="3 checks are not complete: Legal right to work; Medical review; Fingerprinting"
    ):
        appoint(made)
    complete(made, analyst)
    assert told(made.made_by)[-1] == "offer_moved"
    with pytest.raises(Refused, match="has passed"):
        appoint(made, starts_on=date(2025, 5, 12))
    appoint(made)
    made.vacancy.refresh_from_db()
    assert (made.vacancy.state, told(made.person)[-1]) == (VacancyState.FILLED, "appointed")
    listed = made.selection.referral.interview_list.eligible_list
    again = make_vacancy(made.made_by, made.vacancy.job_class, "WB-2025-015")
    whys = {
        one.entry.application.name: one.why
        for one in consider(listed, again, [], 9, day=date(2025, 5, 13)).considered
    }
    assert whys["Ada Cole"] == "Appointed from this list on May 13, 2025."
    with pytest.raises(Refused, match="has an offer: appointed"):
        new = NewDisposition(made.selection.referral_id, Kind.DECLINED, date(2025, 5, 13))
        disposition.record(
            actor=made.made_by,
            interview_list_id=made.selection.referral.interview_list_id,
            new=[new],
            at=LATER,
        )


@pytest.mark.parametrize("stays", [True, False])
def test_who_is_appointed_stays_on_other_lists_only_when_it_was_said(stays: bool) -> None:
    issued = make_issued()
    elsewhere = issue_elsewhere(issued)
    made = accept(make_offer(select(issued)))
    complete(made, make_analyst())
    appoint(made, stays=stays)
    if stays:
        select(elsewhere, at=LATER)
    else:
        with pytest.raises(Refused, match="cannot be selected"):
            select(elsewhere, at=LATER)
    made.vacancy.refresh_from_db()
    assert made.vacancy.state == VacancyState.FILLED


def appoint(made: Offer, *, starts_on: date = date(2025, 6, 23), stays: bool = False) -> Appointment:
    return appointment.appoint(
        actor=made.made_by, offer_id=made.pk, starts_on=starts_on, stays_on_other_lists=stays, at=LATER
    )


def test_what_was_signed_and_recorded_is_kept() -> None:
    made, analyst = accepted(), make_analyst()
    complete(made, analyst)
    row = OfferCheckResult.objects.latest("pk")
    for change in (
        lambda: Offer.objects.filter(pk=made.pk).update(pay="More"),
        lambda: made.delete(),
        lambda: OfferCheckResult.objects.filter(pk=row.pk).update(result=CheckResult.NOT_COMPLETE),
        lambda: OfferCheck.objects.filter(offer=made).delete(),
    ):
        with pytest.raises(Exception, match=r"Cannot (update|delete)"), transaction.atomic():
            change()
