"""Beside a contact as it was sent stands that it changed since, and on which day: never what it became."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from screening.domain.contact import changed_after, save_contact
from screening.enums import Role
from screening.models import ContactChange, User
from tests.factories import CONTACT, FILED_AT, make_evaluated_application, make_posting, make_staff, make_user
from tests.factories_eligible_list import AT, make_class_posting, make_list, make_names
from tests.factories_hiring import issue_list, make_manager, make_vacancy
from tests.screening.admin.scene import page_of

pytestmark = pytest.mark.django_db
NEW = "77 Hidden Lane"


def move_house(person: User, at: datetime) -> None:
    saved = person.contact_details
    save_contact(
        actor=person, person=person, content={**CONTACT, "address1": NEW}, version=saved.version, at=at
    )


def test_only_what_changed_after_it_was_sent_counts() -> None:
    person = make_user()
    application = make_evaluated_application(make_posting(), person)
    assert changed_after(person.pk, application.submitted_at) is None
    for days in (3, 5):
        ContactChange.objects.create(
            person=person, before={}, after={}, changed_at=FILED_AT + timedelta(days=days)
        )
    assert changed_after(person.pk, FILED_AT) == FILED_AT + timedelta(days=5)
    assert changed_after(person.pk, FILED_AT + timedelta(days=5)) is None


def test_an_analyst_sees_the_day_and_the_contact_as_sent(client: Client) -> None:
    person = make_user()
    application = make_evaluated_application(make_posting(), person)
    client.force_login(make_staff(Role.ANALYST, posting=application.posting))
    assert "changed it since" not in client.get(page_of(application)).content.decode()
    move_house(person, FILED_AT + timedelta(days=3))
    page = client.get(page_of(application)).content.decode()
    assert "changed it since, on May 4, 2025" in page
    assert (CONTACT["address1"] in page, NEW in page) == (True, False)


def test_a_manager_sees_the_day_on_the_list_and_on_the_name_alone(client: Client, time_machine: Any) -> None:
    time_machine.move_to(AT, tick=False)
    manager, posting = make_manager(), make_class_posting()
    eligible_list = make_list(posting)
    make_names(eligible_list, "Ada Cole", "Ben Diaz")
    issued = issue_list(manager, make_vacancy(manager, posting.job_class), eligible_list, names=2)
    referral = issued.referrals.order_by("order").first()
    ContactChange.objects.create(
        person=referral.entry.application.applicant,
        before={"address1": "12 Market Street"},
        after={"address1": NEW},
        changed_at=AT,
    )
    client.force_login(manager)
    for name, pk in (("interview_list", issued.pk), ("referral", referral.pk)):
        page = client.get(reverse(f"hiring:{name}", args=[pk])).content.decode()
        assert page.count("changed how they are reached on May 12, 2025") == 1
        assert NEW not in page
