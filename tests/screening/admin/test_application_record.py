"""The record of one application for an appeal: everything, with checksums, for who reads it and nobody else."""

import hashlib
import io
import json
import zipfile
from typing import Any

import pytest
from pypdf import PdfReader

from screening.domain import appeal as appeals
from screening.domain import decision as decisions
from screening.domain import evaluation
from screening.enums import DecisionReason, Finding, Role
from screening.models import History
from tests.factories import make_evaluated_application, make_job, make_posting, make_staff
from tests.screening.admin.scene import AT, page_of
from tests.screening.applicant.papers import receive_papers

pytestmark = pytest.mark.django_db
SHORT = [make_job(end="2023-04-30")]


@pytest.fixture
def case(settings: Any, tmp_path: Any) -> tuple[Any, Any]:
    settings.MEDIA_ROOT = tmp_path
    application = make_evaluated_application(make_posting(), jobs=SHORT)
    receive_papers(application, 1)
    evaluation.evaluate_due(clock=lambda: AT)
    analyst = make_staff(Role.ANALYST, posting=application.posting)
    first = decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
    appeals.appeal(
        actor=application.applicant, application_id=application.pk, requirement="clerical",
        why="I worked there in 2020 too.", at=AT,
    )  # fmt: skip
    decisions.reverse(
        actor=analyst, decision_id=first.pk, reason=DecisionReason.EVIDENCE_ON_RECORD,
        note="The letter shows it.", at=AT,
    )  # fmt: skip
    return application, analyst


def unpack(client: Any, application: Any) -> dict[str, bytes]:
    answer = client.get(page_of(application, "record/zip"))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    return {name: archive.read(name) for name in archive.namelist()}


def test_the_zip_holds_everything_with_its_checksums(client: Any, case: tuple[Any, Any]) -> None:
    application, analyst = case
    client.force_login(analyst)
    files = unpack(client, application)
    paper = application.documents.get()
    assert list(files) == [
        "README.txt", "record.pdf", "application.json", "what-was-sent-1.pdf", "interviews.txt", "decisions.txt", "appeals.txt",
        "pauses-and-withdrawals.txt",
        "notices.txt", "history.txt", f"documents/{paper.pk}-{paper.original_name}", "MANIFEST.json",
    ]  # fmt: skip
    manifest = json.loads(files.pop("MANIFEST.json"))
    assert manifest["files"] == {name: hashlib.sha256(body).hexdigest() for name, body in files.items()}
    said = files["decisions.txt"].decode()
    assert said.index("Does not meet a requirement") < said.index("The letter shows it.")
    assert "I worked there in 2020 too." in files["appeals.txt"].decode()
    assert "reverse by Personnel analyst Person, not_qualified to qualified" in files["history.txt"].decode()
    *_, last = json.loads(files["application.json"])["evaluations"]
    assert last["proof_sha256"] == hashlib.sha256(json.dumps(last["proof"], sort_keys=True,
        separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()  # fmt: skip
    assert Finding.QUALIFIED in said.lower()


def test_the_pdf_says_the_same_and_is_tagged(client: Any, case: tuple[Any, Any]) -> None:
    application, analyst = case
    client.force_login(analyst)
    answer = client.get(page_of(application, "record/pdf"))
    pdf = PdfReader(io.BytesIO(answer.content))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for words in (
        "The letter shows it.",
        "I worked there in 2020 too.",
        "One year of full-time clerical",
        application.receipt,
    ):
        assert words in text
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_who_takes_it_out_is_written_down(client: Any, case: tuple[Any, Any]) -> None:
    application, _ = case
    auditor = make_staff(Role.AUDITOR)
    client.force_login(auditor)
    client.get(page_of(application, "record/pdf"))
    line = History.objects.latest("pk")
    assert (line.actor, line.verb, line.application_id, line.facts) == (
        auditor, "take_out_application", application.pk, {"form": "pdf"},
    )  # fmt: skip


def test_it_is_not_for_an_analyst_of_another_posting(client: Any, case: tuple[Any, Any]) -> None:
    application, _ = case
    client.force_login(make_staff(Role.ANALYST, "other@example.org", posting=make_posting("other")))
    for form in ("pdf", "zip"):
        assert client.get(page_of(application, f"record/{form}")).status_code == 404
