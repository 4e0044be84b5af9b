"""The eligible list: who is placed, in which order, by whom, and who can be added."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from postings.list_policy import ListPolicy
from screening.domain import decision as decisions
from screening.domain import eligible_list as eligible_lists
from screening.domain.queries import entries_of
from screening.enums import ApplicationState, NoticeKind, Role
from screening.errors import NotAllowed, Refused
from screening.models import EligibleListEntry, History
from tests.factories import FILED_AT, make_evaluated_application, make_posting, make_staff, make_user

pytestmark = pytest.mark.django_db
AT = FILED_AT + timedelta(days=1)
POINTS, NONE = {"phone_system": "yes"}, {"phone_system": "no"}


def make_qualified(posting, analyst, name, answers=POINTS, *, sent=0):
    """A qualified applicant who sent the application so many minutes after the first instant."""
    applicant = make_user(f"{name.lower()}@example.org", given=name, family="Lee")
    application = make_evaluated_application(
        posting, applicant, answers=answers, at=FILED_AT + timedelta(minutes=sent)
    )
    decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
    return application


def scene():
    posting = make_posting()
    return posting, make_staff(Role.ANALYST, posting=posting)


def order(eligible_list):
    return [(entry.position, entry.person.first_name, entry.points) for entry in entries_of(eligible_list)]


def test_the_qualified_stand_by_points_and_equal_points_share_a_position():
    posting, analyst = scene()
    make_qualified(posting, analyst, "Late", sent=9)
    make_qualified(posting, analyst, "None", NONE, sent=1)
    make_qualified(posting, analyst, "Early", sent=2)
    eligible_list = eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
    assert order(eligible_list) == [(1, "Early", 5), (1, "Late", 5), (3, "None", 0)]
    reasons = [entry.order_reasons for entry in entries_of(eligible_list)]
    assert reasons[0][0]["label"] == "Experience with a phone system"
    assert reasons[2] == []


def test_the_list_says_its_days_who_established_it_and_tells_each_person():
    posting, analyst = scene()
    application = make_qualified(posting, analyst, "Ada")
    eligible_list = eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
    assert (eligible_list.established_on, eligible_list.expires_on) == (date(2025, 5, 2), date(2025, 10, 29))
    assert (eligible_list.established_by, eligible_list.revision) == (analyst, posting.current_revision)
    application.refresh_from_db()
    assert application.state == ApplicationState.LISTED
    told = application.notices.get(kind=NoticeKind.LISTED)
    assert "in force until October 29, 2025. That whole day still counts." in told.body
    verbs = History.objects.filter(verb__in=["establish", "place"]).order_by("id")
    assert [(line.verb, line.actor, line.to_state) for line in verbs] == [
        ("establish", analyst, ""),
        ("place", analyst, "listed"),
    ]


def test_only_the_qualified_are_placed():
    posting, analyst = scene()
    make_qualified(posting, analyst, "Ada")
    waiting = make_evaluated_application(posting, make_user("ben@example.org", given="Ben"))
    eligible_list = eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
    assert order(eligible_list) == [(1, "Ada", 5)]
    waiting.refresh_from_db()
    assert waiting.state == ApplicationState.IN_REVIEW


def test_no_list_without_anybody_qualified():
    posting, analyst = scene()
    with pytest.raises(Refused, match="Nobody is qualified for Utility Clerk"):
        eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)


def test_no_second_list_while_one_is_in_force():
    posting, analyst = scene()
    make_qualified(posting, analyst, "Ada")
    eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
    make_qualified(posting, analyst, "Ben")
    with pytest.raises(Refused, match="established on 2025-05-02 is in force until 2025-10-29"):
        eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT + timedelta(days=1))


def test_a_name_added_later_takes_its_place_and_the_last_day_stays():
    posting, analyst = scene()
    make_qualified(posting, analyst, "None", NONE)
    eligible_list = eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
    make_qualified(posting, analyst, "Best", sent=5)
    make_qualified(posting, analyst, "Equal", NONE, sent=6)
    placed = eligible_lists.add_qualified(
        actor=analyst, eligible_list_id=eligible_list.pk, at=AT + timedelta(days=30)
    )
    assert len(placed) == 2
    eligible_list.refresh_from_db()
    assert order(eligible_list) == [(1, "Best", 5), (2, "None", 0), (2, "Equal", 0)]
    assert eligible_list.expires_on == date(2025, 10, 29)


def test_no_name_is_added_after_the_last_day():
    posting, analyst = scene()
    make_qualified(posting, analyst, "Ada")
    eligible_list = eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
    make_qualified(posting, analyst, "Ben")
    with pytest.raises(Refused, match="last day was 2025-10-29"):
        eligible_lists.add_qualified(
            actor=analyst, eligible_list_id=eligible_list.pk, at=AT + timedelta(days=181)
        )


def test_others_qualified_than_the_page_showed_are_looked_at_again():
    posting, analyst = scene()
    make_qualified(posting, analyst, "Ada")
    seen = {placement.decision.pk for placement in eligible_lists.preview(posting, ListPolicy())}
    make_qualified(posting, analyst, "Ben")
    with pytest.raises(Refused, match="Others are qualified now"):
        eligible_lists.establish(actor=analyst, posting_id=posting.pk, seen=seen, at=AT)


def test_nobody_places_their_own_name():
    posting = make_posting()
    first = make_staff(Role.SUPERVISING_ANALYST)
    applying = make_staff(Role.ANALYST, posting=posting)
    application = make_evaluated_application(posting, applying)
    decisions.confirm(actor=first, application_id=application.pk, at=AT)
    with pytest.raises(Refused, match="Your own application is among the qualified"):
        eligible_lists.establish(actor=applying, posting_id=posting.pk, at=AT)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR])
def test_a_role_that_does_not_run_postings_is_turned_away(role):
    posting, analyst = scene()
    make_qualified(posting, analyst, "Ada")
    with pytest.raises(NotAllowed):
        eligible_lists.establish(actor=make_staff(role), posting_id=posting.pk, at=AT)


def test_the_database_refuses_a_name_without_a_passing_decision_that_stands():
    posting, analyst = scene()
    make_qualified(posting, analyst, "Ada")
    eligible_list = eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
    rejected = make_evaluated_application(posting, make_user("ben@example.org"), jobs=[])
    no = decisions.confirm(actor=analyst, application_id=rejected.pk, at=AT)
    with pytest.raises(DatabaseError, match="no passing decision that stands"), transaction.atomic():
        EligibleListEntry.objects.create(
            eligible_list=eligible_list,
            application=rejected,
            person=rejected.applicant,
            decision=no,
            position=1,
            placed_at=AT,
        )


def test_the_database_lets_nothing_of_an_entry_change_but_its_position():
    posting, analyst = scene()
    make_qualified(posting, analyst, "Ada")
    eligible_list = eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
    entry = eligible_list.entries.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        eligible_list.entries.update(points=99)
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.delete()
    assert eligible_list.entries.update(position=2) == 1


def test_a_large_pool_is_placed_in_few_statements(django_assert_max_num_queries):
    posting, analyst = scene()
    for number in range(5):
        make_qualified(posting, analyst, f"P{number}")
    with django_assert_max_num_queries(16):
        eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
