"""Two lists of a class in force at once: which serves first, why, and that nobody slips in between."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from postings.models import PostingRevision
from screening.domain import interview_list, list_serving
from screening.errors import Refused
from screening.models import EligibleList, InterviewList, User, Vacancy
from tests.factories import signed_in
from tests.factories_eligible_list import (
    AT,
    ESTABLISHED_ON,
    make_class_posting,
    make_entry,
    make_list,
    make_names,
)
from tests.factories_hiring import issue_list, make_manager, make_vacancy
from tests.screening.hiring_manager.test_races import raced

LATER = ESTABLISHED_ON + timedelta(days=10)
CALL_CENTER = {"kind": "points", "subject": "", "at_least": 2}


def scene(serves: str = "oldest") -> tuple[User, Vacancy, EligibleList, EligibleList]:
    """A manager with a vacancy, the older list with one name, and the newer one with two."""
    posting = make_class_posting()
    revision = PostingRevision.objects.create(
        posting=posting,
        number=2,
        revised_on=date(2025, 5, 2),
        sections={},
        requirements={"settings": {}, "duties": [], "claims": [], "tree": {}},
        list_policy={"serves": serves},
        source_sha256="1" * 64,
    )
    older = make_list(posting)
    make_names(older, "Ada Cole")
    posting.current_revision = revision
    newer = make_list(posting, LATER)
    make_names(newer, "Ben Diaz", "Cleo Fox")
    manager = make_manager()
    return manager, make_vacancy(manager, posting.job_class), older, newer


def ask(
    manager: User, vacancy: Vacancy, eligible_list: EligibleList, *criteria: dict[str, Any]
) -> InterviewList:
    return interview_list.issue(
        actor=manager,
        vacancy_id=vacancy.pk,
        eligible_list_id=eligible_list.pk,
        names=5,
        criteria=criteria,
        at=AT + timedelta(days=10),
    )


@pytest.mark.django_db
def test_the_oldest_list_serves_first_until_nobody_on_it_is_left() -> None:
    manager, vacancy, older, newer = scene()
    with pytest.raises(
        Refused, match="has 1 name that passes your filter. The oldest list of a class serves first"
    ):
        ask(manager, vacancy, newer)
    ask(manager, vacancy, older)
    assert ask(manager, vacancy, newer).referrals.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("serves", "first"), [("newest", 2), ("any", 1)])
def test_the_newest_lists_own_policy_may_say_otherwise(serves: str, first: int) -> None:
    manager, vacancy, older, newer = scene(serves)
    if serves == "newest":
        with pytest.raises(Refused, match="has 2 names that pass your filter. The newest list"):
            ask(manager, vacancy, older)
        assert ask(manager, vacancy, newer).referrals.count() == first
    assert ask(manager, vacancy, older).referrals.count() == 1


@pytest.mark.django_db
def test_a_list_whose_names_do_not_pass_the_filter_is_not_waited_for() -> None:
    manager, vacancy, older, newer = scene()
    make_entry(newer, "Dora Hall", 3, points=4)
    assert ask(manager, vacancy, newer, CALL_CENTER).referrals.count() == 1
    assert list_serving.served_before(newer, vacancy, [], day=LATER) is not None


@pytest.mark.django_db
def test_the_page_says_which_serves_first_and_gives_the_way_there() -> None:
    manager, vacancy, older, newer = scene()
    client = signed_in(manager)
    with time_machine.travel(AT + timedelta(days=10), tick=False):
        address = f"/hiring/vacancies/{vacancy.pk}/interview-list/"
        page = client.get(address).content.decode()
        assert "The oldest list of a class serves first" in page
        asked = client.get(address, {"eligible_list": newer.pk, "names": 2}).content.decode()
    assert "Another list serves first" in asked
    assert f'href="?eligible_list={older.pk}"' in asked
    assert "Issue interview list" not in asked


def waiting_for_a_name(manager: User, vacancy: Vacancy, older: EligibleList, newer: EligibleList) -> Any:
    """A name comes to the older list, whose lock is held, while the newer list is asked."""

    def add() -> None:
        EligibleList.objects.select_for_update().get(pk=older.pk)
        make_entry(older, "Eve Long", 2)

    return raced(add, lambda: ask(manager, vacancy, newer))


@pytest.mark.django_db(transaction=True)
def test_a_name_that_comes_to_the_older_list_meanwhile_is_waited_for() -> None:
    manager, vacancy, older, newer = scene()
    issue_list(manager, vacancy, older)
    _, said = waiting_for_a_name(manager, vacancy, older, newer)
    assert "has 1 name that passes your filter" in said


@pytest.mark.django_db(transaction=True)
def test_without_the_locks_of_the_class_it_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    manager, vacancy, older, newer = scene()
    issue_list(manager, vacancy, older)
    monkeypatch.setattr(interview_list, "lock_those_of_the_class", lambda *_: None)
    assert waiting_for_a_name(manager, vacancy, older, newer) == ("done", "done")
