"""Instants and days as people of the city say them."""

from datetime import UTC, date, datetime

import pytest

from postings.city_time import city_day, day_in_words, days_until, end_of_day, instant_in_words


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (datetime(2026, 12, 5, 1, tzinfo=UTC), "Friday, December 4, 2026 at 5:00 p.m. Pacific"),
        (datetime(2026, 7, 5, 0, tzinfo=UTC), "Saturday, July 4, 2026 at 5:00 p.m. Pacific"),
        (datetime(2026, 1, 1, 8, tzinfo=UTC), "Thursday, January 1, 2026 at 12:00 a.m. Pacific"),
        (datetime(2026, 1, 1, 20, 5, 7, tzinfo=UTC), "Thursday, January 1, 2026 at 12:05:07 p.m. Pacific"),
        (end_of_day(date(2026, 3, 8)), "Sunday, March 8, 2026 at 11:59 p.m. Pacific"),
    ],
)
def test_an_instant_is_said_with_its_weekday_and_the_citys_zone(instant: datetime, words: str) -> None:
    assert instant_in_words(instant) == words


def test_a_zone_without_a_spoken_name_is_said_by_its_abbreviation(settings) -> None:
    settings.CITY_TIME_ZONE = "Europe/Berlin"
    assert (
        instant_in_words(datetime(2026, 7, 1, 10, tzinfo=UTC)) == "Wednesday, July 1, 2026 at 12:00 p.m. CEST"
    )


def test_the_day_is_the_citys_whatever_the_server_keeps() -> None:
    assert city_day(datetime(2026, 12, 5, 7, 59, tzinfo=UTC)) == date(2026, 12, 4)
    assert city_day(datetime(2026, 12, 5, 8, 0, tzinfo=UTC)) == date(2026, 12, 5)


def test_a_day_that_clocks_make_shorter_still_ends_at_midnight_of_the_city() -> None:
    assert end_of_day(date(2026, 3, 8)).astimezone(UTC) == datetime(2026, 3, 9, 6, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2026, 12, 4, 8, tzinfo=UTC), "today"),
        (datetime(2026, 12, 4, 7, 59, tzinfo=UTC), "tomorrow"),
        (datetime(2026, 11, 22, 20, tzinfo=UTC), "in 12 days"),
        (datetime(2026, 8, 27, 20, tzinfo=UTC), "in 99 days"),
        (datetime(2026, 8, 26, 20, tzinfo=UTC), ""),
    ],
)
def test_how_far_away_is_counted_in_the_citys_days(now: datetime, words: str) -> None:
    assert days_until(datetime(2026, 12, 5, 1, tzinfo=UTC), now=now) == words


def test_a_day_in_words() -> None:
    assert day_in_words(date(2025, 10, 28)) == "October 28, 2025"
    assert day_in_words(date(2025, 10, 28), weekday=True) == "Tuesday, October 28, 2025"
