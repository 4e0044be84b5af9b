"""Two people at once, in two connections: one selection a person, one list a click, no name after the last day.

The race for a person has its negative control: without the constraint the same race gives two live selections.
"""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, connections, transaction

from screening.domain import interview_list, list_ending
from screening.enums import DispositionKind as Kind
from screening.errors import Refused
from screening.models import Disposition, EligibleListExpiry, InterviewList, Selection
from tests.factories_eligible_list import AT, make_class_posting, make_list, make_names
from tests.factories_hiring import issue_list, make_manager, make_vacancy, record
from tests.factories_postings import make_department

pytestmark = pytest.mark.django_db(transaction=True)
A_MOMENT = 0.4
BEFORE = datetime(2025, 10, 29, 6, 59, 59, tzinfo=UTC)
AFTER = datetime(2025, 10, 29, 7, 10, tzinfo=UTC)
"""One second before midnight of the last day in the city (PDT), and ten minutes after."""


def outcome_of(verb: Callable[[], Any]) -> str:
    try:
        verb()
    except Refused as refused:
        return str(refused)
    return "done"


def raced(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[str, str]:
    """``first`` has done its work and not committed when ``second`` begins; then it commits. What each came to."""
    worked, may_commit, said = Event(), Event(), {}

    def slow() -> None:
        try:
            with transaction.atomic():
                said["first"] = outcome_of(first)
                worked.set()
                may_commit.wait(10)
        finally:
            connections.close_all()

    def late() -> None:
        try:
            said["second"] = outcome_of(second)
        finally:
            connections.close_all()

    threads = [Thread(target=slow), Thread(target=late)]
    threads[0].start()
    assert worked.wait(10)
    threads[1].start()
    threads[1].join(A_MOMENT)
    may_commit.set()
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()
    return said["first"], said["second"]


@contextmanager
def without_the_constraint():
    """The protection taken off in this test's own database, and put back."""
    constraint = next(c for c in Selection._meta.constraints if c.name == "selection_one_live_a_person")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Selection, constraint)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("DELETE FROM screening_selection")
            cursor.execute("SET session_replication_role = DEFAULT")
        with connection.schema_editor() as editor:
            editor.add_constraint(Selection, constraint)


def two_departments_with_one_person():
    library = make_department("library", "Library")
    manager, librarian = make_manager(), make_manager("Otto Kern", library)
    posting = make_class_posting()
    eligible_list = make_list(posting)
    make_names(eligible_list, "Ada Cole")
    lists = [
        issue_list(manager, make_vacancy(manager, posting.job_class), eligible_list),
        issue_list(
            librarian, make_vacancy(librarian, posting.job_class, "LIB-7", department=library), eligible_list
        ),
    ]
    for actor, issued in zip((manager, librarian), lists, strict=True):
        record(actor, issued, "Ada Cole", Kind.CONTACTED, Kind.INTERVIEW_SET, Kind.INTERVIEWED)
    return (manager, lists[0]), (librarian, lists[1])


def race_for_the_person() -> tuple[str, str]:
    (manager, ours), (librarian, theirs) = two_departments_with_one_person()
    return raced(
        lambda: record(manager, ours, "Ada Cole", Kind.SELECTED),
        lambda: record(librarian, theirs, "Ada Cole", Kind.SELECTED),
    )


def test_two_managers_cannot_both_select_one_person():
    first, second = race_for_the_person()
    assert (first, second) == (
        "done",
        "Ada Cole cannot be selected: selected by Public Utilities on May 12, 2025. A person can be selected for one "
        "vacancy at a time. Record 'Not selected' here, or wait in case that department lets go.",
    )
    assert Selection.objects.filter(ended_at__isnull=True).count() == 1
    assert Disposition.objects.filter(kind=Kind.SELECTED).count() == 1


def test_without_the_constraint_both_would_have_selected_the_person():
    with without_the_constraint():
        assert race_for_the_person() == ("done", "done")
        assert Selection.objects.filter(ended_at__isnull=True).count() == 2


def test_two_colleagues_cannot_select_two_people_for_one_position():
    manager, colleague, posting = make_manager(), make_manager("Ines Roy"), make_class_posting()
    eligible_list = make_list(posting)
    make_names(eligible_list, "Ada Cole", "Ben Diaz")
    issued = issue_list(manager, make_vacancy(manager, posting.job_class), eligible_list)
    for name in ("Ada Cole", "Ben Diaz"):
        record(manager, issued, name, Kind.CONTACTED, Kind.INTERVIEW_SET, Kind.INTERVIEWED)
    first, second = raced(
        lambda: record(manager, issued, "Ada Cole", Kind.SELECTED),
        lambda: record(colleague, issued, "Ben Diaz", Kind.SELECTED),
    )
    assert (first, second.split(",")[0]) == (
        "done",
        "The one position of this vacancy already has its selected person",
    )
    assert Selection.objects.filter(ended_at__isnull=True).count() == 1


def scene():
    manager, posting = make_manager(), make_class_posting()
    eligible_list = make_list(posting)
    make_names(eligible_list, "Ada Cole", "Ben Diaz")
    return manager, make_vacancy(manager, posting.job_class), eligible_list


def issuing(actor, one, eligible_list, at=AT):
    return lambda: interview_list.issue(
        actor=actor,
        vacancy_id=one.pk,
        eligible_list_id=eligible_list.pk,
        names=1,
        criteria=[],
        number=1,
        at=at,
    )


def test_one_list_is_issued_by_two_clicks_at_once():
    manager, one, eligible_list = scene()
    first, second = raced(issuing(manager, one, eligible_list), issuing(manager, one, eligible_list))
    assert (first, second.split(",")[0]) == ("done", "Interview list 1 of this vacancy was issued already")
    assert InterviewList.objects.count() == 1


def expiring():
    return list_ending.record_expiries(at=AFTER)


def test_a_list_issued_in_its_last_second_stands_and_the_record_of_its_end_waits_for_it():
    manager, one, eligible_list = scene()
    order = []
    first, second = raced(
        lambda: (issuing(manager, one, eligible_list, BEFORE)(), order.append("issued")),
        lambda: (expiring(), order.append("expired")),
    )
    assert (first, second, order) == ("done", "done", ["issued", "expired"])
    assert EligibleListExpiry.objects.count() == 1
    assert InterviewList.objects.count() == 1


def test_once_the_end_is_being_recorded_a_request_of_the_last_second_gets_no_name():
    manager, one, eligible_list = scene()
    first, second = raced(expiring, issuing(manager, one, eligible_list, BEFORE))
    assert (first, second.split(",")[0]) == ("done", "This eligible list ended on October 28")
    assert InterviewList.objects.count() == 0
