"""The City's holidays by rule, and the windows that are counted around them."""

from datetime import date
from typing import Any

import pytest

from screening.city_holidays import business_days_after, holidays, is_business_day, last_day


def test_the_holidays_of_a_year_stand_on_the_days_on_which_the_offices_close() -> None:
    assert holidays(2026) == {
        date(2026, 1, 1): "New Year's Day",
        date(2026, 1, 19): "Dr. Martin Luther King Jr. Day",
        date(2026, 2, 16): "Presidents' Day",
        date(2026, 3, 31): "César Chávez Day",
        date(2026, 5, 25): "Memorial Day",
        date(2026, 6, 19): "Juneteenth",
        date(2026, 7, 3): "Independence Day",  # the 4th is a Saturday
        date(2026, 9, 7): "Labor Day",
        date(2026, 11, 11): "Veterans Day",
        date(2026, 11, 26): "Thanksgiving Day",
        date(2026, 12, 25): "Christmas Day",
    }


def test_a_holiday_on_a_sunday_is_kept_on_monday_and_new_year_may_fall_in_the_year_before() -> None:
    assert holidays(2024)[date(2024, 4, 1)] == "César Chávez Day"  # March 31, 2024 was a Sunday
    assert holidays(2021)[date(2021, 12, 31)] == "New Year's Day"  # January 1, 2022 was a Saturday
    assert date(2022, 1, 1) not in holidays(2022)


def test_juneteenth_is_kept_since_2023() -> None:
    assert (is_business_day(date(2021, 6, 18)), is_business_day(date(2023, 6, 19))) == (True, False)


def test_another_city_keeps_other_days(settings: Any) -> None:
    settings.CITY_HOLIDAYS = ("lincoln", "christmas")
    assert list(holidays(2026).values()) == ["Lincoln Day", "Christmas Day"]


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        (date(2026, 11, 10), 1, date(2026, 11, 12)),  # Veterans Day between
        (date(2026, 11, 23), 10, date(2026, 12, 8)),  # Thanksgiving and two weekends between
        (date(2026, 12, 24), 5, date(2027, 1, 4)),  # Christmas and New Year's Day between
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # told on a Saturday
    ],
)
def test_business_days_begin_after_the_day_and_leave_weekends_and_holidays_out(
    day: date, count: int, last: date
) -> None:
    assert business_days_after(day, count) == last


def test_calendar_days_run_to_the_next_open_day() -> None:
    assert last_day(date(2026, 11, 2), days=10, counted="calendar") == date(2026, 11, 12)
    assert last_day(date(2026, 11, 16), days=10, counted="calendar") == date(
        2026, 11, 27
    )  # from Thanksgiving
    assert last_day(date(2026, 11, 4), days=10, counted="calendar") == date(2026, 11, 16)  # from a Saturday
