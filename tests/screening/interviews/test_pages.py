"""The pages of interviews: the manager's, the candidate's, the panel's; what each shows and what it never shows."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from screening.domain import accommodation
from screening.enums import AccommodationEvent, AccommodationStep, Role
from screening.models import AccommodationRequest, InterviewBooking, InterviewOffer, InterviewSlot, User
from tests.factories_eligible_list import AT, make_user
from tests.factories_interviews import (
    TOO_LATE,
    choose,
    issue_elsewhere,
    make_issued,
    make_panelist,
    make_slots,
    offer_to,
)
from tests.screening.hiring_manager.pages import messages_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def as_(client: Client, user: User) -> Client:
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(offer: InterviewOffer, name: str = "interview") -> str:
    return reverse(f"applicant:{name}", args=[offer.referral.entry.application_id, offer.pk])


def test_a_manager_makes_times_and_offers_them(client: Client) -> None:
    issued, pat = make_issued(), make_panelist()
    as_(client, issued.issued_by)
    page = reverse("hiring:interview_times", args=[issued.pk])
    typed = {
        "day_month": "5",
        "day_day": "20",
        "day_year": "2025",
        "begins": "9:30 a.m.",
        "zone": "America/Los_Angeles",
        "minutes": "45",
        "pause": "15",
        "count": "2",
        "place": "Room 4B",
        "panel": [str(pat.pk)],
    }
    wrong = client.post(page, {**typed, "begins": "half past", "place": "", "panel": []})
    assert wrong.status_code == 400
    for words in ("Enter the time with a.m. or p.m.", "Say where it is", "Choose at least one person"):
        assert words in text(wrong)
    assert messages_of(client.post(page, typed, follow=True)) == [
        "2 interview times are made. Next, offer them to names."
    ]
    assert "This place is taken at Tuesday, May 20, 2025 at 9:30 a.m. Pacific" in text(
        client.post(page, typed)
    )
    overview = reverse("hiring:interviews", args=[issued.pk])
    ada = issued.referrals.get(entry__application__name="Ada Cole")
    said = client.post(overview, {"name": [str(ada.pk)]}, follow=True)
    assert messages_of(said) == ["Offered to 1 name. Each person was asked to choose a time."]
    assert "Time not chosen yet" in text(said)
    slot = InterviewSlot.objects.first()
    assert slot is not None
    gone = client.post(reverse("hiring:interview_call_off", args=[slot.pk]), follow=True)
    assert "The time is called off." in messages_of(gone)[0]
    assert client.post(overview, {"name": ["x", "99999"]}).status_code == 404
    assert "Tick at least one name." in messages_of(client.post(overview, {}, follow=True))


def test_a_candidate_chooses_changes_and_cancels(client: Client) -> None:
    issued = make_issued()
    slots = make_slots(issued, [make_panelist()])
    offer = offer_to(issued, "Ada Cole")[0]
    as_(client, offer.referral.entry.person)
    status = reverse("applicant:application", args=[offer.referral.entry.application_id])
    assert "Choose a time for your interview." in text(client.get(status))
    assert client.get(address(offer, "interview_calendar")).status_code == 404
    assert "Choose a time." in text(client.post(address(offer), {}))
    said = client.post(address(offer), {"slot": slots[0].pk}, follow=True)
    assert "Tuesday, May 20, 2025 at 9:00 a.m. Pacific" in text(said)
    assert "until <strong>Monday, May 19, 2025 at 9:00 a.m. Pacific</strong>" in text(said)
    assert "You have an interview." in text(client.get(status))
    assert "no longer free" in text(client.post(address(offer), {"slot": slots[0].pk}))
    client.post(address(offer), {"slot": slots[1].pk})
    assert InterviewBooking.objects.get(ended_at__isnull=True).slot == slots[1]
    assert "canceled" in messages_of(client.post(address(offer, "interview_no"), follow=True))[-1]
    assert "You said no to this interview." in text(client.get(address(offer)))


def test_after_the_cut_off_the_page_says_whom_to_call(client: Client) -> None:
    issued = make_issued()
    slots = make_slots(issued, [make_panelist()])
    offer = offer_to(issued, "Ada Cole")[0]
    choose(offer, slots[0])
    with time_machine.travel(TOO_LATE, tick=False):
        as_(client, offer.referral.entry.person)
        page = client.get(address(offer))
        assert "You could change it here until" in text(page)
        assert page.context["form"] is None
        said = messages_of(client.post(address(offer, "interview_no"), follow=True))[0]
        assert said.startswith("You could change this interview until")


def test_the_calendar_file_moves_with_the_time(client: Client) -> None:
    issued = make_issued()
    slots = make_slots(issued, [make_panelist()])
    offer = offer_to(issued, "Ada Cole")[0]
    as_(client, offer.referral.entry.person)
    seen = []
    for slot in slots:
        choose(offer, slot)
        event = Calendar.from_ical(client.get(address(offer, "interview_calendar")).content).walk("VEVENT")[0]
        seen.append((event["UID"], event["SEQUENCE"], event.decoded("dtstart"), str(event["LOCATION"])))
    assert [one[1:] for one in seen] == [
        (number, slot.starts_at, slot.place) for number, slot in enumerate(slots)
    ]
    assert seen[0][0] == seen[1][0]


def test_nobody_opens_the_interview_of_somebody_else(client: Client) -> None:
    issued = make_issued()
    make_slots(issued, [make_panelist()])
    ada, ben = offer_to(issued, "Ada Cole", "Ben Diaz")
    as_(client, ben.referral.entry.person)
    for name in ("interview", "interview_calendar"):
        assert client.get(address(ada, name)).status_code == 404
    crossed = reverse("applicant:interview", args=[ben.referral.entry.application_id, ada.pk])
    assert client.get(crossed).status_code == 404
    assert client.post(address(ada, "interview_no")).status_code == 404


def arranged(person: User, need: str, panel_provides: str, posting_id: int | None) -> None:
    asked = accommodation.ask(
        actor=person, step=AccommodationStep.INTERVIEW, need=need, reach="me", at=AT, posting_id=posting_id
    )
    officer = User.objects.filter(roles__role=Role.ACCOMMODATION_OFFICER).first() or make_user(
        "Amina Yusuf", (Role.ACCOMMODATION_OFFICER, None)
    )
    accommodation.answer(
        actor=officer,
        request_id=asked.pk,
        event=AccommodationEvent.ARRANGE,
        words="It is arranged, SECRET-WORDS.",
        panel_provides=panel_provides,
        at=AT,
    )


def test_a_request_from_the_interview_page_reaches_the_officer_and_says_for_which_step(
    client: Client,
) -> None:
    officer = make_user("Amina Yusuf", (Role.ACCOMMODATION_OFFICER, None))
    issued = make_issued()
    make_slots(issued, [make_panelist()])
    offer = offer_to(issued, "Ada Cole")[0]
    as_(client, offer.referral.entry.person)
    ask = f"{reverse('applicant:accommodation')}?posting={issued.eligible_list.posting.slug}&step=interview"
    assert ask.replace("&", "&amp;") in text(client.get(address(offer)))
    form = client.get(ask).context["form"]
    client.post(ask, {"need": "An interpreter", "step": form["step"].value(), "reach": "By mail"})
    asked = AccommodationRequest.objects.get()
    assert (asked.step, asked.posting, asked.person) == (
        AccommodationStep.INTERVIEW,
        issued.eligible_list.posting,
        offer.referral.entry.person,
    )
    assert officer.notices.get().kind == "accommodation_new"


def test_the_panel_sees_names_qualifications_and_what_to_provide_and_never_more(client: Client) -> None:
    issued, pat = make_issued(), make_panelist()
    slots = make_slots(issued, [pat])
    ada, ben = offer_to(issued, "Ada Cole", "Ben Diaz")
    booking = choose(ada, slots[0])
    person = ada.referral.entry.person
    arranged(person, "SECRET-NEED", "Thirty more minutes", issued.eligible_list.posting_id)
    arranged(person, "SECRET-NEED", "Large print", None)
    arranged(person, "SECRET-NEED", "", None)
    as_(client, pat)
    pages = text(client.get(reverse("panel:interviews"))) + text(
        client.get(reverse("panel:interview", args=[booking.pk]))
    )
    for words in ("Ada Cole", "Thirty more minutes", "Large print", "What qualifies"):
        assert words in pages
    calendar = client.get(reverse("panel:calendar", args=[booking.pk])).content.decode()
    event = Calendar.from_ical(calendar).walk("VEVENT")[0]
    assert (event.decoded("dtstart"), "Ada" in calendar) == (slots[0].starts_at, False)
    contact = ada.referral.entry.decision.evaluation.submission.contact
    for words in ("SECRET", "Ben Diaz", contact["phone"], contact["email"], "Disposition"):
        assert words not in pages
    assert ben.bookings.count() == 0


def test_a_panel_member_sees_only_their_own_interviews_and_only_while_they_may(client: Client) -> None:
    issued, pat = make_issued(), make_panelist()
    slots = make_slots(issued, [pat], how_many=1)
    booking = choose(offer_to(issued, "Ada Cole")[0], slots[0])
    page = reverse("panel:interview", args=[booking.pk])
    elsewhere = issue_elsewhere(issued)
    for somebody in (make_panelist("Lee Wu"), elsewhere.issued_by, issued.issued_by):
        as_(client, somebody)
        assert (client.get(reverse("panel:interviews")).status_code, client.get(page).status_code) == (
            200,
            404,
        )
    as_(client, booking.person)
    assert client.get(reverse("panel:interviews")).status_code == 404
    as_(client, pat)
    assert client.get(page).status_code == 200
    pat.roles.all().delete()
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    names = ("Ada Cole", "Ben Diaz", "Cy Eng")[:count]
    issued, panel = make_issued(*names), [make_panelist(), make_panelist("Lee Wu")]
    slots = make_slots(issued, panel, how_many=count)
    for offer, slot in zip(offer_to(issued, *names), slots, strict=True):
        choose(offer, slot)
    as_(client, issued.issued_by)
    client.get(reverse("hiring:interviews", args=[issued.pk]))
    with django_assert_num_queries(9):
        assert len(client.get(reverse("hiring:interviews", args=[issued.pk])).context["slots"]) == count
    as_(client, panel[0])
    client.get(reverse("panel:interviews"))
    with django_assert_num_queries(5):
        assert len(client.get(reverse("panel:interviews")).context["coming"]) == count
    as_(client, offer.referral.entry.person)
    make_slots(
        issued, panel, how_many=count, at=AT, place="Room 9", day=slots[0].starts_at.date() + timedelta(1)
    )
    client.get(address(offer))
    with django_assert_num_queries(7):
        assert len(client.get(address(offer)).context["form"]["slot"].field.choices) == count
