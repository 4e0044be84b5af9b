"""An applicant is not sure of one duty: the analyst settles just that, the engine finds it met, the applicant reads why."""

from collections.abc import Callable
from typing import Any

from postings.models import Posting
from screening.city_time import now
from screening.domain import application as applications
from screening.domain import evaluation
from screening.enums import Section
from screening.models import Application, User
from tests.factories import CONTACT, make_job
from tests.journeys.steps import CALL_CENTER, DUTIES, look, sign_in

ANSWERS = {
    "option": "option_1",
    "clerical_months": 18,
    "customer_service_months": 18,
    "out_of_class_used": "no",
    "types_30": "yes",
}


def test_one_fact_is_settled_and_the_applicant_qualifies(
    new_page: Callable[..., Any], base: str, posting: Posting, applicant: User, analyst: User
) -> None:
    application = _sent(posting, applicant)
    assert (application.outcome, application.reasons) == ("undetermined", ["unanswered"])

    desk = new_page()
    desk.set_viewport_size({"width": 1280, "height": 900})
    sign_in(desk, base, analyst.email)
    change = f"{base}/admin/screening/application/{application.pk}/change/"
    desk.goto(change)
    look(desk)
    columns = desk.locator("details.column")
    tops = [columns.nth(number).bounding_box()["y"] for number in range(columns.count())]
    assert (len(tops), len(set(tops))) == (4, 1)
    desk.locator("[data-column=claim] > summary").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**folded=claim**")
    desk.reload()
    assert [columns.nth(n).get_attribute("open") is None for n in range(4)] == [True, False, False, False]
    desk.get_by_role("link", name="Settle these facts").click()
    look(desk)
    desk.locator("[name='jobs/0/duties/high_volume_section'][value=yes]").check()
    desk.fill("[name=reason]", "The section's manager confirmed 90 calls a day.")
    desk.get_by_role("button", name="Settle").first.click()
    desk.wait_for_url("**/change/?folded=claim")
    evaluation.evaluate_due(clock=now)
    desk.reload()
    look(desk)
    assert "Settled by the City" in desk.inner_text("[data-column=requirement]")
    desk.set_viewport_size({"width": 375, "height": 800})
    assert desk.evaluate("document.documentElement.scrollWidth") == 375
    look(desk)
    desk.get_by_role("link", name="Confirm: meets the requirements").click()
    desk.get_by_role("button", name="Confirm: qualified").first.click()
    desk.wait_for_load_state()
    application.refresh_from_db()
    assert (application.outcome, application.state) == ("met", "qualified")

    hers = new_page()
    sign_in(hers, base, applicant.email)
    hers.goto(f"{base}/applications/{application.pk}/")
    look(hers)
    told = hers.get_by_role("heading", name="What the City settled").locator("xpath=..").inner_text()
    assert "I am not sure" in told
    assert "The section's manager confirmed 90 calls a day." in told


def _sent(posting: Posting, person: User) -> Application:
    """An application whose one open answer decides, made through the verbs."""
    duties = {tag: CALL_CENTER.get(tag, "no") for tag in DUTIES} | {"high_volume_section": "unsure"}
    application = applications.start(actor=person, posting_id=posting.pk, at=now())
    for section, content in (
        (Section.CONTACT, CONTACT | {"email": person.email}),
        (Section.WORK_HISTORY, {"jobs": [make_job(duties=duties)]}),
        (Section.QUESTIONS, {"answers": ANSWERS}),
        (Section.TYPING, {"source": "self_reported", "net_wpm": 40}),
    ):
        applications.save_section(
            actor=person,
            application_id=application.pk,
            section=section,
            content=content,
            version=0,
            at=now(),
        )
    applications.submit(
        actor=person, application_id=application.pk, certified_name="Rosa Park", arrived_at=now()
    )
    evaluation.evaluate_due(clock=now)
    application.refresh_from_db()
    return application
