"""The whole application by the keyboard alone: from the list of jobs to the receipt, with a paper sent on the way."""

from pathlib import Path
from typing import Any

from screening.models import Application, Document, User
from tests.factories import PASSWORD
from tests.journeys.keyboard import Keyboard
from tests.journeys.steps import CALL_CENTER, DUTIES, SLUG, a_pdf

SAVE = "#page-form .buttons button[type=submit]"
CONTACT = {
    "given_names": "Rosa",
    "family_names": "Park",
    "phone": "619-555-0100",
    "address1": "12 Market Street",
    "city": "San Diego",
    "state": "CA",
    "postal_code": "92101",
}


def test_from_the_list_to_the_receipt(page: Any, base: str, applicant: User, tmp_path: Path) -> None:
    keys = Keyboard(page)
    page.goto(base)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip-link, .skip-link *')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    keys.follow(f"a[href='/postings/{SLUG}/']")
    keys.follow(f"a[href='/postings/{SLUG}/apply/']")
    keys.follow("main a[href*='login']")
    keys.fill("login", applicant.email)
    keys.fill("password", PASSWORD)
    keys.follow("main button[type=submit]:not([aria-controls])")
    keys.follow("main form button[type=submit]")
    application = page.url

    for name, text in CONTACT.items():
        if name == "given_names":
            keys.follow("main a[href$='/contact/']")
        keys.fill(name, text)
    keys.follow(SAVE)

    page.goto(application)
    keys.follow("main a[href$='/work-history/']")
    keys.follow("main a[href$='/work-history/add/']")
    keys.fill("employer", "Sweetwater Water Authority")
    keys.fill("title", "Call Center Agent")
    for which, month, year in (("start", "January", "2023"), ("end", "December", "2024")):
        keys.pick(f"{which}_month", month)
        keys.fill(f"{which}_day", "1")
        keys.fill(f"{which}_year", year)
    keys.fill("hours_per_week", "40")
    keys.choose("kind", "regular")
    keys.choose("city_employee", "no")
    keys.follow(SAVE)
    for tag in DUTIES:
        keys.choose(tag, CALL_CENTER.get(tag, "no"))
    keys.follow(SAVE)

    page.goto(f"{application}questions/")
    keys.choose("option", "option_1")
    keys.fill("clerical_months", "23")
    keys.fill("customer_service_months", "23")
    keys.choose("out_of_class_used", "no")
    keys.choose("types_30", "yes")
    keys.choose("phone_systems", "sap")
    keys.follow(SAVE)

    page.goto(f"{application}typing/")
    keys.choose("source", "self_reported")
    keys.fill("net_wpm", "45")
    keys.follow(SAVE)

    page.goto(f"{application}documents/")
    keys.follow("main a[href*='kind=typing_certificate']")
    page.wait_for_load_state("networkidle")
    keys.to("[name=file]")
    page.screenshot()  # a page that was never drawn opens no file chooser
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(a_pdf(tmp_path))
    keys.to("main form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("/documents/"))

    page.goto(application)
    keys.follow("main a[href$='/check/']")
    keys.fill("certified_name", "Rosa Park")
    keys.follow("#page-form button[type=submit]:not([aria-hidden]), main form button.usa-button[type=submit]")
    assert page.url.endswith("/receipt/")
    sent = Application.objects.get()
    assert sent.receipt is not None and sent.receipt in page.inner_text("main")
    assert Document.objects.get().kind == "typing_certificate"
