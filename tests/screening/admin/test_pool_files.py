"""A long list is made in the background: in its order, with progress, cancelled, fetched by its asker alone, discarded."""

import csv
import hashlib
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from screening.city_time import now
from screening.domain import pool_file, settled_fact
from screening.domain.queries import latest_evaluation
from screening.enums import Role
from screening.errors import NotAllowed, Refused
from screening.models import History, PoolExport, PoolFile, RoleAssignment, SettledFact
from tests.factories import FILED_AT, make_staff
from tests.screening.admin.scene import LIST, UNSURE, make_in_pool, make_scene

pytestmark = pytest.mark.django_db
WANTED = {"columns": ["name", "settled"], "form": "csv"}
FILES = f"{LIST}files/"


@pytest.fixture(autouse=True)
def _small(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("screening.admin.pool_export.AT_ONCE", 1)
    monkeypatch.setattr("screening.domain.pool_file.AT_ONCE", 1)


@pytest.fixture
def pool(client: Any) -> Any:
    posting, analyst = make_scene()
    for number, name in enumerate(("Ada", "Ben", "Cy")):
        make_in_pool(posting, name, sent=number)
    client.force_login(analyst)
    return posting, analyst


def asked(client: Any, query: str = "", **changes: Any) -> PoolFile:
    answer = client.post(f"{LIST}export/{query}", {**WANTED, **changes})
    assert (answer.status_code, answer.headers.get("Location")) == (302, FILES)
    return PoolFile.objects.latest("pk")


def made(client: Any, query: str = "", **changes: Any) -> PoolFile:
    row = asked(client, query, **changes)
    assert pool_file.make_due(clock=now, only=row.pk) == 1
    row.refresh_from_db()
    return row


def names(content: bytes) -> list[str]:
    return [row["Name"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


def test_it_is_made_in_the_lists_order_logged_and_fetched_by_its_asker(client: Any, pool: Any) -> None:
    row = made(client)
    content = b"".join(client.get(f"{FILES}{row.pk}/").streaming_content)
    assert names(content) == ["Ada Lee", "Ben Lee", "Cy Lee"]
    assert (row.export.sha256, row.export.rows) == (hashlib.sha256(content).hexdigest(), 3)
    assert (row.application_ids, row.percent) == ([], 100)
    verbs = History.objects.filter(verb__endswith="_pool").order_by("pk").values_list("verb", "actor")
    assert list(verbs) == [(verb, pool[1].pk) for verb in ("ask_for_pool", "take_out_pool", "fetch_pool")]
    assert oct(Path(pool_file.default_storage.path(row.file)).stat().st_mode & 0o777) == "0o600"


def test_the_rows_are_those_of_the_moment_of_asking_and_the_next_file_has_what_came_since(
    client: Any, pool: Any
) -> None:
    row = asked(client)
    for number, name in enumerate(("Dee", "Eli"), start=9):
        make_in_pool(pool[0], name, sent=number)
    pool_file.make_due(clock=now)
    assert names(b"".join(client.get(f"{FILES}{row.pk}/").streaming_content)) == [
        "Ada Lee",
        "Ben Lee",
        "Cy Lee",
    ]
    newer = made(client, only_new="on")
    content = b"".join(client.get(f"{FILES}{newer.pk}/").streaming_content)
    assert names(content) == ["Dee Lee", "Eli Lee"]


def test_cancelled_while_it_is_made_it_leaves_no_file_and_no_line_of_taking_out(
    client: Any, pool: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    row, write = asked(client), pool_file.write_pool

    def cancelled_at_the_first_row(file: Any, applications: Any, **given: Any) -> Any:
        next(applications)
        assert "Being made" in client.get(FILES).content.decode()
        client.post(f"{FILES}{row.pk}/cancel/")
        return write(file, applications, **given)

    monkeypatch.setattr(pool_file, "write_pool", cancelled_at_the_first_row)
    assert pool_file.make_due(clock=now) == 0
    row.refresh_from_db()
    assert (row.cancelled_at is not None, row.finished_at, row.last_error) == (True, None, "")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not PoolExport.objects.exists()
    with pytest.raises(Refused, match="nothing to cancel"):
        pool_file.cancel(actor=pool[1], pool_file_id=row.pk, at=now())


def test_nobody_else_fetches_or_cancels_it(client: Any, pool: Any) -> None:
    row = made(client)
    for person in (make_staff(Role.SUPERVISING_ANALYST), make_staff(Role.AUDITOR)):
        client.force_login(person)
        assert client.get(f"{FILES}{row.pk}/").status_code == 404
        assert client.post(f"{FILES}{row.pk}/cancel/").status_code == 404
        assert "Download" not in client.get(FILES).content.decode()
        with pytest.raises(NotAllowed):
            pool_file.hand_out(actor=person, pool_file_id=row.pk, at=now())


def test_what_its_asker_may_not_see_any_more_is_not_written(client: Any, pool: Any) -> None:
    row = asked(client)
    elsewhere, _ = make_scene("Planner")
    RoleAssignment.objects.filter(user=pool[1]).update(posting=elsewhere)
    pool_file.make_due(clock=now)
    row.refresh_from_db()
    assert row.export.rows == 0


def test_after_its_days_the_file_is_gone_and_what_was_taken_out_stays_written_down(
    client: Any, pool: Any, tmp_path: Path
) -> None:
    row = made(client)
    assert pool_file.discard_old(at=row.finished_at + pool_file.KEPT - timedelta(seconds=1)) == 0
    assert pool_file.discard_old(at=row.finished_at + pool_file.KEPT) == 1
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert "this one is gone" in client.get(f"{FILES}{row.pk}/", follow=True).content.decode()
    assert PoolExport.objects.get().rows == 3


def test_one_at_a_time_and_given_up_after_three_tries(
    client: Any, pool: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = asked(client)
    again = client.post(f"{LIST}export/", WANTED)
    assert (again.status_code, "being made for you already" in again.content.decode()) == (409, True)

    def full(*given: Any, **more: Any) -> Any:
        raise OSError("the disk is full")

    monkeypatch.setattr(pool_file, "write_pool", full)
    assert [pool_file.make_due(clock=now) for _ in range(4)] == [0, 0, 0, 0]
    row.refresh_from_db()
    assert (row.tries, row.last_error, row.failed_at is not None) == (3, "OSError", True)
    assert "Failed" in client.get(FILES).content.decode()


def test_a_short_list_is_given_at_once(client: Any, pool: Any) -> None:
    answer = client.post(f"{LIST}export/?q=Ada", WANTED)
    assert names(b"".join(answer.streaming_content)) == ["Ada Lee"]
    assert not PoolFile.objects.exists()


def test_what_the_city_settled_says_so(client: Any) -> None:
    posting, analyst = make_scene()
    application = make_in_pool(posting, "Una", jobs=UNSURE)
    evaluation = latest_evaluation(application)
    settled_fact.settle(
        actor=analyst,
        application_id=application.pk,
        values={"jobs/0/duties/call_center": "yes"},
        reason="Her employer says so.",
        evaluation_id=evaluation.pk,
        at=FILED_AT,
    )
    SettledFact.objects.create(
        application=application,
        submission=evaluation.submission,
        path="answers/phone_system",
        said="no",
        value="yes",
        reason="She showed it.",
        settled_by=analyst,
        settled_at=FILED_AT,
    )
    client.force_login(analyst)
    answer = client.post(f"{LIST}export/", {**WANTED, "answers": "on"})
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(content, newline=""))
    assert row["Have you worked with a phone system?"] == "yes (settled by the City)"
    assert row["Settled by the City"] == (
        "question phone_system: no → yes; job 1, duties call_center: unsure → yes"
    )


def test_the_page_costs_the_same_for_one_file_as_for_three(client: Any, pool: Any) -> None:
    counts = []
    for _ in range(3):
        made(client)
        with CaptureQueriesContext(connection) as captured:
            client.get(FILES)
        counts.append(len(captured))
    assert counts[0] == counts[2]
