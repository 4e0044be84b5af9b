"""A staged re-evaluation as a file: what it holds, who may take it out, that it is logged and is never half of one."""

import csv
import threading
import time
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from postings.models import Posting
from screening.domain import reevaluation, reevaluation_file, reevaluation_run
from screening.domain.reevaluation_publication import publish
from screening.domain.retention import last_action_at
from screening.enums import Finding, Role
from screening.errors import NotAllowed
from screening.models import Application, History, Reevaluation, User
from screening.reevaluation_files import columns, lines
from tests.factories import make_evaluated_application, make_posting, make_staff, make_user
from tests.screening.admin.scene import AT, confirm
from tests.screening.reevaluation.pools import LONG, SHORT, WHY, make_pool, people, revise, staged

ROOM = "/admin/screening/reevaluation/"
MET, NOT_MET = "Meets the requirements", "Does not meet a requirement"


def pool_of_three() -> tuple[Posting, list[Application], User, User]:
    """One decided by a person and found otherwise by Rev. 2; one that stays; one whose name is a formula."""
    posting, pool = make_pool(SHORT, LONG)
    pool.append(
        make_evaluated_application(
            posting, make_user("sum@example.org", given="=1+1", family="Lee"), jobs=SHORT
        )
    )
    analyst, supervisor = people(posting)
    confirm(analyst, pool[0])
    revise(posting)
    return posting, pool, analyst, supervisor


def rows_of(client: Client, stage: Reevaluation) -> list[list[str]]:
    answer: Any = client.get(f"{ROOM}{stage.pk}/csv/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer["Content-Disposition"].startswith('attachment; filename="re-evaluation-')
    return list(csv.reader(answer.getvalue().decode("utf-8-sig").splitlines()))


@pytest.mark.django_db
def test_every_row_is_in_it_as_text_before_and_after_the_publication(client: Client) -> None:
    posting, pool, analyst, supervisor = pool_of_three()
    stage = staged(posting, analyst)
    client.force_login(analyst)
    assert f'href="{ROOM}{stage.pk}/csv/"' in client.get(f"{ROOM}{stage.pk}/").content.decode()
    head, *rows = rows_of(client, stage)
    assert (head[2], head[3], head[-1]) == (
        "Outcome before",
        "Outcome under Rev. 2",
        "Decided, and comes back to a person",
    )
    found = sorted((row[1], row[2], row[3], row[-1]) for row in rows)
    assert found == sorted(
        [
            ("'=1+1 Lee", NOT_MET, MET, ""),
            (pool[0].name, NOT_MET, MET, Finding.NOT_QUALIFIED.label),
            (pool[1].name, MET, MET, ""),
        ]
    )
    publish(actor=supervisor, reevaluation_id=stage.pk, at=AT)
    assert f'href="{ROOM}{stage.pk}/csv/"' in client.get(f"{ROOM}{stage.pk}/").content.decode()
    assert rows_of(client, stage) == [head, *rows]


@pytest.mark.django_db
def test_each_file_is_a_line_of_history_that_keeps_no_record_longer(client: Client) -> None:
    posting, _, analyst, _ = pool_of_three()
    stage = staged(posting, analyst)
    before = last_action_at(posting)
    client.force_login(analyst)
    rows_of(client, stage)
    line = History.objects.get(verb="take_out_reevaluation")
    assert (line.actor, line.posting_id, line.facts["revision"]) == (analyst, posting.pk, stage.revision_id)
    assert last_action_at(posting) == before


@pytest.mark.django_db
def test_there_is_none_while_it_runs_or_once_it_was_abandoned(client: Client) -> None:
    posting, _, analyst, _ = pool_of_three()
    stage = reevaluation.stage(actor=analyst, posting=posting, why=WHY, at=AT)
    client.force_login(analyst)
    for _ in range(2):
        page = client.get(f"{ROOM}{stage.pk}/csv/", follow=True).content.decode()
        assert "so there is no file of it" in page
        assert f'href="{ROOM}{stage.pk}/csv/"' not in page
        reevaluation_run.stage_due(clock=lambda: AT)
        if Reevaluation.objects.get().is_live:
            reevaluation.abandon(actor=analyst, reevaluation_id=stage.pk, at=AT)
    assert not History.objects.filter(verb="take_out_reevaluation").exists()


@pytest.mark.django_db
def test_who_may_not(client: Client) -> None:
    posting, _, analyst, _ = pool_of_three()
    make_evaluated_application(posting, make_staff(Role.AUDITOR))
    stage = staged(posting, analyst)
    manager = make_staff(Role.HIRING_MANAGER, "manager@example.org", department=posting.department)
    elsewhere = make_posting("elsewhere", title="Elsewhere")
    for person in (manager, make_staff(Role.ANALYST, "other@example.org", posting=elsewhere)):
        client.force_login(person)
        assert client.get(f"{ROOM}{stage.pk}/csv/").status_code in (403, 404)
    assert client.post(f"{ROOM}{stage.pk}/csv/").status_code in (403, 404)
    with pytest.raises(NotAllowed):
        reevaluation_file.take_out(
            actor=manager, reevaluation_id=stage.pk, write=lambda *_: pytest.fail("written"), at=AT
        )
    assert not History.objects.filter(verb="take_out_reevaluation").exists()
    client.force_login(User.objects.get(email="auditor@example.org"))
    assert len(rows_of(client, stage)) == 1 + 3  # all but the auditor's own


@pytest.mark.django_db(transaction=True)
def test_a_refresh_waits_until_the_file_is_whole() -> None:
    """The refresh would drop the row that is stale. Without the lock it is gone before the file reads it."""
    posting, pool, analyst, supervisor = pool_of_three()
    stage = staged(posting, analyst)
    confirm(analyst, pool[1])
    written: list[list[Any]] = []

    def refresh() -> None:
        try:
            reevaluation.refresh(actor=supervisor, reevaluation_id=stage.pk, at=AT)
        finally:
            connections.close_all()

    other = threading.Thread(target=refresh)

    def write(whole: Reevaluation, rows: Any) -> None:
        other.start()
        while other.is_alive() and not _somebody_waits():
            time.sleep(0.01)
        written.extend([columns(whole), *lines(rows)])

    reevaluation_file.take_out(actor=analyst, reevaluation_id=stage.pk, write=write, at=AT)
    other.join()
    assert len(written) == 1 + 3
    assert Reevaluation.objects.get().rows.count() == 2


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone() == (True,)
