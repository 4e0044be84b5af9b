"""Day 180 is whole: by the city's date, across the changes of the clock, leap days and any zone of the server."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from screening.city_time import city_day
from screening.domain import eligible_list as eligible_lists
from screening.domain import list_ending
from screening.enums import NoticeKind, Role
from screening.models import EligibleListExpiry, History, Notice
from tests.factories import make_posting, make_staff
from tests.screening.domain.test_eligible_list import AT, make_qualified

CITY = ZoneInfo("America/Los_Angeles")


@pytest.mark.parametrize(
    ("established_on", "last_day"),
    [
        (date(2025, 5, 1), date(2025, 10, 28)),
        (date(2024, 12, 1), date(2025, 5, 30)),
        (date(2023, 10, 1), date(2024, 3, 29)),  # over 29 February
        (date(2024, 9, 2), date(2025, 3, 1)),  # over 28 February
        (date(2025, 9, 3), date(2026, 3, 2)),  # over both the end and, nearly, the start of summer time
    ],
)
def test_the_last_day_is_180_days_by_date(established_on, last_day):
    assert eligible_lists.last_day(established_on, 180) == last_day


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2025, 10, 28, 0, 0, 0, tzinfo=CITY), date(2025, 10, 28)),
        (datetime(2025, 10, 28, 23, 59, 59, tzinfo=CITY), date(2025, 10, 28)),
        (datetime(2025, 10, 29, 0, 0, 0, tzinfo=CITY), date(2025, 10, 29)),
        (datetime(2025, 3, 9, 23, 59, 59, tzinfo=CITY), date(2025, 3, 9)),  # the day of 23 hours
        (datetime(2025, 11, 2, 23, 59, 59, tzinfo=CITY), date(2025, 11, 2)),  # the day of 25 hours
        (datetime(2024, 2, 29, 23, 59, 59, tzinfo=CITY), date(2024, 2, 29)),
    ],
)
@pytest.mark.parametrize("server_zone", ["UTC", "Pacific/Kiritimati", "Pacific/Niue"])
def test_the_day_is_the_citys_whatever_zone_the_server_keeps(instant, day, server_zone):
    with timezone.override(ZoneInfo(server_zone)):
        assert city_day(instant.astimezone(ZoneInfo(server_zone))) == day


def made_list(posting=None):
    posting = posting or make_posting()
    analyst = make_staff(Role.ANALYST, posting=posting)
    make_qualified(posting, analyst, "Ada")
    return eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)


LAST_SECOND = datetime(2025, 10, 29, 23, 59, 59, tzinfo=CITY)
MIDNIGHT = datetime(2025, 10, 30, tzinfo=CITY)


@pytest.mark.django_db
def test_day_180_is_whole_and_day_181_is_not():
    eligible_list = made_list()
    assert eligible_list.is_in_force_on(city_day(LAST_SECOND)) is True
    assert eligible_lists.days_left(eligible_list, city_day(LAST_SECOND)) == 0
    assert eligible_list.is_in_force_on(city_day(MIDNIGHT)) is False
    assert eligible_lists.days_left(eligible_list, city_day(MIDNIGHT)) == -1
    assert eligible_lists.in_force_of(eligible_list.posting, city_day(LAST_SECOND)) == eligible_list
    assert eligible_lists.in_force_of(eligible_list.posting, city_day(MIDNIGHT)) is None


@pytest.mark.django_db
def test_the_end_is_recorded_once_and_told_once():
    eligible_list = made_list()
    assert list_ending.record_expiries(at=LAST_SECOND) == []
    assert list_ending.record_expiries(at=MIDNIGHT) == [eligible_list]
    assert list_ending.record_expiries(at=MIDNIGHT + timedelta(days=1)) == []
    assert EligibleListExpiry.objects.get().recorded_at == MIDNIGHT
    assert History.objects.filter(verb="record_expiry").count() == 1
    told = Notice.objects.get(kind=NoticeKind.LIST_EXPIRED)
    assert "Its last day was October 29, 2025." in told.body


@pytest.mark.django_db
def test_a_list_ended_without_anybody_recording_it():
    eligible_list = made_list()
    assert eligible_list.is_in_force_on(city_day(MIDNIGHT)) is False
    assert EligibleListExpiry.objects.count() == 0


@pytest.mark.django_db
def test_the_coming_end_is_told_once_also_when_nights_were_missed():
    eligible_list = made_list()
    thirty_days_before = datetime(2025, 9, 29, 0, 10, tzinfo=CITY)
    assert list_ending.announce_endings(at=thirty_days_before - timedelta(days=1)) == 0
    assert list_ending.announce_endings(at=thirty_days_before + timedelta(days=4)) == 1
    assert list_ending.announce_endings(at=thirty_days_before + timedelta(days=5)) == 0
    told = Notice.objects.get(kind=NoticeKind.LIST_EXPIRING)
    assert told.subject == "Your eligible list ends on October 29, 2025: Utility Clerk"
    assert told.cause == f"list_expiring:{eligible_list.pk}"
