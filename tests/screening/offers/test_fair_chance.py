"""Nobody is turned away for a conviction without assessment, notice, days to answer, and a second person's final word."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from screening.domain import fair_chance, offer
from screening.domain.fair_chance import answer_until
from screening.enums import Role
from screening.errors import NotAllowed, Refused
from screening.models import FairChanceStep, Notice, Offer, OfferCheck, User
from screening.offer_enums import CheckResult, Delivery, OfferState, OfferWithdrawal
from screening.offer_enums import FairChance as Step
from tests.factories_eligible_list import AT, make_analyst, make_user
from tests.factories_offers import LATER, accepted, offered, result

pytestmark = pytest.mark.django_db
NOTICED = LATER + timedelta(days=1)
"""Wednesday, May 14, 2025, 10 a.m. Pacific."""


def fingerprints(made: Offer) -> OfferCheck:
    return made.checks.get(kind="fingerprints")


def take(actor: User, made: Offer, step: Step, *, at: datetime, by: Delivery | None = None) -> FairChanceStep:
    return fair_chance.take(actor=actor, check_id=fingerprints(made).pk, step=step, delivery=by, at=at)


def second_person() -> User:
    return make_user("Sam Ford", (Role.SUPERVISING_ANALYST, None))


def noticed() -> Offer:
    """A preliminary notice given by hand on May 14: the fifth business day after it is May 21."""
    made, analyst = accepted(), make_analyst()
    take(analyst, made, Step.BEARING, at=LATER)
    take(analyst, made, Step.PRELIMINARY, at=NOTICED, by=Delivery.BY_HAND)
    return made


@pytest.mark.parametrize(
    ("delivery", "last_day"),
    [
        (Delivery.BY_HAND, date(2025, 5, 22)),  # Thursday the 15th; 16, 19, 20, 21, 22
        (Delivery.EMAIL, date(2025, 5, 27)),  # received on Monday the 19th; Memorial Day is the 26th
        (Delivery.MAIL_CALIFORNIA, date(2025, 5, 28)),  # received on Tuesday the 20th
        (Delivery.MAIL_ELSEWHERE, date(2025, 6, 2)),  # received on Sunday the 25th
        (Delivery.MAIL_ABROAD, date(2025, 6, 11)),  # received on Wednesday, June 4
    ],
)
def test_five_business_days_begin_with_the_receipt(delivery: Delivery, last_day: date) -> None:
    assert answer_until(date(2025, 5, 15), delivery) == last_day


def test_a_check_about_convictions_is_not_failed_in_any_other_way() -> None:
    made, analyst = accepted(), make_analyst()
    with pytest.raises(Refused, match="without the Fair Chance steps"):
        result(fingerprints(made), analyst, CheckResult.NOT_COMPLETE)
    take(analyst, made, Step.BEARING, at=LATER)
    for what in (CheckResult.COMPLETE, CheckResult.NOT_NEEDED):
        with pytest.raises(Refused, match="Their end says what the check comes to"):
            result(fingerprints(made), analyst, what)
    for reason, actor in ((OfferWithdrawal.MISTAKE, made.made_by), (OfferWithdrawal.CHECK, analyst)):
        with pytest.raises(Refused, match="the offer stands until they end"):
            offer.take_back(actor=actor, offer_id=made.pk, reason=reason, at=LATER)


def test_no_conviction_is_asked_about_before_an_offer_is_accepted() -> None:
    made = offered()
    with pytest.raises(Refused, match="Checks are recorded once the person accepted"):
        take(make_analyst(), made, Step.BEARING, at=AT)


@pytest.mark.parametrize("step", [Step.PRELIMINARY, Step.FINAL, Step.ANSWERED, Step.CLEARED, Step.DISPUTED])
def test_the_first_step_is_the_assessment(step: Step) -> None:
    with pytest.raises(Refused, match="This step is not next"):
        take(make_analyst(), accepted(), step, at=LATER, by=Delivery.BY_HAND)


def test_nothing_that_bears_on_the_job_completes_the_check() -> None:
    made = accepted()
    take(make_analyst(), made, Step.NO_BEARING, at=LATER)
    assert fingerprints(made).results.get().result == CheckResult.COMPLETE
    with pytest.raises(Refused, match="the steps have ended"):
        take(make_analyst(), made, Step.BEARING, at=LATER)


def test_the_preliminary_notice_says_until_when_and_names_no_conviction() -> None:
    made = noticed()
    told = Notice.objects.get(kind="preliminary_notice")
    assert (told.recipient, "by May 21, 2025" in told.subject, "12952" in told.body) == (
        made.person,
        True,
        True,
    )


def test_a_preliminary_notice_says_how_the_report_reaches_the_person() -> None:
    made, analyst = accepted(), make_analyst()
    take(analyst, made, Step.BEARING, at=LATER)
    with pytest.raises(Refused, match="Say how the person gets the copy"):
        take(analyst, made, Step.PRELIMINARY, at=NOTICED)


def test_a_final_decision_waits_for_the_whole_last_day_and_for_a_second_person() -> None:
    made, second = noticed(), second_person()
    end_of_last_day = datetime(2025, 5, 22, 6, 59, 59, tzinfo=UTC)
    with pytest.raises(Refused, match="may answer until the end of May 21, 2025"):
        take(second, made, Step.FINAL, at=end_of_last_day)
    after = end_of_last_day + timedelta(seconds=1)
    with pytest.raises(Refused, match="Somebody else makes the final decision"):
        take(make_analyst(), made, Step.FINAL, at=after)
    take(second, made, Step.FINAL, at=after)
    made.refresh_from_db()
    assert (made.state, made.withdrawal) == (OfferState.WITHDRAWN, OfferWithdrawal.FAIR_CHANCE)
    assert "Civil Rights Department" in Notice.objects.get(kind="final_notice", recipient=made.person).body
    said = Notice.objects.filter(recipient=made.made_by).latest("pk")
    assert "convict" not in f"{said.subject} {said.body}".lower()


def test_who_disputes_in_time_has_five_business_days_more() -> None:
    made = noticed()
    step = fair_chance.dispute(
        actor=made.person, check_id=fingerprints(made).pk, at=datetime(2025, 5, 22, 6, 59, tzinfo=UTC)
    )
    assert step.last_day == date(2025, 5, 29)  # Memorial Day lies between
    with pytest.raises(Refused, match="May 29, 2025"):
        take(second_person(), made, Step.FINAL, at=datetime(2025, 5, 29, 20, tzinfo=UTC))
    with pytest.raises(Refused, match="Nothing waits for your answer"):
        fair_chance.dispute(actor=made.person, check_id=fingerprints(made).pk, at=NOTICED)
    take(make_analyst(), made, Step.ANSWERED, at=NOTICED)
    take(make_analyst(), made, Step.CLEARED, at=NOTICED)
    assert fingerprints(made).results.get().result == CheckResult.COMPLETE


def test_a_dispute_after_the_last_day_comes_too_late() -> None:
    made = noticed()
    with pytest.raises(Refused, match="cannot be made longer"):
        fair_chance.dispute(
            actor=made.person, check_id=fingerprints(made).pk, at=datetime(2025, 5, 22, 7, tzinfo=UTC)
        )


def test_only_who_reviews_takes_a_step_and_only_the_person_disputes() -> None:
    made = noticed()
    for actor in (made.made_by, made.person, make_user("No Body")):
        with pytest.raises(NotAllowed):
            take(actor, made, Step.CLEARED, at=NOTICED)
    for actor in (made.made_by, make_analyst()):
        with pytest.raises(NotAllowed):
            fair_chance.dispute(actor=actor, check_id=fingerprints(made).pk, at=NOTICED)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": Step.FINAL, "clock": None},
        {"kind": Step.FINAL, "clock": date(2025, 5, 14)},
        {"kind": Step.PRELIMINARY, "last_day": None, "delivery": Delivery.BY_HAND},
        {"kind": Step.PRELIMINARY, "last_day": date(2025, 5, 21), "delivery": ""},
        {"kind": Step.CLEARED, "last_day": date(2025, 5, 21)},
    ],
)
def test_the_database_itself_keeps_the_clock(values: dict[str, object]) -> None:
    check = fingerprints(accepted())
    with pytest.raises(IntegrityError), transaction.atomic():
        FairChanceStep.objects.create(
            check_of=check,
            happened_on=date(2025, 5, 14),
            recorded_by=make_analyst(),
            recorded_at=AT,
            **values,
        )
