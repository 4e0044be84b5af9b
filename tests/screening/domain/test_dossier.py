"""A dossier: whole, checked without a database, every outcome reproduced, every flipped byte found, given to few."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from screening.city_time import now
from screening.domain import decision as decisions
from screening.domain import dossier as dossiers
from screening.dossier_file import DIGEST, MANIFEST, faults, pack
from screening.enums import DecisionReason, Finding, Role
from screening.errors import NotAllowed, Refused
from screening.models import Dossier, History
from services.places import PROJECT
from tests.factories import (
    FILED_AT,
    make_evaluated_application,
    make_job,
    make_posting,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db
SHORT = [make_job(end="2023-04-30")]


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def supervisor(db: None) -> Any:
    return make_staff(Role.SUPERVISING_ANALYST)


@pytest.fixture
def built(supervisor: Any) -> Dossier:
    posting = make_posting()
    one = make_evaluated_application(posting, make_user("a@example.org"))
    two = make_evaluated_application(posting, make_user("b@example.org"), jobs=SHORT)
    decisions.confirm(actor=supervisor, application_id=one.pk, at=FILED_AT)
    decisions.decide_otherwise(
        actor=supervisor,
        application_id=two.pk,
        finding=Finding.QUALIFIED,
        reason=DecisionReason.EVIDENCE_ON_RECORD,
        note="A letter of the employer shows two more years.",
        at=FILED_AT,
    )
    dossier = dossiers.ask(actor=supervisor, posting=posting, at=FILED_AT)
    assert dossiers.build_due(clock=lambda: FILED_AT) == 1
    dossier.refresh_from_db()
    return dossier


def lines(archive: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.read(name).splitlines()]


def test_it_holds_what_stands_behind_the_decisions(built: Dossier) -> None:
    path = dossiers.path_of(built)
    assert built.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert list(faults(path)) == []
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == [
            "MANIFEST.json", "README.txt", "agreement.json", "appeals.jsonl", "decisions.jsonl", "examination-scores.jsonl", "history.jsonl",
            "interview-scores.jsonl", "outcomes.jsonl", "posting.json", "retention.json", "revisions/1/examples.json", "revisions/1/rules.json",
            "revisions/1/rules.txt", "revisions/1/text.json", "second-look-draws.jsonl", "second-looks.jsonl",
            "selection-rates.json", "settled-facts.jsonl",
        ]  # fmt: skip
        assert [row["outcome"] for row in lines(archive, "outcomes.jsonl")] == ["met", "not_met"]
        second = lines(archive, "decisions.jsonl")[1]
        assert (second["otherwise"], second["evaluation_found"], second["note"]) == (
            True,
            "not_met",
            "A letter of the employer shows two more years.",
        )
        agreement = json.loads(archive.read("agreement.json"))
        assert agreement["first_decisions"] == {"agrees": 1, "differs": 1}
        assert json.loads(archive.read("retention.json"))["keep_until"] == "2029-05-01"
        assert b"example.org" not in b"".join(archive.read(name) for name in archive.namelist())
    assert list(History.objects.filter(subject_kind="dossier").values_list("verb", flat=True)) == [
        "ask_for_dossier",
        "build_dossier",
    ]


def verify(path: Path, *further: str) -> subprocess.CompletedProcess[str]:
    dead = {"DATABASE_URL": "postgres://nobody:x@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}
    return subprocess.run(
        [sys.executable, "manage.py", "verify_dossier", str(path), *further],
        cwd=PROJECT, env={**os.environ, **dead}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_it_is_checked_without_a_database(built: Dossier) -> None:
    said = verify(dossiers.path_of(built), "--sha256", built.sha256)
    assert (said.returncode, said.stderr) == (0, "")
    assert "2 outcomes were reproduced, byte for byte" in said.stdout
    other = verify(dossiers.path_of(built), "--sha256", "0" * 64)
    assert other.returncode == 1 and "it is another file" in other.stderr


def test_a_flipped_bit_anywhere_is_found(built: Dossier, tmp_path: Path) -> None:
    whole, copy = dossiers.path_of(built).read_bytes(), tmp_path / "copy.zip"
    for at in range(0, len(whole), 131):
        flipped = bytearray(whole)
        flipped[at] ^= 1
        copy.write_bytes(flipped)
        assert next(faults(copy), None) is not None, at
    for at in (0, len(whole) - DIGEST - 1, len(whole) - DIGEST, len(whole) - 1):
        flipped = bytearray(whole)
        flipped[at] ^= 1
        copy.write_bytes(flipped)
        assert next(faults(copy), None) is not None, at
    said = verify(copy)
    assert said.returncode == 1 and "is not whole" in said.stderr


def test_a_whole_file_with_another_outcome_is_not_reproduced(built: Dossier, tmp_path: Path) -> None:
    """Somebody who packs it anew, with every checksum right, still has to bend the rules."""
    with zipfile.ZipFile(dossiers.path_of(built)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name != MANIFEST}
    rows = [json.loads(line) for line in files["outcomes.jsonl"].splitlines()]
    rows[1]["outcome"] = "met"
    files["outcomes.jsonl"] = b"\n".join(json.dumps(row).encode() for row in rows)
    forged = tmp_path / "forged.zip"
    pack(forged, ((name, [content]) for name, content in files.items()), {})
    assert [fault.partition(": ")[2] for fault in faults(forged)] == [
        "the rules give 'not_met' where 'met' is stored."
    ]


@pytest.mark.parametrize("content", [b"", b"x" * 10, b"PK" + b"\0" * 400])
def test_what_is_no_dossier_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file.zip"
    file.write_bytes(content)
    assert list(faults(file)) != []
    assert list(faults(tmp_path)) == [f"{tmp_path} is not a file. Give the path of a dossier."]


def test_one_at_a_time_and_only_by_a_supervising_analyst(supervisor: Any) -> None:
    posting = make_posting()
    for role in (Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            dossiers.ask(actor=make_staff(role), posting=posting, at=FILED_AT)
    with pytest.raises(NotAllowed):
        dossiers.ask(actor=make_staff(Role.ANALYST, posting=posting), posting=posting, at=FILED_AT)
    dossier = dossiers.ask(actor=supervisor, posting=posting, at=FILED_AT)
    with pytest.raises(Refused, match="is being built"):
        dossiers.ask(actor=supervisor, posting=posting, at=FILED_AT)
    with pytest.raises(Refused, match="not finished"):
        dossiers.take_out(actor=supervisor, dossier=dossier, at=FILED_AT)


def test_what_cannot_be_built_is_given_up_and_said(supervisor: Any, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings.MEDIA_ROOT = tmp_path / "file"
    dossier = dossiers.ask(actor=supervisor, posting=make_posting(), at=FILED_AT)
    assert [dossiers.build_due(clock=now) for _ in range(4)] == [0, 0, 0, 0]
    dossier.refresh_from_db()
    assert (dossier.tries, dossier.failed_at is not None) == (3, True)
    assert "NotADirectoryError" in dossier.last_error


def test_two_workers_do_not_build_the_same_one(supervisor: Any) -> None:
    dossier = dossiers.ask(actor=supervisor, posting=make_posting(), at=FILED_AT)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [dossiers.LOCK, dossier.pk])
    assert dossiers.build_due(clock=now) == 0
    other.close()  # as when its process is killed
    assert dossiers.build_due(clock=now) == 1


def test_nothing_is_left_of_one_whose_records_were_deleted_meanwhile(supervisor: Any, tmp_path: Path) -> None:
    dossier = dossiers.ask(actor=supervisor, posting=make_posting(), at=FILED_AT)

    def clock() -> Any:
        Dossier.objects.filter(pk=dossier.pk).delete()
        return FILED_AT

    assert dossiers.build_due(clock=clock) == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_four_years_from_a_leap_day_end_a_day_later(supervisor: Any) -> None:
    from screening.domain.retention import keep_until

    posting = make_posting(opens_at=FILED_AT.replace(year=2024, month=2, day=29) - timedelta(hours=1))
    assert keep_until(posting).isoformat() == "2028-02-29"
    later = make_posting("later", opens_at=FILED_AT.replace(year=2096, month=2, day=29))
    assert keep_until(later).isoformat() == "2100-03-01"
