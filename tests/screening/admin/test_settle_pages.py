"""The screen of one application in four columns, and the pages that settle what is open or take it back."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from screening.domain import evaluation
from screening.domain.queries import latest_evaluation
from screening.models import Document
from tests.factories import FILED_AT, make_job
from tests.screening.admin.scene import AT, UNSURE, make_in_pool, make_scene, page_of
from tests.screening.domain.test_settled_fact import PATH

pytestmark = pytest.mark.django_db
LABEL = "Job 1: Call Center Agent, Sweetwater Water – Did you work in a call center?"
WHY = "Her supervisor confirmed it by phone."


@pytest.fixture
def ada(client):
    posting, analyst = make_scene()
    client.force_login(analyst)
    return make_in_pool(posting, "Ada", jobs=UNSURE)


def seen(application: Any, **more: Any) -> dict[str, Any]:
    return {"evaluation": latest_evaluation(application).pk, "reason": WHY, **more}


def settle(client: Any, application: Any) -> None:
    answer = client.post(page_of(application, "settle"), seen(application, **{PATH: "yes"}))
    assert (answer.status_code, answer.url) == (302, page_of(application))
    evaluation.evaluate_due(clock=lambda: AT)
    application.refresh_from_db()


def test_the_screen_shows_only_what_would_change_the_outcome(client, ada):
    context = client.get(page_of(ada)).context
    assert [(one.label, one.said) for one in context["open_facts"]] == [(LABEL, "I am not sure")]
    assert (context["actions"]["settle"], context["settled"]) == (True, [])


def test_settled_on_the_page_the_fact_stands_beside_the_own_words(client, ada):
    form = client.get(page_of(ada, "settle")).context["form"]
    assert list(form.fields) == [PATH, "reason", "evaluation"]
    settle(client, ada)
    assert ada.outcome == "met"
    page = client.get(page_of(ada))
    [step] = page.context["settled"]
    assert (step.label, step.said, step.counts, step.reason) == (LABEL, "I am not sure", "Yes", WHY)
    duties = {duty["label"]: duty["value"] for duty in page.context["record"]["jobs"][0]["duties"]}
    assert duties == {"Clerical work": "Yes", "Call center work": "Not sure"}
    assert (page.context["open_facts"], "Settled by the City" in page.content.decode()) == ([], True)


def test_what_was_settled_is_taken_back_on_its_page(client, ada):
    settle(client, ada)
    row = ada.settled_facts.get()
    form = client.get(page_of(ada, "lift")).context["form"]
    assert list(form.fields["settled"].choices) == [(row.pk, f"{LABEL}: Yes")]
    client.post(page_of(ada, "lift"), seen(ada, settled=row.pk))
    evaluation.evaluate_due(clock=lambda: AT)
    steps = client.get(page_of(ada)).context["settled"]
    assert [(step.counts, step.holds) for step in steps] == [("Yes", False), ("", True)]


@pytest.mark.parametrize(
    ("typed", "status", "errors"),
    [
        ({PATH: "yes", "reason": ""}, 400, {"reason": ["Say why it is counted so."]}),
        (
            {PATH: ""},
            409,
            {"__all__": ["Nothing was settled. Choose what counts for at least one of the open facts."]},
        ),
        (
            {PATH: "perhaps"},
            400,
            {PATH: ["Select a valid choice. perhaps is not one of the available choices."]},
        ),
    ],
)
def test_what_is_missing_or_wrong_is_said_on_the_page(client, ada, typed, status, errors):
    answer = client.post(page_of(ada, "settle"), {**seen(ada), **typed})
    assert (answer.status_code, answer.context["form"].errors) == (status, errors)
    assert ada.settled_facts.count() == 0


def test_the_day_of_an_imprecise_date_is_settled(client):
    posting, analyst = make_scene()
    client.force_login(analyst)
    application = make_in_pool(posting, "Ben", jobs=[make_job(start="2023-07")])
    client.post(page_of(application, "settle"), seen(application, **{"jobs/0/start": "2023-07-01"}))
    evaluation.evaluate_due(clock=lambda: AT)
    application.refresh_from_db()
    assert application.outcome == "met"


def test_folded_columns_are_kept_in_the_address_and_unknown_ones_are_not(client, ada):
    page = client.get(page_of(ada) + "?folded=record,claim,other&_changelist_filters=q%3DLee")
    text = page.content.decode()
    assert page.context["folded"] == ["claim", "record"]
    assert [
        f'data-column="{name}" open' in text for name in ("claim", "record", "requirement", "decision")
    ] == [
        False,
        False,
        True,
        True,
    ]
    kept = "?_changelist_filters=q%3DLee&folded=claim%2Crecord"
    assert page.context["urls"]["settle"] == page_of(ada, "settle") + kept


def test_a_paper_is_looked_at_in_the_page_and_only_a_picture_or_a_pdf(client, ada):
    papers = [
        Document.objects.create(
            application=ada,
            kind="oca_documentation",
            job_key="job1",
            file=ContentFile(b"%PDF-1.4", name=name),
            original_name=name,
            content_type=content_type,
            size=8,
            sha256=str(number) * 64,
            received_at=FILED_AT,
        )
        for number, (name, content_type) in enumerate(
            (("a.pdf", "application/pdf"), ("a.docx", "application/msword"))
        )
    ]
    shown = client.get(f"/documents/{papers[0].pk}/look/")
    assert (shown.status_code, shown["X-Frame-Options"], shown["Content-Disposition"].split(";")[0]) == (
        200,
        "SAMEORIGIN",
        "inline",
    )
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert client.get(f"/documents/{papers[1].pk}/look/").status_code == 404
    page = client.get(page_of(ada)).content.decode()
    assert [f"/documents/{paper.pk}/look/" in page for paper in papers] == [True, False]


def test_the_screen_asks_the_database_as_often_for_three_settled_facts_as_for_one(client, ada):
    settle(client, ada)
    with CaptureQueriesContext(connection) as one:
        client.get(page_of(ada))
    row = ada.settled_facts.get()
    for _ in range(2):
        client.post(page_of(ada, "lift"), seen(ada, settled=row.pk))
        evaluation.evaluate_due(clock=lambda: AT)
        settle(client, ada)
        row = ada.settled_facts.last()
    with CaptureQueriesContext(connection) as five:
        client.get(page_of(ada))
    assert (len(one), len(five)) == (32, 32)
