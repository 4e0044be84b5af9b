"""Rosa applied for one job and applies for another: her jobs are there, her answers wait for her, a file is an answer."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from postings.models import Posting
from screening.city_time import now
from screening.domain.queries import latest_submission
from screening.models import Application, User
from tests.factories import make_job, make_submitted_application
from tests.journeys.steps import a_pdf, choose, look, save, send, sign_in
from tests.postings.data_files import load_and_publish, small

SHIFTS = {"slug": "shifts", "bank": "shifts", "required": True}
LICENSE = {"slug": "license", "bank": "drivers_license", "required": True}
RESUME = {"bank": "resume", "required": True}
PHONES = [{"tag": "phones", "scale": "yes_no", "label": "phone work", "question": "Did you answer phones?"}]


def posting(slug: str, title: str, *questions: dict[str, Any], **parts: Any) -> Posting:
    data = small(**parts, closing="continuous")
    data |= {
        "posting": {**data["posting"], "slug": slug, "title": title, "class": {"slug": slug, "title": title}},
        "questions": [*data["questions"], *questions],
    }
    return load_and_publish(data).posting


@pytest.fixture
def postings(applicant: User, base: str) -> tuple[Application, Posting]:
    """An application that was sent, and another posting that asks some of the same."""
    call_command("load_questions", "postings/data/questions/city.yaml", stdout=StringIO())
    earlier = make_submitted_application(
        posting("library-clerk", "Library Clerk", SHIFTS, LICENSE),
        applicant,
        jobs=[make_job(duties={"clerical": "yes"}, end=None)],
        answers={"months": 20, "shifts": ["day", "weekend"], "license": "class_c"},
        at=now(),
    )
    duties = [*small()["duties"], *PHONES]
    return earlier, posting("harbor-clerk", "Harbor Clerk", SHIFTS, LICENSE, RESUME, duties=duties)


def test_the_jobs_are_there_and_each_answer_counts_once_she_looked_at_it(
    page: Any, base: str, applicant: User, postings: tuple[Application, Posting], tmp_path: Path
) -> None:
    earlier, harbor = postings
    sign_in(page, base, applicant.email)
    page.goto(f"{base}/postings/{harbor.slug}/apply/")
    look(page)
    page.get_by_role("button", name="Begin your application").click()
    page.get_by_role("heading", name="Start from an earlier application").wait_for()
    look(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("Choose an application, or start without one.").first.wait_for()
    look(page)
    page.get_by_text("Library Clerk, sent").click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("Copied: 1 job.").wait_for()
    look(page)
    application = Application.objects.get(posting=harbor)
    address = f"{base}/applications/{application.pk}/"

    page.get_by_role("link", name="Look at them").click()
    page.get_by_role("heading", name="Answers you gave before").wait_for()
    look(page)
    assert page.locator("input[type=checkbox]:checked").count() == 0
    assert "for Library Clerk" in page.inner_text("main")
    for name in ("months", "shifts"):
        page.locator(f"label[for=id_{name}]").click()
    page.get_by_role("button", name="Use what is ticked").click()
    page.get_by_text("2 answers are taken over.").wait_for()
    look(page)
    assert page.locator("[name=license]:checked").count() == 0
    choose(page, "license", "class_b")
    page.get_by_role("button", name="Save and add a file").click()
    page.set_input_files("[name=file]", a_pdf(tmp_path, "résumé.pdf"))
    look(page)
    page.get_by_role("button", name="Send this document").click()
    page.wait_for_url("**/questions/")
    page.get_by_role("button", name="Remove résumé.pdf").wait_for()
    look(page)
    assert page.locator("[name=license][value=class_b]").is_checked()
    save(page)

    page.goto(f"{address}work-history/")
    assert "add when it ended, or that you still work there" in page.inner_text("main")
    page.get_by_role("link", name="Change Call Center Agent").click()
    page.locator("label[for=id_still]").click()
    save(page)
    look(page)
    choose(page, "phones", "yes")
    save(page)
    receipt = send(page, address)

    application.refresh_from_db()
    assert (application.receipt, application.started_from) == (receipt, earlier)
    facts = json.loads(latest_submission(application).facts)
    assert facts["answers"] == {
        "months": 20,
        "shifts": ["day", "weekend"],
        "license": "class_b",
        "resume": [application.documents.get().sha256],
    }
    assert facts["jobs"][0]["duties"] == {"clerical": "yes", "phones": "yes"}


def test_without_scripts_on_a_phone_it_is_the_same_way(
    new_page: Callable[..., Any],
    base: str,
    applicant: User,
    postings: tuple[Application, Posting],
    tmp_path: Path,
) -> None:
    earlier, harbor = postings
    page = new_page(java_script_enabled=False, viewport={"width": 375, "height": 800})
    sign_in(page, base, applicant.email)
    page.goto(f"{base}/postings/{harbor.slug}/apply/")
    page.get_by_role("button", name="Begin your application").click()
    page.get_by_text("Library Clerk, sent").click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Look at them").click()
    page.locator("label[for=id_license]").click()
    page.get_by_role("button", name="Use what is ticked").click()
    page.fill("[name=months]", "21")
    page.get_by_role("button", name="Save and add a file").click()
    page.set_input_files("[name=file]", a_pdf(tmp_path, "resume.pdf"))
    page.get_by_role("button", name="Send this document").click()
    page.get_by_text("We have your document").first.wait_for()
    assert page.input_value("[name=months]") == "21"
    page.get_by_role("button", name="Remove resume.pdf").click()
    page.get_by_text("Removed: resume.pdf.").wait_for()
    saved = Application.objects.get(posting=harbor).sections.get(section="questions").content
    assert saved == {"answers": {"months": 21, "license": "class_c"}}
