"""The wage schedule compounds dated increases and rounds each wage half up to the cent."""

from datetime import date
from decimal import Decimal

import pytest

from postings.domain.wages import wage_schedule
from tests.factories_postings import make_posting, make_revision, make_wage_increase

pytestmark = pytest.mark.django_db

JULY, JANUARY = date(2025, 7, 1), date(2026, 1, 1)


def test_each_increase_raises_the_wage_then_in_force() -> None:
    revision = make_revision(make_posting(), wage_base_low=Decimal("24.50"), wage_base_high=Decimal("29.52"))
    make_wage_increase(revision, 1, "5", JULY)
    make_wage_increase(revision, 2, "5", JANUARY, kind="special salary")
    assert [
        (step.effective_on, step.percent, step.kind, step.low, step.high) for step in wage_schedule(revision)
    ] == [
        (JULY, Decimal("5"), "general", Decimal("25.73"), Decimal("31.00")),
        (JANUARY, Decimal("5"), "special salary", Decimal("27.02"), Decimal("32.55")),
    ]


def test_half_a_cent_is_rounded_up() -> None:
    revision = make_revision(make_posting(), wage_base_low=Decimal("10.10"), wage_base_high=Decimal("10.30"))
    make_wage_increase(revision, 1, "5", JULY)
    [step] = wage_schedule(revision)
    assert (step.low, step.high) == (Decimal("10.61"), Decimal("10.82"))


def test_without_a_base_the_schedule_has_its_dates_and_percentages_alone() -> None:
    revision = make_revision(make_posting())
    make_wage_increase(revision, 1, "5", JANUARY)
    make_wage_increase(revision, 2, "5", JULY)
    assert [(step.effective_on, step.low, step.high) for step in wage_schedule(revision)] == [
        (JULY, None, None),
        (JANUARY, None, None),
    ]


def test_two_increases_of_one_day_apply_in_the_order_of_the_posting() -> None:
    revision = make_revision(make_posting(), wage_base_low=Decimal("20.00"))
    make_wage_increase(revision, 2, "3", JULY)
    make_wage_increase(revision, 1, "2", JULY)
    assert [(step.percent, step.low) for step in wage_schedule(revision)] == [
        (Decimal("2"), Decimal("20.40")),
        (Decimal("3"), Decimal("21.01")),
    ]
