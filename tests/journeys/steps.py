"""What people do on the pages, in their own steps. Every page they come to is looked at with axe."""

import re
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext, override
from playwright.sync_api import Error

from tests.axe import violations
from tests.factories import PASSWORD

SLUG = "customer-services-representative"
DUTIES = [
    "clerical",
    "high_volume_section",
    "strictly_customer_service",
    "retail_or_general_contact",
    "call_center_inbound",
    "call_center_outbound",
    "remittance_centralized_billing",
    "utility_information",
    "billing_inquiries",
    "delinquent_collection",
    "service_applications",
    "technical_troubleshooting",
    "public_inquiries_complaints",
]
CALL_CENTER = {
    "clerical": "yes",
    "high_volume_section": "yes",
    "strictly_customer_service": "yes",
    "call_center_inbound": "yes",
    "call_center_outbound": "yes",
}
OFFICE = {"clerical": "yes", "strictly_customer_service": "yes"}


class Job(NamedTuple):
    employer: str
    title: str
    start: str
    end: str
    duties: dict[str, str]
    kind: str = "regular"
    city_employee: str = "no"


def either(text: str) -> re.Pattern[str]:
    """A text of the interface in English or Spanish, for one way through the pages in both."""
    with override("es"):
        return re.compile(f"^({re.escape(text)}|{re.escape(gettext(text))})")


def look(page: Any) -> None:
    """Axe finds no violation on the page as it stands; of one that is being left, on the page that follows."""
    page.wait_for_load_state()
    try:
        found = violations(page)
    except Error:  # the page went away under axe: a link was pressed just before
        page.wait_for_load_state()
        found = violations(page)
    assert found == [], page.url


def sign_in(page: Any, base: str, email: str, password: str = PASSWORD) -> None:
    page.goto(f"{base}/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def begin(page: Any, base: str) -> str:
    """From the list of open jobs to an empty task list; the address of the application."""
    page.goto(base)
    look(page)
    page.get_by_role("link", name="Customer Services Representative").first.click()
    look(page)
    page.get_by_role("link", name=re.compile("^(Apply|Solicitar)")).first.click()
    look(page)
    page.get_by_role("button", name=either("Begin your application")).click()
    look(page)
    return page.url


def fill_in(
    page: Any,
    application: str,
    jobs: list[Job],
    *,
    months: tuple[int, int],
    net_wpm: int = 40,
    used_oca: str = "no",
    option: str = "option_1",
) -> None:
    """Every section of the application, through its pages."""
    contact(page, application)
    for job in jobs:
        add_job(page, application, job)
    page.goto(f"{application}questions/")
    look(page)
    choose(page, "option", option)
    page.fill("[name=clerical_months]", str(months[0]))
    page.fill("[name=customer_service_months]", str(months[1]))
    choose(page, "out_of_class_used", used_oca)
    choose(page, "types_30", "yes" if net_wpm >= 30 else "no")
    choose(page, "phone_systems", "sap")
    save(page)
    page.goto(f"{application}typing/")
    look(page)
    choose(page, "source", "self_reported")
    page.fill("[name=net_wpm]", str(net_wpm))
    save(page)


def contact(page: Any, application: str) -> None:
    page.goto(f"{application}contact/")
    look(page)
    given = {
        "given_names": "Rosa",
        "family_names": "O’Brien",
        "phone": "619-555-0100",
        "address1": "12 Market Street",
        "city": "San Diego",
        "state": "CA",
        "postal_code": "92101",
    }
    for name, value in given.items():
        page.fill(f"[name={name}]", value)
    save(page)


def add_job(page: Any, application: str, job: Job) -> None:
    page.goto(f"{application}work-history/add/")
    look(page)
    page.fill("[name=employer]", job.employer)
    page.fill("[name=title]", job.title)
    for which, day in (("start", job.start), ("end", job.end)):
        if not day:
            page.locator("label[for=id_still]").click()
            continue
        year, month, *rest = day.split("-")
        page.select_option(f"[name={which}_month]", str(int(month)))
        page.fill(f"[name={which}_day]", rest[0] if rest else "")
        page.fill(f"[name={which}_year]", year)
    page.fill("[name=hours_per_week]", "40")
    choose(page, "kind", job.kind)
    choose(page, "city_employee", job.city_employee)
    save(page)
    look(page)
    for tag in DUTIES:
        choose(page, tag, job.duties.get(tag, "no"))
    save(page)
    look(page)


def choose(page: Any, name: str, value: str) -> None:
    """Click the words beside a radio button or checkbox, as people do."""
    control = page.locator(f"[name={name}][value={value}]").get_attribute("id")
    page.locator(f"label[for={control}]").click()


def save(page: Any) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=either("Save and continue")).click()


def send(page: Any, application: str) -> str:
    """Check, certify, send; the receipt number."""
    page.goto(f"{application}check/")
    look(page)
    page.fill("[name=certified_name]", "Rosa O’Brien")
    page.get_by_role("button", name=either("Send my application")).click()
    page.get_by_role("heading", name=either("We have your application")).wait_for()
    look(page)
    return str(page.locator(".panel--receipt .number").inner_text())


def a_pdf(folder: Path, name: str = "assignment.pdf") -> Path:
    """The smallest file that is a whole PDF."""
    path = folder / name
    path.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    return path
