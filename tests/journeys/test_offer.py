"""A manager offers a position, the person signs it, the Personnel Department checks, the manager appoints."""

from typing import Any

from postings.models import Posting
from screening.city_time import now
from screening.models import Appointment, Offer, User
from screening.offer_enums import OfferState
from tests.factories_hiring import issue_list, make_vacancy
from tests.factories_offers import select
from tests.journeys import steps
from tests.journeys.pool import establish
from tests.journeys.steps import look

CHECKS = 4


def test_from_the_letter_to_the_first_day(
    page: Any, base: str, posting: Posting, analyst: User, manager: User
) -> None:
    eligible_list = establish(posting, analyst, {"Ada": ["sap", "aspect"], "Ben": []})
    vacancy = make_vacancy(manager, posting.job_class, department=posting.department, at=now())
    issued = select(issue_list(manager, vacancy, eligible_list, at=now()), "Ada Person", at=now())
    referral = issued.referrals.get(entry__application__name="Ada Person")
    ada = referral.entry.person

    sign_in(page, base, manager)
    page.goto(f"{base}/hiring/referrals/{referral.pk}/")
    page.get_by_role("link", name="Offer a position").click()
    look(page)
    page.get_by_role("button", name="Sign and send the offer").click()
    page.locator("[data-error-summary]").wait_for()
    look(page)
    page.fill("[name=pay]", "Step A, $21.50 an hour")
    page.fill("[name=signed_name]", "Maria Lopez")
    page.get_by_role("button", name="Sign and send the offer").click()
    page.get_by_role("heading", name="Offer to Ada Person").wait_for()
    look(page)

    sign_in(page, base, ada)
    page.goto(f"{base}/applications/{referral.entry.application_id}/")
    page.get_by_role("link", name="Read the letter").click()
    look(page)
    page.get_by_role("button", name="Sign and accept the offer").click()
    page.locator("[data-error-summary]").wait_for()
    look(page)
    page.fill("[name=name]", "Ada Person")
    page.get_by_text("I read the letter").click()
    page.get_by_role("button", name="Sign and accept the offer").click()
    page.get_by_text("You accepted it. 4 checks are not complete yet.").wait_for()
    look(page)
    made = Offer.objects.get()
    assert made.state == OfferState.ACCEPTED

    sign_in(page, base, analyst)
    page.goto(f"{base}/admin/screening/offer/")
    look(page)
    page.get_by_role("link", name="Ada Person").click()
    look(page)
    for number in range(CHECKS):
        section = page.locator("section.module").nth(number)
        section.locator("[name=result]").select_option("complete")
        with page.expect_navigation():
            section.get_by_role("button", name="Record the result").click()
    look(page)

    sign_in(page, base, manager)
    page.goto(f"{base}/hiring/offers/{made.pk}/")
    look(page)
    page.get_by_role("button", name="Appoint").click()
    page.get_by_text("begins on").wait_for()
    look(page)
    assert Appointment.objects.get().starts_on == made.starts_on


def sign_in(page: Any, base: str, person: User) -> None:
    page.context.clear_cookies()
    steps.sign_in(page, base, person.email)
