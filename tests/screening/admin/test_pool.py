"""The pool: its order, its filters, its search, what it costs, and the queue that next and previous keep."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from screening.admin import paging
from screening.domain import document_request
from screening.enums import Role
from screening.models import Application, Document, DocumentRequest, EvaluationFailure
from tests.factories import make_staff, make_submitted_application, make_user, put_under_name
from tests.screening.admin.scene import (
    AT,
    LIST,
    OCA,
    SHORT,
    UNSURE,
    confirm,
    make_in_pool,
    make_scene,
    page_of,
)

pytestmark = pytest.mark.django_db
NO_POINTS = {"phone_system": "no"}


def names(client: Any, query: str = "") -> list[str]:
    answer = client.get(f"{LIST}{query}")
    assert answer.status_code == 200
    return [application.name.split()[0] for application in answer.context["cl"].result_list]


def statements(client: Any, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_most_points_stand_first_then_who_sent_first(client):
    posting, analyst = make_scene()
    for name, answers, sent in (("Late", None, 3), ("Zero", NO_POINTS, 1), ("Early", None, 2)):
        make_in_pool(posting, name, answers=answers, sent=sent)
    client.force_login(analyst)
    assert names(client) == ["Early", "Late", "Zero"]


def test_each_queue_holds_what_its_name_says(client):
    posting, analyst = make_scene()
    met, _short, _unsure = (
        make_in_pool(posting, name, jobs=jobs)
        for name, jobs in (("Met", None), ("Short", SHORT), ("Unsure", UNSURE))
    )
    asked, late, sent_paper, done = (
        make_in_pool(posting, name, jobs=OCA) for name in ("Asked", "Late", "Paper", "Done")
    )
    for application in (asked, late):
        document_request.ask(
            actor=analyst,
            application_id=application.pk,
            kind="oca_documentation",
            job_key="job1",
            due_on=(AT + timedelta(days=10)).date(),
            at=AT,
        )
    DocumentRequest.objects.filter(application=asked).update(due_on="2099-01-01")
    Document.objects.create(
        application=sent_paper,
        kind="oca_documentation",
        job_key="job1",
        file="documents/none.pdf",
        original_name="a.pdf",
        content_type="application/pdf",
        size=8,
        sha256="a" * 64,
        received_at=AT,
    )
    Application.objects.filter(pk=done.pk).update(state="not_qualified")
    waiting = make_submitted_application(posting, make_user("w@example.org", given="Wait"))
    aside = make_submitted_application(posting, make_user("s@example.org", given="Aside"))
    EvaluationFailure.objects.create(
        submission=aside.submissions.get(), tries=3, last_error="x", last_try_at=AT, set_aside_at=AT
    )
    for application, name in ((waiting, "Wait"), (aside, "Aside")):
        put_under_name(application, name)
    confirm(analyst, met)
    client.force_login(analyst)
    assert {
        queue: sorted(names(client, f"?queue={queue}"))
        for queue in (
            "set_aside", "past_due", "documents", "undetermined", "met", "not_met", "incomplete", "to_list", "to_evaluate",
        )
    } == {
        "set_aside": ["Aside"],
        "past_due": ["Late"],
        "documents": ["Paper"],
        "undetermined": ["Paper", "Unsure"],
        "met": [],
        "not_met": ["Short"],
        "incomplete": ["Asked"],
        "to_list": ["Met"],
        "to_evaluate": ["Wait"],
    }  # fmt: skip


def test_filters_combine_and_are_in_the_address(client):
    clerk, analyst = make_scene("Clerk")
    planner, _ = make_scene("Planner")
    make_in_pool(clerk, "Ada")
    make_in_pool(clerk, "Ben", jobs=UNSURE)
    make_in_pool(planner, "Cy", jobs=UNSURE)
    client.force_login(make_staff(Role.SUPERVISING_ANALYST))
    assert names(client, f"?posting={clerk.pk}&outcome=undetermined") == ["Ben"]
    assert sorted(names(client, "?reason=unanswered&state=in_review")) == ["Ben", "Cy"]
    assert names(client, "?reason=borderline") == []
    assert names(client, "?waiting=14&q=Cy") == ["Cy"]
    Application.objects.update(waiting_since="2099-01-01T00:00Z")
    assert names(client, "?waiting=3") == []


def test_a_value_that_is_none_of_its_filter_filters_nothing(client):
    posting, analyst = make_scene()
    make_in_pool(posting, "Ada")
    client.force_login(analyst)
    for query in (
        "?queue=x",
        "?posting=x",
        "?posting=99999999999999999999",
        "?waiting=x",
        "?state=draft",
    ):
        assert names(client, query) == ["Ada"]


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("ada", ["Ada"]),
        ("ADA@EXAMPLE.ORG", ["Ada"]),
        ("@example.org", ["Ada", "Ben"]),
        ("nobody", []),
    ],
)
def test_a_search_finds_names_and_addresses(client, term, found):
    posting, analyst = make_scene()
    for sent, name in enumerate(("Ada", "Ben")):
        make_in_pool(posting, name, sent=sent)
    client.force_login(analyst)
    assert names(client, f"?q={term}") == found


def test_a_search_finds_a_receipt(client):
    posting, analyst = make_scene()
    ada = make_in_pool(posting, "Ada")
    client.force_login(analyst)
    assert names(client, f"?q={ada.receipt.lower()}") == ["Ada"]


def test_a_row_says_outcome_reason_months_and_what_fails(client):
    posting, analyst = make_scene()
    make_in_pool(posting, "Ben", jobs=SHORT)
    make_in_pool(posting, "Cy", jobs=UNSURE)
    client.force_login(analyst)
    page = client.get(LIST).content.decode()
    assert "One year of full-time clerical experience" in page
    assert "A question about a job has no answer" in page
    assert '<span class="number">4.0</span> of 12' in page
    assert '<span class="number">0.0–18.0</span> of 6' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, rows):
    posting, analyst = make_scene()
    for number in range(rows):
        make_in_pool(posting, f"P{number}", sent=number)
    client.force_login(analyst)
    client.get(LIST)
    assert statements(client, LIST) == 9


@pytest.mark.parametrize("rows", [1, 3])
def test_the_front_page_costs_the_same_whatever_waits(client, rows):
    posting, analyst = make_scene()
    for number in range(rows):
        make_in_pool(posting, f"P{number}", jobs=UNSURE)
    client.force_login(analyst)
    client.get("/admin/")
    assert statements(client, "/admin/") == 29


@pytest.mark.parametrize("jobs", [1, 3])
def test_one_application_costs_the_same_whatever_it_holds(client, jobs):
    posting, analyst = make_scene()
    ada = make_in_pool(posting, "Ada", jobs=[{**SHORT[0], "key": f"job{n}"} for n in range(jobs)])
    client.force_login(analyst)
    client.get(page_of(ada))
    assert statements(client, page_of(ada)) == 28


def test_the_count_stops_at_its_bound(client, monkeypatch):
    posting, analyst = make_scene()
    for number in range(4):
        make_in_pool(posting, f"P{number}", sent=number)
    monkeypatch.setattr(paging, "BOUND", 2)
    client.force_login(analyst)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(LIST)
    counts = [query["sql"] for query in captured if "COUNT(" in query["sql"]]
    assert len(counts) == 1
    assert "LIMIT 3" in counts[0]
    assert page.context["cl"].result_count == 3


def test_next_and_previous_keep_the_queue_also_when_the_row_has_left_it(client):
    posting, analyst = make_scene()
    ada, _ben, cy, _di = (
        make_in_pool(posting, name, jobs=jobs, sent=sent)
        for sent, (name, jobs) in enumerate([("Ada", None), ("Ben", SHORT), ("Cy", None), ("Di", None)])
    )
    client.force_login(analyst)
    queue = "_changelist_filters=queue%3Dmet"
    page = client.get(f"{page_of(ada)}?{queue}")
    assert (page.context["before"], page.context["after"]) == (None, f"{page_of(cy)}?{queue}")
    confirm(analyst, ada)
    page = client.get(f"{page_of(ada)}?{queue}")
    assert page.context["after"] == f"{page_of(cy)}?{queue}"
    page = client.get(f"{page_of(cy)}?{queue}")
    assert page.context["before"] is None
    assert [line["queue"].slug for line in client.get("/admin/").context["waiting"]] == [
        "met",
        "not_met",
        "to_list",
    ]


def test_the_order_chosen_in_the_list_is_the_order_of_next(client):
    posting, analyst = make_scene()
    zoe, adam = make_in_pool(posting, "Zoe", sent=1), make_in_pool(posting, "Adam", sent=2)
    client.force_login(analyst)
    page = client.get(f"{page_of(adam)}?_changelist_filters=o%3D2")
    assert page.context["after"].startswith(page_of(zoe))


def test_filters_that_mean_nothing_leave_the_page_without_a_queue(client):
    posting, analyst = make_scene()
    ada = make_in_pool(posting, "Ada")
    client.force_login(analyst)
    assert client.get(f"{page_of(ada)}?_changelist_filters=height__gt%3D3").status_code == 200


def test_the_list_rests_on_the_index_of_its_order():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM screening_application WHERE posting_id = 1 AND state = 'in_review'"
            " ORDER BY points DESC, submitted_at, id LIMIT 50"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "application_ranked" in plan
    assert "Sort" not in plan


@pytest.mark.parametrize("query", ["?q=%00", "?reason=%00", "?queue=met%00"])
def test_a_nul_in_an_address_is_refused_plainly(client, query):
    _, analyst = make_scene()
    client.force_login(analyst)
    assert client.get(f"{LIST}{query}").status_code == 400
