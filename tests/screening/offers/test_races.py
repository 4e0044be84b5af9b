"""Two clicks, one offer; an offer and a withdrawal at once: each with its negative control."""

import threading
from typing import Any

import pytest

from screening.domain import offer, vacancy, withdrawal
from screening.enums import ApplicationState, StandingKind
from screening.models import Application, Offer, Selection, Vacancy
from tests.factories_eligible_list import AT
from tests.factories_interviews import make_issued
from tests.factories_offers import make_offer, select
from tests.screening.domain.test_decision_races import at_once
from tests.screening.domain.test_standing_races import Unlocked
from tests.screening.interviews.test_races import without

pytestmark = pytest.mark.django_db(transaction=True)
CONSTRAINTS = ("offer_one_a_place", "offer_one_live_a_person")


def unlocked(vacancy_id: int) -> Vacancy:
    return Vacancy.objects.select_related("department", "job_class").get(pk=vacancy_id)


def two_clicks() -> list[str]:
    issued = select(make_issued())
    return at_once(lambda: make_offer(issued), lambda: make_offer(issued))


def test_two_clicks_make_one_offer() -> None:
    assert two_clicks() == ["Ada Cole has an offer already. Open it to see how it stands.", "Offer"]
    assert Offer.objects.count() == 1


class BothHaveRead(Unlocked):
    """The rows of offers, where the first of two waits with its new row until the second has read as well."""

    def __init__(self) -> None:
        super().__init__(Offer)
        self.gate = threading.Barrier(2, timeout=20)

    def create(self, **row: Any) -> Offer:
        self.gate.wait()
        return self.rows.create(**row)


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vacancy, "lock", unlocked)
    monkeypatch.setattr(offer, "Offer", type("Offers", (), {"objects": BothHaveRead()}))
    for model in (Selection, Application):
        monkeypatch.setattr(offer, model.__name__, type("Unlocked", (), {"objects": Unlocked(model)}))


@pytest.mark.usefixtures("without_locks")
def test_without_the_locks_the_constraints_still_make_one() -> None:
    assert two_clicks()[1:] == ["Offer"]
    assert Offer.objects.count() == 1


@pytest.mark.usefixtures("without_locks")
def test_without_locks_and_constraints_there_are_two() -> None:
    with without(Offer, *CONSTRAINTS):
        assert two_clicks() == ["Offer", "Offer"]


def offer_and_withdrawal() -> tuple[int, int]:
    """How many offers there are, and how many of their people withdrew, after both happened at once."""
    issued = select(make_issued())
    entry = issued.referrals.get(entry__application__name="Ada Cole").entry
    at_once(
        lambda: make_offer(issued),
        lambda: withdrawal.withdraw(
            actor=entry.person, application_id=entry.application_id, kind=StandingKind.LEAVE_LIST, at=AT
        ),
    )
    gone = Application.objects.filter(pk=entry.application_id, state=ApplicationState.WITHDRAWN).count()
    return Offer.objects.count(), gone


def test_nobody_who_withdrew_has_an_offer() -> None:
    assert sum(offer_and_withdrawal()) == 1
