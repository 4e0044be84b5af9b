"""A manager writes a question and offers times, a candidate chooses and changes, a panel scores what it heard."""

from datetime import date, timedelta
from typing import Any

from postings.models import Posting
from screening.city_time import city_day, now
from screening.enums import Role
from screening.models import InterviewBooking, InterviewList, RoleAssignment, User
from tests.factories import make_user
from tests.factories_hiring import issue_list, make_vacancy
from tests.factories_interviews import choose, make_slots, offer_to
from tests.journeys import steps
from tests.journeys.pool import establish
from tests.journeys.steps import look


def test_from_the_question_to_the_scores(
    page: Any, base: str, posting: Posting, analyst: User, manager: User
) -> None:
    eligible_list = establish(posting, analyst, {"Ada": ["sap", "aspect"], "Ben": []})
    panel = [panelist("Pat", "Ortiz"), panelist("Lee", "Wu")]
    vacancy = make_vacancy(manager, posting.job_class, department=posting.department, at=now())
    issued = issue_list(manager, vacancy, eligible_list, at=now())
    interviews = f"{base}/hiring/interview-lists/{issued.pk}/interviews/"

    sign_in(page, base, manager)
    write_a_question(page, base, issued)
    page.goto(interviews)
    look(page)
    make_two_times(page, day=city_day(now()) + timedelta(days=5))
    offer_to_the_first(page)

    ada = issued.referrals.get(entry__application__name="Ada Person").entry.person
    sign_in(page, base, ada)
    choose_and_change(page, base)
    booking = InterviewBooking.objects.get(ended_at__isnull=True)
    assert (booking.person, InterviewBooking.objects.count()) == (ada, 2)

    held = held_yesterday(issued, panel)
    for member in panel:
        sign_in(page, base, member)
        score(page, base)
    assert page.get_by_text("Talk about it").count() == 0
    sign_in(page, base, manager)
    page.goto(interviews)
    look(page)
    page.get_by_role("link", name="Scores of Ben Person").click()
    look(page)
    assert page.locator("td[data-label='Pat Ortiz']").first.inner_text() == "4"
    page.goto(f"{interviews}{city_day(held.starts_at)}/")
    look(page)
    assert page.get_by_role("heading", name="Ben Person").count() == 1


def panelist(given: str, family: str) -> User:
    member = make_user(f"{given.lower()}@example.org", given=given, family=family)
    RoleAssignment.objects.create(user=member, role=Role.PANEL_MEMBER)
    return member


def sign_in(page: Any, base: str, person: User) -> None:
    page.context.clear_cookies()
    steps.sign_in(page, base, person.email)


def write_a_question(page: Any, base: str, issued: InterviewList) -> None:
    page.goto(f"{base}/hiring/vacancies/{issued.vacancy_id}/interview-questions/")
    page.fill("[name=text]", "Tell us of a caller who was angry. What did you do?")
    page.fill("[name=low]", "Argues, or hangs up")
    page.fill("[name=middle]", "Stays calm and listens")
    page.fill("[name=high]", "Listens, settles it, and tells the caller what comes next")
    page.get_by_role("button", name="Add this question").click()
    look(page)


def make_two_times(page: Any, *, day: date) -> None:
    page.get_by_role("link", name="Add interview times").click()
    look(page)
    page.select_option("[name=day_month]", str(day.month))
    page.fill("[name=day_day]", str(day.day))
    page.fill("[name=day_year]", str(day.year))
    page.fill("[name=begins]", "9:30 a.m.")
    page.fill("[name=count]", "2")
    page.get_by_role("button", name="Make these times").click()
    page.get_by_role("link", name="Choose at least one person for the panel.").wait_for()
    look(page)
    page.fill("[name=place]", "Room 4B, 202 C Street")
    page.get_by_text("Pat Ortiz", exact=True).click()
    page.get_by_text("Lee Wu", exact=True).click()
    page.get_by_role("button", name="Make these times").click()
    page.get_by_text("2 interview times are made.").wait_for()
    look(page)


def offer_to_the_first(page: Any) -> None:
    first = page.locator("input[name=name]").first.get_attribute("id")
    page.locator(f"label[for={first}]").click()
    page.get_by_role("button", name="Offer the free times to the ticked names").click()
    page.get_by_text("Offered to 1 name.").wait_for()


def choose_and_change(page: Any, base: str) -> None:
    page.goto(f"{base}/applications/")
    page.get_by_role("link", name="Customer Services Representative").first.click()
    look(page)
    page.get_by_role("link", name="Choose a time", exact=True).click()
    look(page)
    page.locator("label[for^=id_slot]").first.click()
    page.get_by_role("button", name="Choose this time").click()
    page.get_by_role("heading", name="Your interview is set").wait_for()
    look(page)
    page.locator("label[for^=id_slot]").first.click()
    page.get_by_role("button", name="Change to this time").click()
    page.get_by_text("10:30 a.m. Pacific").first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Add it to my calendar").click()
    assert download.value.suggested_filename == "interview.ics"


def held_yesterday(issued: InterviewList, panel: list[User]) -> InterviewBooking:
    """Ben's interview, arranged a week ago."""
    then = now() - timedelta(days=7)
    slot = make_slots(issued, panel, day=city_day(now()) - timedelta(days=1), how_many=1, at=then)[0]
    return choose(offer_to(issued, "Ben Person", at=then)[0], slot, at=then)


def score(page: Any, base: str) -> None:
    page.goto(f"{base}/home/")
    look(page)
    page.get_by_role("link", name="Ben Person").click()
    look(page)
    page.locator("label[for^=id_score]").nth(3).click()
    page.get_by_role("button", name="Enter my scores").click()
    page.get_by_text("Your scores are entered.").wait_for()
    look(page)
