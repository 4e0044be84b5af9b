"""A list as a file: the filter's rows that the viewer may see, formula-safe, logged, and only what is new when asked."""

import csv
import hashlib
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from screening.enums import Role
from screening.models import History, PoolExport
from tests.factories import make_staff, put_under_name
from tests.screening.admin.scene import LIST, SHORT, confirm, make_in_pool, make_scene

pytestmark = pytest.mark.django_db(transaction=True)
EVIL = '=HYPERLINK("https://example.org";"x")'
WANTED = {"columns": ["name", "receipt", "outcome", "not_met", "months", "decision"], "form": "csv"}


def taken(client: Any, query: str = "", **changes: Any) -> bytes:
    answer = client.post(f"{LIST}export/{query}", {**WANTED, **changes})
    assert answer.status_code == 200, answer.content.decode()
    return b"".join(answer.streaming_content)


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_file_is_what_the_filter_shows_in_its_order_and_is_logged(client: Any) -> None:
    posting, analyst = make_scene()
    met, short = make_in_pool(posting, "Met"), make_in_pool(posting, "Short", jobs=SHORT)
    put_under_name(short, EVIL)
    elsewhere, _ = make_scene("Planner")
    make_in_pool(elsewhere, "Other")
    confirm(analyst, met)
    client.force_login(analyst)
    content = taken(client)
    assert [row["Name"] for row in table(content)] == ["Met Lee", f"'{EVIL}"]
    assert table(content)[1]["Requirement not met"] == "One year of full-time clerical experience"
    assert [row["Decision"] for row in table(content)] == ["Qualified", ""]
    assert [row["Name"] for row in table(taken(client, "?outcome=not_met"))] == [f"'{EVIL}"]
    export = PoolExport.objects.earliest("pk")
    assert (export.made_by, export.query, export.rows, export.form) == (analyst, "", 2, "csv")
    assert export.sha256 == hashlib.sha256(content).hexdigest()
    line = History.objects.filter(verb="take_out_pool").latest("pk")
    assert line.facts["query"] == "outcome=not_met"


def test_the_workbook_holds_the_same_and_no_formula(client: Any) -> None:
    posting, analyst = make_scene()
    put_under_name(make_in_pool(posting, "Met"), EVIL)
    client.force_login(analyst)
    book = load_workbook(io.BytesIO(taken(client, form="xlsx", answers="on")))
    head, row = book["Applications"].iter_rows(values_only=True)
    assert dict(zip(head, row, strict=True))["Name"] == f"'{EVIL}"
    assert dict(zip(head, row, strict=True))["Have you worked with a phone system?"] == "yes"
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}


def test_only_what_changed_since_the_last_file(client: Any) -> None:
    posting, analyst = make_scene()
    first, _ = make_in_pool(posting, "First"), make_in_pool(posting, "Still")
    client.force_login(analyst)
    refused = client.post(f"{LIST}export/", {**WANTED, "only_new": "on"})
    assert refused.status_code == 409
    assert "everything in it is new" in refused.content.decode()
    taken(client)
    assert table(taken(client, only_new="on")) == []
    make_in_pool(posting, "New")
    confirm(analyst, first)
    assert sorted(row["Name"] for row in table(taken(client, only_new="on"))) == [
        "First Lee",
        "New Lee",
    ]
    assert table(taken(client, only_new="on")) == []


def test_answers_of_two_postings_do_not_share_columns(client: Any) -> None:
    for title in ("Clerk", "Planner"):
        posting, _ = make_scene(title)
        make_in_pool(posting, title)
    client.force_login(make_staff(Role.SUPERVISING_ANALYST))
    refused = client.post(f"{LIST}export/", {**WANTED, "answers": "on"})
    assert refused.status_code == 409
    assert "Filter the list by one posting" in refused.content.decode()
    assert len(table(taken(client, f"?posting={posting.pk}", answers="on"))) == 1


@pytest.mark.parametrize("changes", [{"columns": []}, {"columns": ["password"]}, {"form": "exe"}])
def test_what_nobody_offered_is_refused(client: Any, changes: dict[str, Any]) -> None:
    _, analyst = make_scene()
    client.force_login(analyst)
    assert client.post(f"{LIST}export/", {**WANTED, **changes}).status_code == 400
    assert not PoolExport.objects.exists()


def test_who_reads_no_pool_takes_none_out(client: Any) -> None:
    make_scene()
    client.force_login(make_staff(Role.SYSTEM_ADMINISTRATOR))
    assert client.post(f"{LIST}export/", WANTED).status_code == 404


def test_it_asks_as_much_for_one_row_as_for_three(client: Any) -> None:
    posting, analyst = make_scene()
    client.force_login(analyst)
    counts = []
    for name in ("One", "Two", "Three"):
        make_in_pool(posting, name)
        with CaptureQueriesContext(connection) as captured:
            taken(client)
        counts.append(len(captured))
    assert counts[0] == counts[2]
