"""Someone reads why a requirement is not met, appeals in time, and sends what was missing."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from screening.city_time import now
from screening.domain import decision as decisions
from screening.enums import Role
from screening.models import Appeal, User
from tests.factories import make_evaluated_application, make_job, make_posting, make_staff
from tests.journeys.steps import a_pdf, choose, look, sign_in


def test_the_reasons_are_read_the_finding_is_appealed_and_a_paper_is_sent(
    new_page: Callable[..., Any], live_server: Any, applicant: User, tmp_path: Path
) -> None:
    short = make_job(start="2024-06-01", end="2025-03-31")
    application = make_evaluated_application(make_posting(), applicant, jobs=[short], at=now())
    analyst = make_staff(Role.SUPERVISING_ANALYST)
    decisions.confirm(actor=analyst, application_id=application.pk, at=now())
    hers = new_page(viewport={"width": 375, "height": 800})
    sign_in(hers, live_server.url, applicant.email)
    address = f"{live_server.url}/applications/{application.pk}/"
    hers.goto(address)
    look(hers)
    row = hers.get_by_role("row").filter(has_text="One year of full-time clerical experience").first
    assert "12 months" in row.inner_text() and "10.0 months" in row.inner_text()
    assert hers.locator("svg").count() >= 1
    with hers.expect_download() as kept:
        hers.get_by_role("link", name="Download everything of this application").click()
    with zipfile.ZipFile(kept.value.path()) as archive:
        assert json.loads(archive.read("application.json"))["receipt"] == application.receipt

    hers.get_by_role("link", name="See what you can do").click()  # further down on the same page
    with hers.expect_navigation():
        hers.get_by_role("link", name="Appeal a requirement").click()
    look(hers)
    hers.locator("[name=requirement]").first.check(force=True)
    hers.fill("[name=why]", "I also worked there in 2020.")
    with hers.expect_navigation():
        hers.get_by_role("button", name="Send my appeal").click()
    look(hers)
    assert "Another person decides your appeal." in hers.inner_text("main")
    assert [(made.why, made.is_late) for made in Appeal.objects.all()] == [
        ("I also worked there in 2020.", False)
    ]

    with hers.expect_navigation():
        hers.get_by_role("link", name="Send a document").first.click()
    look(hers)
    choose(hers, "job_key", "job1")
    hers.set_input_files("[name=file]", a_pdf(tmp_path))
    hers.get_by_role("button", name="Send this document").click()
    hers.wait_for_url(lambda url: "/documents/add/" not in url)
    hers.goto(address)
    assert "assignment.pdf" in hers.inner_text("main")
    look(hers)
