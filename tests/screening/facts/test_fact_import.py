"""Facts from outside come in whole or not at all, settle with their source, are evaluated, and are taken back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from screening.domain import evaluation, fact_import, fact_import_taking, settled_fact
from screening.domain.own_words import own_words
from screening.domain.queries import latest_evaluation, latest_submission
from screening.enums import Role
from screening.errors import NotAllowed, Refused
from screening.models import FactImport, History, RoleAssignment, SettledFact
from tests.factories import make_staff
from tests.screening.admin.scene import AT, UNSURE, confirm, make_in_pool, make_scene, page_of

pytestmark = pytest.mark.django_db
ROOM = "/admin/screening/factimport/"
HEAD = "Receipt,Fact,Value,Name,Note\n"
CALLS = "job 1 duties call_center"
LATER = AT + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def pool(client: Any) -> Any:
    posting, analyst = make_scene()
    people = [make_in_pool(posting, name, jobs=UNSURE, sent=n) for n, name in enumerate(("Ada", "Ben", "Cy"))]
    client.force_login(analyst)
    return posting, analyst, people


def line(one: Any, fact: str = CALLS, value: str = "yes", note: str = "") -> str:
    return f'{one.receipt},"{fact}",{value},{one.name},{note}\n'


def upload(actor: Any, posting: Any, *lines: str, **changes: Any) -> FactImport:
    given = {"source": "State registry", "reason": "The registry confirmed it.", "at": AT} | changes
    file = SimpleUploadedFile("facts.csv", (HEAD + "".join(lines)).encode())
    return fact_import.upload(actor=actor, posting=posting, file=file, **given)


def take(actor: Any, posting: Any, *lines: str) -> FactImport:
    kept = upload(actor, posting, *lines)
    assert kept.faults == []
    fact_import.confirm(actor=actor, fact_import_id=kept.pk, at=AT)
    return worked(kept)


def worked(kept: FactImport) -> FactImport:
    fact_import_taking.work_due(clock=lambda: LATER)
    evaluation.evaluate_due(clock=lambda: LATER)
    kept.refresh_from_db()
    return kept


def outcomes(people: Any) -> list[str]:
    for one in people:
        one.refresh_from_db()
    return [one.outcome for one in people]


def test_a_file_settles_each_fact_with_its_source_and_the_engine_judges_again(pool: Any) -> None:
    posting, analyst, people = pool
    ada, ben, cy = people
    assert outcomes(people) == ["undetermined"] * 3
    kept = take(
        analyst,
        posting,
        line(ada, note="Letter of May 1."),
        line(ben, value="no"),
        line(ben, "job 1 hours_per_week", "30.5"),
    )
    assert (kept.made, kept.total, kept.taken_in_at, kept.confirmed_by) == (3, 2, LATER, analyst)
    assert outcomes(people) == ["met", "not_met", "undetermined"]
    rows = SettledFact.objects.order_by("row")
    assert [(row.application, row.path, row.said, row.value, row.reason, row.row) for row in rows] == [
        (ada, "jobs/0/duties/call_center", "unsure", "yes", "The registry confirmed it. Letter of May 1.", 2),
        (ben, "jobs/0/duties/call_center", "unsure", "no", "The registry confirmed it.", 3),
        (ben, "jobs/0/hours_per_week", 40, 30.5, "The registry confirmed it.", 4),
    ]
    assert {row.fact_import for row in rows} == {kept}
    latest = latest_submission(ben)
    assert latest is not None
    assert (latest.number, latest.made_by, latest.cause) == (2, analyst, "fact_settled")
    assert own_words(latest, rows.filter(application=ben)) == own_words(ben.submissions.get(number=1), [])
    verbs = History.objects.filter(subject_kind="factimport").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["confirm_facts", "take_in_facts"]


def test_one_wrong_row_keeps_the_whole_file_out_and_every_fault_is_named(client: Any, pool: Any) -> None:
    posting, analyst, people = pool
    ada, ben, cy = people
    stranger = make_in_pool(make_scene("Planner")[0], "Dee", jobs=UNSURE)
    settled_fact.settle(
        actor=analyst,
        application_id=cy.pk,
        values={"jobs/0/duties/call_center": "no"},
        reason="The employer said so.",
        evaluation_id=latest_evaluation(cy).pk,
        at=AT,
    )
    evaluation.evaluate_due(clock=lambda: AT)
    kept = upload(
        analyst, posting, line(ada), line(ada, value="no"), line(ben, "job 4 start", "2021-01-01"),
        line(ben, "question nothing"), line(ben, "job 1 hours_per_week", "169"), line(ben, "height", "3"),
        line(stranger), f"{ben.receipt},{CALLS},yes,Ada Lee,\n", line(cy), line(ben, CALLS, "=1+1"),
    )  # fmt: skip
    assert [(row, column) for row, column, _ in kept.faults] == [
        (3, "Fact"), (4, "Fact"), (5, "Fact"), (6, "Value"), (7, "Fact"), (8, "Receipt"), (9, "Name"),
        (10, "Value"), (11, "Value"),
    ]  # fmt: skip
    assert "settled this fact otherwise on 2025-05-02" in kept.faults[7][2]
    with pytest.raises(Refused):
        fact_import.confirm(actor=analyst, fact_import_id=kept.pk, at=AT)
    assert SettledFact.objects.count() == 1
    page = client.get(f"{ROOM}{kept.pk}/").content.decode()
    assert "9 places in the file must be mended first." in page
    assert f"{ROOM}upload/{posting.pk}/" in page
    text = b"".join(client.get(f"{ROOM}{kept.pk}/faults/").streaming_content).decode("utf-8-sig")
    assert text.splitlines()[0] == "Row,Column,What is wrong"
    assert len(text.splitlines()) == 10


def test_a_job_that_would_end_before_it_begins_keeps_the_file_out(pool: Any) -> None:
    posting, analyst, (ada, *_) = pool
    kept = upload(
        analyst, posting, line(ada, "job 1 start", "2025-03-01"), line(ada, "job 1 end", "2025-02-01")
    )
    assert [(row, column) for row, column, _ in kept.faults] == [(2, "Value"), (3, "Value")]


def test_an_error_file_holds_no_formula(client: Any, pool: Any) -> None:
    posting, analyst, _ = pool
    kept = upload(analyst, posting)
    FactImport.objects.filter(pk=kept.pk).update(faults=[[2, "=cmd()", "@SUM(1)"]])
    text = b"".join(client.get(f"{ROOM}{kept.pk}/faults/").streaming_content).decode("utf-8-sig")
    assert text.splitlines()[1] == "2,'=cmd(),'@SUM(1)"


def test_the_preview_counts_and_writes_nothing(client: Any, pool: Any) -> None:
    posting, analyst, (ada, ben, _) = pool
    kept = upload(
        analyst, posting, line(ada), line(ben, "job 1 hours_per_week", "20"), line(ben, "question phone_system")
    )  # fmt: skip
    context = client.get(f"{ROOM}{kept.pk}/").context
    assert [context[key] for key in ("new", "differ", "already", "people")] == [2, 1, 1, 2]
    assert SettledFact.objects.count() == 0


def test_an_application_that_changed_meanwhile_keeps_all_of_it_out(client: Any, pool: Any) -> None:
    posting, analyst, (ada, ben, _) = pool
    kept = upload(analyst, posting, line(ada), line(ben))
    fact_import.confirm(actor=analyst, fact_import_id=kept.pk, at=AT)
    settled_fact.settle(
        actor=analyst,
        application_id=ben.pk,
        values={"jobs/0/duties/call_center": "no"},
        reason="The employer said so.",
        evaluation_id=latest_evaluation(ben).pk,
        at=AT,
    )
    kept = worked(kept)
    assert (kept.taken_in_at, kept.failed_at, [row for row, *_ in kept.faults]) == (None, LATER, [3])
    assert [fact.application for fact in SettledFact.objects.all()] == [ben]
    assert (
        "The applications changed since the file was looked at"
        in client.get(f"{ROOM}{kept.pk}/").content.decode()
    )


def test_taking_back_lifts_all_that_count_and_names_what_is_decided(client: Any, pool: Any) -> None:
    posting, analyst, people = pool
    ada, ben, _ = people
    kept = take(analyst, posting, line(ada), line(ben))
    confirm(analyst, ada)
    client.post(f"{ROOM}{kept.pk}/take-back/", {"reason": " "})
    assert FactImport.objects.get().undo_at is None
    client.post(f"{ROOM}{kept.pk}/take-back/", {"reason": "The registry sent a wrong file."})
    kept = worked(kept)
    assert (kept.lifted, kept.undone_at) == (1, LATER)
    assert outcomes(people) == ["met", "undetermined", "undetermined"]
    [lifted] = SettledFact.objects.filter(value__isnull=True)
    assert (lifted.application, lifted.reason, lifted.row) == (ben, "The registry sent a wrong file.", 3)
    assert "belongs to applications that are decided" in client.get(f"{ROOM}{kept.pk}/").content.decode()
    again = upload(analyst, posting, line(ben))
    assert again.faults == []


def test_the_same_file_comes_in_once(pool: Any) -> None:
    posting, analyst, (ada, *_) = pool
    kept, second = upload(analyst, posting, line(ada)), upload(analyst, posting, line(ada))
    fact_import.confirm(actor=analyst, fact_import_id=kept.pk, at=AT)
    with pytest.raises(Refused):
        fact_import.confirm(actor=analyst, fact_import_id=second.pk, at=AT)
    worked(kept)
    with pytest.raises(Refused):
        upload(analyst, posting, line(ada))
    fact_import_taking.work_due(clock=lambda: LATER)
    assert SettledFact.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        FactImport.objects.filter(pk=kept.pk).update(sha256="0" * 64)


def test_who_may_not(client: Any, pool: Any) -> None:
    posting, analyst, (ada, *_) = pool
    kept = upload(analyst, posting, line(ada))
    elsewhere = make_scene("Planner")[1]
    for person in (elsewhere, make_staff(Role.AUDITOR), ada.applicant):
        with pytest.raises(NotAllowed):
            upload(person, posting, line(ada))
        with pytest.raises(NotAllowed):
            fact_import.confirm(actor=person, fact_import_id=kept.pk, at=AT)
        with pytest.raises(NotAllowed):
            fact_import.take_back(actor=person, fact_import_id=kept.pk, reason="x", at=AT)
        client.force_login(person)
        assert client.post(f"{ROOM}{kept.pk}/take-in/").status_code == 404
    RoleAssignment.objects.create(user=ada.applicant, role=Role.ANALYST, posting=posting)
    del ada.applicant.__dict__["_roles"]
    own = upload(ada.applicant, posting, line(ada))
    assert [fault[1] for fault in own.faults] == ["Receipt"]


def test_who_lost_the_role_takes_nothing_in(pool: Any) -> None:
    posting, analyst, (ada, *_) = pool
    kept = upload(analyst, posting, line(ada))
    fact_import.confirm(actor=analyst, fact_import_id=kept.pk, at=AT)
    RoleAssignment.objects.filter(user=analyst).delete()
    assert worked(kept).failed_at == LATER
    assert SettledFact.objects.count() == 0


def test_what_cannot_be_written_is_tried_again_and_then_given_to_a_person(
    client: Any, pool: Any, tmp_path: Path
) -> None:
    posting, analyst, (ada, *_) = pool
    kept = upload(analyst, posting, line(ada))
    fact_import.confirm(actor=analyst, fact_import_id=kept.pk, at=AT)
    (tmp_path / kept.file).unlink()
    for tries in (1, 2, 3):
        assert fact_import_taking.work_due(clock=lambda: LATER) == 0
        kept.refresh_from_db()
        assert (kept.tries, kept.failed_at) == (tries, None)
    fact_import_taking.work_due(clock=lambda: LATER)
    kept.refresh_from_db()
    assert (kept.failed_at, kept.last_error) == (LATER, "FileNotFoundError")
    assert SettledFact.objects.count() == 0
    assert "Not taken in" in client.get(f"{ROOM}{kept.pk}/").content.decode()


def test_what_nobody_takes_in_is_deleted_after_a_day(pool: Any, tmp_path: Path) -> None:
    posting, analyst, (ada, *_) = pool
    kept = upload(analyst, posting, line(ada))
    assert fact_import.discard_untaken(at=AT + timedelta(hours=23)) == 0
    assert fact_import.discard_untaken(at=AT + timedelta(hours=25)) == 1
    assert not (tmp_path / kept.file).exists()


def test_the_screen_and_the_record_name_file_and_row(client: Any, pool: Any) -> None:
    posting, analyst, (ada, *_) = pool
    kept = take(analyst, posting, line(ada))
    assert (
        f"State registry: facts.csv, row 2, SHA-256 {kept.sha256}"
        in client.get(page_of(ada)).content.decode()
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_however_many(client: Any, pool: Any, rows: int) -> None:
    posting, analyst, people = pool
    kept = take(analyst, posting, *[line(one) for one in people[:rows]])
    for path, cost in ((ROOM, 6), (f"{ROOM}{kept.pk}/", 8)):
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        assert len(captured) == cost, path


def test_writing_costs_the_same_for_one_as_for_three(pool: Any) -> None:
    posting, analyst, people = pool
    costs = []
    for some in (people[:1], people[1:]):
        kept = upload(analyst, posting, *[line(one) for one in some])
        fact_import.confirm(actor=analyst, fact_import_id=kept.pk, at=AT)
        with CaptureQueriesContext(connection) as captured:
            fact_import_taking.work_due(clock=lambda: LATER)
        costs.append(len(captured))
        evaluation.evaluate_due(clock=lambda: LATER)
    assert costs[0] == costs[1]
