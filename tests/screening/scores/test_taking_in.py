"""Scores come in whole or not at all, are kept with their file, corrected by new versions, by those who may alone."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from screening.city_time import city_day
from screening.domain import examination_score
from screening.enums import Role
from screening.errors import NotAllowed, Refused
from screening.models import ExaminationScore, History, RoleAssignment, ScoreImport
from tests.factories import make_staff
from tests.screening.admin.scene import AT, make_in_pool, make_scene

pytestmark = pytest.mark.django_db
ROOM = "/admin/screening/scoreimport/"


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def pool(client: Any) -> Any:
    posting, analyst = make_scene()
    people = [make_in_pool(posting, name, sent=number) for number, name in enumerate(("Ada", "Ben", "Cy"))]
    client.force_login(analyst)
    return posting, analyst, people


def text_of(people: Any, *scores: str) -> str:
    lines = [f"{one.receipt},{score},{one.name}" for one, score in zip(people, scores, strict=False)]
    return "\n".join(["Receipt,Score,Name", *lines]) + "\n"


def upload(actor: Any, posting: Any, text: str, **changes: Any) -> Any:
    given = {
        "examination": "Written test",
        "source": "CPS HR",
        "held_on": city_day(AT),
        "highest": Decimal(100),
        "at": AT,
    } | changes
    file = SimpleUploadedFile("scores.csv", text.encode())
    return examination_score.upload(actor=actor, posting=posting, file=file, **given)


def taken(actor: Any, posting: Any, text: str) -> int:
    made, faults = upload(actor, posting, text)
    assert faults == []
    return examination_score.take_in(actor=actor, score_import_id=made.pk, at=AT)


def standing() -> list[tuple[str, Decimal]]:
    rows = ExaminationScore.objects.filter(superseded_by__isnull=True).order_by("application__name")
    return list(rows.values_list("application__name", "score"))


def test_a_file_is_taken_in_whole_with_who_and_from_where(pool: Any) -> None:
    posting, analyst, people = pool
    assert taken(analyst, posting, text_of(people, "87.25", "90", "61")) == 3
    assert standing() == [("Ada Lee", Decimal("87.25")), ("Ben Lee", Decimal(90)), ("Cy Lee", Decimal(61))]
    kept = ScoreImport.objects.get()
    assert (kept.source, kept.taken_in_by, kept.rows) == ("CPS HR", analyst, 3)
    lines = History.objects.filter(verb="score_examination").order_by("pk")
    assert [(line.application_id, line.facts) for line in lines] == [
        (one.pk, {"score": score}) for one, score in zip(people, ("87.25", "90", "61"), strict=True)
    ]
    assert History.objects.get(verb="take_in_scores").facts == {"sha256": kept.sha256, "rows": 3, "new": 3}


def test_one_wrong_row_keeps_the_whole_file_out_and_every_fault_is_named(pool: Any, tmp_path: Path) -> None:
    posting, analyst, people = pool
    elsewhere, _ = make_scene("Planner")
    other = make_in_pool(elsewhere, "Dee")
    text = (
        text_of(people, "80", "101")
        + f"{people[0].receipt},70,\n{other.receipt},50,\n{people[2].receipt},60,Ben Lee\n"
    )
    made, faults = upload(analyst, posting, text)
    assert made is None
    assert [(fault.row, fault.column) for fault in faults] == [
        (3, "Score"),
        (4, "Receipt"),
        (5, "Receipt"),
        (6, "Name"),
    ]
    assert not ScoreImport.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_same_file_again_is_refused_kindly(pool: Any) -> None:
    posting, analyst, people = pool
    text = text_of(people, "80", "81", "82")
    first, _ = upload(analyst, posting, text)
    second, _ = upload(analyst, posting, text)
    examination_score.take_in(actor=analyst, score_import_id=first.pk, at=AT)
    for again in (
        lambda: upload(analyst, posting, text),
        lambda: examination_score.take_in(actor=analyst, score_import_id=first.pk, at=AT),
        lambda: examination_score.take_in(actor=analyst, score_import_id=second.pk, at=AT),
    ):
        with pytest.raises(Refused, match="This very file was taken in on 2025-05-02"):
            again()
    assert ExaminationScore.objects.count() == 3
    assert taken(analyst, posting, text + "\n") == 0  # other bytes, the same scores: no new version


def test_a_correction_is_a_new_version_and_the_earlier_one_stays(pool: Any) -> None:
    posting, analyst, people = pool
    taken(analyst, posting, text_of(people, "80", "81", "82"))
    assert taken(analyst, posting, text_of(people, "80", "85")) == 1
    assert standing() == [("Ada Lee", Decimal(80)), ("Ben Lee", Decimal(85)), ("Cy Lee", Decimal(82))]
    newest = ExaminationScore.objects.get(score=85)
    assert newest.supersedes.score == 81
    [score] = examination_score.scores_of([people[1]])[people[1].pk]
    assert score == newest


def test_the_database_keeps_what_was_taken_in(pool: Any) -> None:
    posting, analyst, people = pool
    taken(analyst, posting, text_of(people, "80"))
    for change in (
        lambda: ExaminationScore.objects.update(score=99),
        lambda: ExaminationScore.objects.all().delete(),
        lambda: ScoreImport.objects.update(source="Somebody"),
        lambda: ScoreImport.objects.update(taken_in_at=None, taken_in_by=None),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_what_does_not_fit_any_more_is_not_taken_in(pool: Any, tmp_path: Path) -> None:
    posting, analyst, people = pool
    made, _ = upload(analyst, posting, text_of(people, "80", "81"))
    [kept] = [path for path in tmp_path.rglob("*") if path.is_file()]
    kept.write_text(text_of(people, "99", "81"))
    with pytest.raises(Refused, match="not what was uploaded"):
        examination_score.take_in(actor=analyst, score_import_id=made.pk, at=AT)
    made.refresh_from_db()
    assert (made.taken_in_at, ExaminationScore.objects.count()) == (None, 0)


def test_who_may_not(pool: Any, client: Any) -> None:
    posting, analyst, people = pool
    made, _ = upload(analyst, posting, text_of(people, "80"))
    elsewhere, stranger = make_scene("Planner")
    for person, sees in (
        (stranger, 404),
        (make_staff(Role.AUDITOR), 200),
        (make_staff(Role.SYSTEM_ADMINISTRATOR), 404),
    ):
        with pytest.raises(NotAllowed):
            upload(person, posting, text_of(people, "80"))
        with pytest.raises(NotAllowed):
            examination_score.take_in(actor=person, score_import_id=made.pk, at=AT)
        client.force_login(person)
        assert client.get(f"{ROOM}upload/{posting.pk}/").status_code == 404
        assert client.post(f"{ROOM}{made.pk}/take-in/").status_code == 404
        assert client.get(f"{ROOM}{made.pk}/").status_code == sees
    RoleAssignment.objects.create(user=people[0].applicant, role=Role.ANALYST, posting=posting)
    [fault] = upload(people[0].applicant, posting, text_of(people, "100"))[1]
    assert fault.words.startswith("You keep out of this application")


def test_a_file_that_was_only_looked_at_goes_after_a_day(pool: Any, tmp_path: Path) -> None:
    posting, analyst, people = pool
    upload(analyst, posting, text_of(people, "80"))
    day = timedelta(days=1)
    assert examination_score.discard_untaken(at=AT + day - timedelta(seconds=1)) == 0
    assert examination_score.discard_untaken(at=AT + day) == 1
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_pages_cost_the_same_for_one_row_as_for_three(pool: Any, client: Any) -> None:
    posting, analyst, people = pool
    counts = []
    for number in (1, 3):
        made, _ = upload(analyst, posting, text_of(people[:number], "80", "81", "82"))
        for _ in ("looked at", "taken in"):
            for address in (ROOM, f"{ROOM}{made.pk}/"):
                with CaptureQueriesContext(connection) as captured:
                    assert client.get(address).status_code == 200
                counts.append(len(captured))
            if not made.taken_in_at:
                examination_score.take_in(actor=analyst, score_import_id=made.pk, at=AT)
                made.refresh_from_db()
    assert counts[:4] == counts[4:]


def test_the_pools_file_has_the_scores_that_hold(pool: Any, client: Any) -> None:
    posting, analyst, people = pool
    taken(analyst, posting, text_of(people, "87.25", "90"))
    taken(analyst, posting, text_of(people, "87.5"))
    answer = client.post("/admin/screening/application/export/", {"columns": ["scores"], "form": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == ["Examination scores", "Written test: 87.5 of 100", "Written test: 90 of 100", '""']
