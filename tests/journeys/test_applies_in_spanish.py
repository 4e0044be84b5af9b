"""The whole way in Spanish: from the list of jobs to the receipt and the decision, and no English sentence on any page."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest

from postings.models import Posting
from screening.city_time import now
from screening.domain import decision, evaluation
from screening.enums import Language
from screening.models import Application, SentCopy, User
from tests.journeys import steps
from tests.journeys.steps import CALL_CENTER, Job, begin, fill_in, send
from tests.screening.languages.test_posting_in_spanish import english_in

ENGLISH = re.compile(r"\b(the|your|with|this|that|you|when|which|from|have|not)\b", re.IGNORECASE)


@pytest.fixture
def read(posting: Posting, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every page that is looked at is read too; the lines that hold English."""
    found: list[str] = []
    look, revision = steps.look, posting.current_revision
    assert revision is not None

    def look_and_read(page: Any) -> None:
        look(page)
        text = page.inner_text("body")
        found.extend(f"{page.url}: {english}" for english in english_in(html.escape(text), revision))
        for spanish in revision.translations["es"].values():
            text = text.replace(spanish, "")
        found.extend(f"{page.url}: {line}" for line in text.splitlines() if ENGLISH.search(line))

    monkeypatch.setattr(steps, "look", look_and_read)
    return found


def test_from_the_list_to_the_decision(
    new_page: Callable[..., Any], base: str, applicant: User, analyst: User, read: list[str]
) -> None:
    User.objects.filter(pk=applicant.pk).update(language=Language.SPANISH)
    page = new_page(viewport={"width": 375, "height": 800}, locale="es-MX")
    page.goto(f"{base}/accounts/login/")
    page.fill("[name=login]", applicant.email)
    page.fill("[name=password]", steps.PASSWORD)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    application = begin(page, base)
    job = Job("Agua Dulce", "Agente", "2023-01-01", "2023-03-31", CALL_CENTER)
    fill_in(page, application, [job], months=(3, 3))
    receipt = send(page, application)
    evaluation.evaluate_due(clock=now)
    sent = Application.objects.get(receipt=receipt)
    assert SentCopy.objects.get().content.count('"language":"es"') == 1
    decision.confirm(actor=analyst, application_id=sent.pk, at=now())
    for address in (application, f"{application}appeal/", f"{application}correct/", f"{base}/notices/"):
        page.goto(address)
        steps.look(page)
    page.get_by_role("link", name=re.compile("^Aviso de revisión")).first.click()
    page.wait_for_load_state()
    steps.look(page)
    assert "Un año de experiencia de oficina a tiempo completo" in page.inner_text("main")
    assert read == []
