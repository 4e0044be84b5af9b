"""Lists in bands and by a rule of N, with veterans' credit: who stands where, who is sent, and why."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from screening.domain import decision as decisions
from screening.domain import eligible_list as eligible_lists
from screening.domain import list_as_of, veterans_credit
from screening.domain.consideration import consider
from screening.domain.queries import entries_of
from screening.enums import Role, VeteranStatus
from screening.errors import NotAllowed, Refused
from screening.models import Application, EligibleList, User, VeteransCredit
from tests.factories import (
    FILED_AT,
    make_evaluated_application,
    make_job,
    make_posting,
    make_revision,
    make_staff,
    make_user,
)
from tests.factories_hiring import make_manager, make_vacancy

pytestmark = pytest.mark.django_db
AT = FILED_AT + timedelta(days=1)
PLAN = [
    {"when": {"answer": "phone_system", "is": "yes"}, "points": 12, "label": "Phone systems", "cite": ""},
]
CREDIT = {"full_score": 100, "percent": 5, "disabled_percent": 10}
SCORED: dict[str, Any] = {"ranking": "scored", "rule_of": 2, "veterans_credit": CREDIT}
BANDS: dict[str, Any] = {
    "ranking": "bands",
    "bands": [{"label": "Best qualified", "from": 10}, {"label": "Qualified", "from": 0}],
    "veterans_credit": CREDIT,
}


def analyst() -> User:
    known = User.objects.filter(email="supervisor@example.org").first()
    return known or make_staff(Role.SUPERVISING_ANALYST, "supervisor@example.org")


def qualified(posting: Any, name: str, points: int) -> Application:
    person = make_user(f"{name.lower()}@example.org", given=name, family="Park")
    application = make_evaluated_application(posting, person, jobs=[make_job()])
    decisions.confirm(actor=analyst(), application_id=application.pk, at=AT)
    Application.objects.filter(pk=application.pk).update(points=points)
    return application


def scene(policy: dict[str, Any], **points: int) -> tuple[Any, dict[str, Application]]:
    posting = make_posting(list_policy=policy)
    return posting, {name: qualified(posting, name, some) for name, some in points.items()}


def give(application: Application, status: VeteranStatus = VeteranStatus.VETERAN) -> VeteransCredit:
    return veterans_credit.record(
        actor=analyst(),
        application_id=application.pk,
        status=status,
        basis="DD-214, honorable discharge",
        at=AT,
    )


def establish(posting: Any) -> EligibleList:
    return eligible_lists.establish(actor=analyst(), posting_id=posting.pk, at=AT)


def standing(eligible_list: EligibleList) -> list[tuple[int, str, float]]:
    return [(one.position, one.person.first_name, float(one.score)) for one in entries_of(eligible_list)]


def test_credit_moves_who_passed_up_and_its_own_score_is_kept_with_the_name() -> None:
    posting, people = scene(SCORED, Ada=12, Ben=10, Cleo=9)
    give(people["Ben"])
    give(people["Cleo"], VeteranStatus.DISABLED)
    made = establish(posting)
    assert standing(made) == [(1, "Cleo", 19.0), (2, "Ben", 15.0), (3, "Ada", 12.0)]
    seen = [
        (one.position, one.entry.person.first_name) for one in list_as_of.stood_on(made, made.established_on)
    ]
    assert seen == [(1, "Cleo"), (2, "Ben"), (3, "Ada")]


def test_a_rule_of_two_sends_the_first_two_scores_with_their_ties_whatever_is_asked_for() -> None:
    posting, _ = scene(SCORED, Ada=12, Ben=10, Cleo=10, Dora=9)
    made = establish(posting)
    manager = make_manager()
    for names in (1, 50):
        found = consider(
            made, make_vacancy(manager, posting.job_class, f"R-{names}"), [], names, day=made.established_on
        )
        assert [entry.person.first_name for entry in found.sent] == ["Ada", "Ben", "Cleo"]
        assert found.considered[-1].why == (
            "Passes the filter, but place 4 stands after the last place sent, 2. The rule of 2 sends the first 2 scores "
            "that are left."
        )


def test_a_band_is_one_place_and_is_sent_whole() -> None:
    posting, people = scene(BANDS, Ada=12, Ben=9, Cleo=6, Dora=3)
    give(people["Cleo"])
    made = establish(posting)
    assert standing(made) == [(1, "Ada", 12.0), (1, "Cleo", 11.0), (3, "Ben", 9.0), (3, "Dora", 3.0)]
    found = consider(made, make_vacancy(make_manager(), posting.job_class), [], 1, day=made.established_on)
    assert [entry.person.first_name for entry in found.sent] == ["Ada", "Cleo"]
    assert (
        found.considered[0].why
        == "Passes the filter at place 1 (Best qualified), which it shares at the cut."
    )


def test_a_name_added_later_takes_its_place_by_the_lists_own_policy() -> None:
    posting, _ = scene(BANDS, Ada=12, Ben=9)
    made = establish(posting)
    make_revision(
        posting, number=2
    )  # unranked from now on; the list in force keeps what it was established with
    qualified(posting, "Cleo", 20)
    eligible_lists.add_qualified(actor=analyst(), eligible_list_id=made.pk, at=AT + timedelta(days=1))
    assert [(place, name) for place, name, _ in standing(made)] == [(1, "Ada"), (1, "Cleo"), (3, "Ben")]


def test_credit_is_refused_where_the_posting_gives_none_and_once_the_name_is_placed() -> None:
    posting, people = scene({}, Ada=1)
    with pytest.raises(Refused, match="gives no veterans' credit"):
        give(people["Ada"])
    make_revision(posting, number=2, list_policy=SCORED)
    give(people["Ada"])
    give(people["Ada"])  # pressed twice
    establish(posting)
    with pytest.raises(Refused, match="stands on an eligible list already"):
        give(people["Ada"], VeteranStatus.NONE)
    with pytest.raises(DatabaseError), transaction.atomic():
        VeteransCredit.objects.create(
            application=people["Ada"],
            status=VeteranStatus.NONE,
            basis="A mistake",
            recorded_by=analyst(),
            recorded_at=AT,
        )
    assert VeteransCredit.objects.count() == 1


@pytest.mark.parametrize("role", [Role.HIRING_MANAGER, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR])
def test_only_who_reviews_records_credit(role: Role) -> None:
    posting, people = scene(SCORED, Ada=1)
    with pytest.raises(NotAllowed):
        veterans_credit.record(
            actor=make_staff(role, department=posting.department if role == Role.HIRING_MANAGER else None),
            application_id=people["Ada"].pk,
            status=VeteranStatus.VETERAN,
            basis="DD-214",
            at=AT,
        )
    with pytest.raises(NotAllowed):
        veterans_credit.record(
            actor=people["Ada"].applicant,
            application_id=people["Ada"].pk,
            status=VeteranStatus.VETERAN,
            basis="DD-214",
            at=AT,
        )
