"""An interview list has a day to come back: managers are reminded, and asked each week until it is closed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from screening.domain import list_closing, list_return
from screening.domain.interview_list import content_sha256
from screening.enums import DispositionKind as Kind
from screening.models import InterviewList, Notice
from tests.factories_eligible_list import AT
from tests.factories_hiring import record
from tests.factories_interviews import make_issued

pytestmark = pytest.mark.django_db
DUE = date(2025, 6, 26)


def after(days: int) -> int:
    """How many are told in the night so many days after the list's day."""
    return list_return.chase_due(at=AT + timedelta(days=45 + days))


def told() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind__in=["list_due", "list_overdue"]).order_by("pk")
    return list(rows.values_list("recipient__first_name", "kind"))


def test_a_list_has_its_day_in_what_is_frozen() -> None:
    issued = make_issued()
    entries = list(issued.referrals.order_by("order").values_list("entry", flat=True))
    assert (issued.return_by, issued.content_sha256) == (DUE, content_sha256(issued, entries))
    older = InterviewList.objects.get(pk=issued.pk)
    older.return_by = None
    assert content_sha256(older, entries) != issued.content_sha256


def test_managers_are_reminded_once_and_asked_each_week_with_the_analysts() -> None:
    make_issued()
    assert [after(days) for days in (-4, -3, -2, 0)] == [0, 1, 0, 0]
    assert [after(days) for days in (1, 2, 7, 8, 9)] == [2, 0, 0, 2, 0]
    assert told() == [
        ("Maria", "list_due"),
        ("Maria", "list_overdue"),
        ("Ana", "list_overdue"),
        ("Maria", "list_overdue"),
        ("Ana", "list_overdue"),
    ]


def test_a_closed_list_is_asked_for_no_more() -> None:
    issued = make_issued()
    for name in ("Ada Cole", "Ben Diaz"):
        record(issued.issued_by, issued, name, Kind.DECLINED)
    list_closing.close(actor=issued.issued_by, interview_list_id=issued.pk, at=AT)
    assert [after(days) for days in (-3, 1, 8)] == [0, 0, 0]


def test_the_database_keeps_the_day_after_the_issue() -> None:
    issued = make_issued()
    issued.pk, issued.number, issued.return_by = None, 9, issued.issued_on
    issued._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        issued.save()
