"""The form at every step, the officer's small door, and nobody else's page with a word of it."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from screening.city_time import now
from screening.domain import accommodation
from screening.enums import AccommodationEvent, AccommodationState, AccommodationStep, Role
from screening.models import AccommodationRequest, Application, Notice, User
from screening.views.applicant.accommodation import REQUESTS
from tests.factories import FILED_AT, make_application, make_posting, make_staff, make_user
from tests.screening.accommodation.conftest import NEED, PANEL, REACH, WORDS

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
GIVEN = {"need": NEED, "step": "test", "reach": REACH}


def test_the_link_stands_on_the_posting_and_on_every_page_of_an_applicant(
    client: Client, signed_in: SignIn, person: User
) -> None:
    posting = make_posting()
    draft = make_application(posting, person, at=now())
    link = f'href="/accommodation/?posting={posting.slug}"'
    mine = signed_in(person)
    for page in (
        client.get(reverse("postings:detail", args=[posting.slug])),
        client.get(reverse("applicant:start", args=[posting.slug])),
        mine.get(reverse("applicant:application", args=[draft.pk])),
        mine.get(reverse("applicant:section", args=[draft.pk, "contact"])),
        mine.get(reverse("applicant:work_history", args=[draft.pk])),
        mine.get(reverse("applicant:documents", args=[draft.pk])),
        mine.get(reverse("applicant:check", args=[draft.pk])),
    ):
        assert link in page.content.decode(), page.request["PATH_INFO"]
    for page in (client.get("/"), client.get("/how-we-evaluate/"), mine.get(reverse("applicant:notices"))):
        assert 'href="/accommodation/"' in page.content.decode()


def test_asking_without_signing_in(client: Client, officer: User) -> None:
    make_posting()
    answer = client.post(reverse("applicant:accommodation") + "?posting=clerk", GIVEN)
    assert answer["Location"] == reverse("applicant:accommodation_sent")
    assert client.get(answer["Location"]).status_code == 200
    asked = AccommodationRequest.objects.get()
    assert (asked.need, asked.reach, asked.person, asked.posting and asked.posting.slug) == (
        NEED, REACH, None, "clerk",
    )  # fmt: skip


def test_asking_signed_in_leads_to_ones_own_page(signed_in: SignIn, person: User, officer: User) -> None:
    mine = signed_in(person)
    answer = mine.post(reverse("applicant:accommodation"), GIVEN)
    asked = AccommodationRequest.objects.get()
    assert answer["Location"] == reverse("applicant:accommodation_one", args=[asked.pk])
    assert NEED in mine.get(answer["Location"]).content.decode()


def test_what_is_missing_is_said_and_nothing_is_stored(client: Client) -> None:
    answer = client.post(reverse("applicant:accommodation"), {"step": "elsewhere"})
    page = answer.content.decode()
    assert answer.status_code == 400
    for words in ("Write what you need.", "Choose one of the steps.", "Write how we can reach you."):
        assert words in page
    assert AccommodationRequest.objects.count() == 0


def test_a_flood_is_braked_in_words(client: Client) -> None:
    answers = [
        client.post(reverse("applicant:accommodation"), GIVEN).status_code for _ in range(REQUESTS + 1)
    ]
    assert answers == [302] * REQUESTS + [429]
    assert AccommodationRequest.objects.count() == REQUESTS


def test_the_officer_reads_answers_and_arranges(
    signed_in: SignIn, officer: User, person: User, asked: AccommodationRequest
) -> None:
    door = signed_in(officer)
    assert door.get(reverse("home"))["Location"] == reverse("accommodation:requests")
    assert f"Request {asked.pk}" in door.get(reverse("accommodation:requests")).content.decode()
    address = reverse("accommodation:request", args=[asked.pk])
    assert NEED in door.get(address).content.decode()
    assert door.post(address, {"event": "arrange"}).status_code == 400
    done = door.post(address, {"event": "arrange", "words": WORDS, "panel_provides": PANEL})
    assert done["Location"] == address
    asked.refresh_from_db()
    assert asked.state == AccommodationState.ARRANGED
    mine = signed_in(person).get(reverse("applicant:accommodation_one", args=[asked.pk])).content.decode()
    assert WORDS in mine
    assert PANEL in mine


def test_the_person_withdraws(signed_in: SignIn, person: User, asked: AccommodationRequest) -> None:
    signed_in(person).post(reverse("applicant:accommodation_withdraw", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.state == AccommodationState.WITHDRAWN


def test_no_page_of_anybody_else_shows_a_word_of_it(
    signed_in: SignIn, application: Application, officer: User, asked: AccommodationRequest
) -> None:
    accommodation.answer(
        actor=officer,
        request_id=asked.pk,
        event=AccommodationEvent.ARRANGE,
        words=WORDS,
        panel_provides=PANEL,
        at=FILED_AT,
    )
    shown = []
    for person in (
        make_staff(Role.ANALYST, posting=application.posting),
        make_staff(Role.SUPERVISING_ANALYST),
        make_staff(Role.AUDITOR),
        make_staff(Role.SYSTEM_ADMINISTRATOR),
        make_staff(Role.HIRING_MANAGER, department=application.posting.department),
        make_user("stranger@example.org"),
    ):
        client = signed_in(person)
        for address in (
            "/admin/",
            "/admin/screening/application/",
            f"/admin/screening/application/{application.pk}/change/",
            "/admin/screening/user/",
            f"/admin/screening/user/{application.applicant_id}/change/",
            f"/admin/screening/user/{application.applicant_id}/history/",
            "/hiring/",
            "/notices/",
            "/applications/",
            f"/accommodation-requests/{asked.pk}/",
            f"/accommodation/{asked.pk}/",
        ):
            page = client.get(address).content.decode()
            if "Canary" in page:
                shown.append((person.email, address))
    assert shown == []
    assert not any("Canary" in row.subject + row.body for row in Notice.objects.all())


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_requests(
    signed_in: SignIn, officer: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    posting = make_posting()
    for number in range(count):
        accommodation.ask(
            actor=make_user(f"a{number}@example.org"),
            step=AccommodationStep.TEST,
            need=NEED,
            reach=REACH,
            posting_id=posting.pk,
            at=FILED_AT,
        )
    door = signed_in(officer)
    with django_assert_num_queries(4):  # the session, its user, the roles, the requests
        page = door.get(reverse("accommodation:requests")).content.decode()
    assert page.count('<li class="card">') == count


def test_the_demonstration_has_an_officer() -> None:
    call_command("load_posting", "postings/data/customer-services-representative.yaml", stdout=StringIO())
    said = StringIO()
    call_command("load_demonstration", stdout=said)
    assert "accommodations@example.org" in said.getvalue()
