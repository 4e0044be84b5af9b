"""Interview scores in the dossier of a posting and in the record of an application: once all are in, and not before."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from pypdf import PdfReader

from postings.models import Posting
from screening.domain import decision as decisions
from screening.domain import dossier as dossiers
from screening.domain import eligible_list, interview_offer, interview_score
from screening.dossier_file import faults
from screening.enums import Role
from screening.models import Application, User
from tests.factories import FILED_AT, make_evaluated_application, make_posting, make_staff, make_user
from tests.factories_eligible_list import AT
from tests.factories_hiring import issue_list, make_manager, make_vacancy
from tests.factories_interviews import choose, make_panelist, make_slots
from tests.screening.admin.scene import page_of
from tests.screening.interviews.test_scores import Scene, enter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def scene(_files: None) -> Scene:
    """Two people who were evaluated and listed; one has an interview with two questions and a panel of two."""
    posting, supervisor = make_posting(), make_staff(Role.SUPERVISING_ANALYST)
    for email in ("a@example.org", "b@example.org"):
        sent = make_evaluated_application(posting, make_user(email))
        decisions.confirm(actor=supervisor, application_id=sent.pk, at=FILED_AT)
    placed = eligible_list.establish(actor=supervisor, posting_id=posting.pk, at=FILED_AT)
    manager, panel = make_manager(), [make_panelist(), make_panelist("Lee Wu")]
    issued = issue_list(manager, make_vacancy(manager, posting.job_class), placed, names=2)
    questions = [
        interview_score.write_question(
            actor=manager,
            vacancy_id=issued.vacancy_id,
            text=f"What about {about}?",
            low="Nothing",
            middle="Something",
            high="All of it",
            at=AT,
        )
        for about in ("an angry caller", "a wrong bill")
    ]
    slot = make_slots(issued, panel, how_many=1)[0]
    one = issued.referrals.order_by("pk")[0]
    [offer] = interview_offer.offer(actor=manager, interview_list_id=issued.pk, referral_ids=[one.pk], at=AT)
    return choose(offer, slot), panel, questions


def of(scene: Scene) -> Application:
    return scene[0].offer.referral.entry.application


def dossier_of(posting: Posting) -> tuple[Path, list[dict[str, Any]]]:
    dossier = dossiers.ask(
        actor=User.objects.get(roles__role=Role.SUPERVISING_ANALYST), posting=posting, at=AT
    )
    assert dossiers.build_due(clock=lambda: AT) == 1
    dossier.refresh_from_db()
    path = dossiers.path_of(dossier)
    with zipfile.ZipFile(path) as archive:
        rows = [json.loads(line) for line in archive.read("interview-scores.jsonl").splitlines()]
    return path, rows


def record_of(client: Client, application: Application) -> dict[str, bytes]:
    client.force_login(User.objects.get(roles__role=Role.SUPERVISING_ANALYST))
    answer = client.get(page_of(application, "record/zip"))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    return {name: archive.read(name) for name in archive.namelist()}


def test_the_dossier_holds_each_sheet_with_anchors_and_spread_and_verifies(scene: Scene) -> None:
    enter(scene, 0, 5, 2)
    enter(scene, 1, 3, 3)
    enter(scene, 0, 4, 2, why="I had misread the anchor.")
    path, [row] = dossier_of(of(scene).posting)
    assert (row["receipt"], row["panel"]) == (of(scene).receipt, ["Pat Ortiz", "Lee Wu"])
    assert [
        (one["low"], one["middle"], one["high"], one["mean"], one["spread"]) for one in row["questions"]
    ] == [
        ("Nothing", "Something", "All of it", 3.5, 1),
        ("Nothing", "Something", "All of it", 2.5, 1),
    ]
    assert [
        (sheet["member"], sheet["number"], sheet["why"], [one["score"] for one in sheet["scores"]])
        for sheet in row["sheets"]
    ] == [
        ("Pat Ortiz", 1, "", [5, 2]),
        ("Lee Wu", 1, "", [3, 3]),
        ("Pat Ortiz", 2, "I had misread the anchor.", [4, 2]),
    ]
    assert list(faults(path)) == []
    call_command("verify_dossier", str(path))


def test_no_score_leaves_the_house_before_all_are_in(client: Client, scene: Scene) -> None:
    enter(scene, 0, 5, 2)
    _path, [row] = dossier_of(of(scene).posting)
    assert (row["revealed"], row["missing"], row["sheets"]) == (False, ["Lee Wu"], [])
    assert all("mean" not in one and "spread" not in one for one in row["questions"])
    files = record_of(client, of(scene))
    assert json.loads(files["application.json"])["interviews"][0]["sheets"] == []
    said = files["interviews.txt"].decode()
    assert ("No scores of: Lee Wu" in said, "Mean" in said, "1: 5" in said) == (True, False, False)


def test_the_record_of_an_application_holds_its_own_scores_alone(client: Client, scene: Scene) -> None:
    enter(scene, 0, 5, 2)
    enter(scene, 1, 3, 3)
    files = record_of(client, of(scene))
    said = files["interviews.txt"].decode()
    assert "Mean 4.00, spread 2" in said
    assert "5: All of it" in said
    [one] = json.loads(files["application.json"])["interviews"]
    assert [[given["score"] for given in sheet["scores"]] for sheet in one["sheets"]] == [[5, 2], [3, 3]]
    printed = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(files["record.pdf"])).pages)
    assert "Mean 4.00, spread 2" in " ".join(printed.split())
    other = scene[0].offer.referral.interview_list.referrals.exclude(pk=scene[0].offer.referral_id).get()
    assert record_of(client, other.entry.application)["interviews.txt"] == b""
