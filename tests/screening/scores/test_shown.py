"""A score that came in is shown on the application's screen, in its record, in the dossier and in the list."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from screening.city_time import city_day
from screening.domain import dossier_contents, examination_score
from tests.screening.admin.scene import AT, LIST, make_in_pool, make_scene, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored(client: Any, settings: Any, tmp_path: Path) -> Any:
    """Ada with a score that was corrected, Ben with none."""
    settings.MEDIA_ROOT = tmp_path
    posting, analyst = make_scene()
    ada, ben = make_in_pool(posting, "Ada"), make_in_pool(posting, "Ben")
    for hour, score in enumerate(("87.25", "90")):
        made, faults = examination_score.upload(
            actor=analyst,
            posting=posting,
            file=SimpleUploadedFile("scores.csv", f"Receipt,Score\n{ada.receipt},{score}\n".encode()),
            examination="Written test",
            source="Cooperative Personnel Services",
            held_on=city_day(AT),
            highest=100,  # type: ignore[arg-type]
            at=AT + timedelta(hours=hour),
        )
        assert made is not None, faults
        examination_score.take_in(actor=analyst, score_import_id=made.pk, at=AT + timedelta(hours=hour))
    client.force_login(analyst)
    return posting, ada, ben


def test_the_screen_shows_each_version_with_its_source(client: Any, scored: Any) -> None:
    _, ada, ben = scored
    page = " ".join(client.get(page_of(ada)).content.decode().split())
    assert [page.count(words) for words in ("87.25 of 100", "90 of 100", "Corrected later")] == [1, 1, 1]
    assert "Held by Cooperative Personnel Services" in page
    assert "Examination scores</h3>" not in client.get(page_of(ben)).content.decode()


def test_the_list_has_the_score_that_holds(client: Any, scored: Any) -> None:
    page = client.get(LIST).content.decode()
    assert '<span class="number">90</span> of 100 <span class="under-inline">Written test</span>' in page
    assert "87.25" not in page


def test_the_record_names_file_row_and_what_was_corrected(client: Any, scored: Any) -> None:
    _, ada, _ = scored
    packed = b"".join(client.get(page_of(ada, "record/zip")).streaming_content)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        rows = json.loads(archive.read("application.json"))["examination_scores"]
        pdf = PdfReader(io.BytesIO(archive.read("record.pdf")))
    assert [(row["score"], row["row"], row["supersedes"]) for row in rows] == [
        ("87.25", 2, None),
        ("90.00", 2, rows[0]["examination_score"]),
    ]
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "87.25 of 100 (corrected later)" in text
    assert "Held by Cooperative Personnel Services" in text


def test_the_dossier_holds_every_score_by_receipt(scored: Any) -> None:
    posting, ada, _ = scored
    files = dict(dossier_contents.files_of(posting, step=lambda _: None))
    rows = [json.loads(line) for line in files["examination-scores.jsonl"]]
    assert [(row["receipt"], row["score"], row["file"]) for row in rows] == [
        (ada.receipt, "87.25", "scores.csv"),
        (ada.receipt, "90.00", "scores.csv"),
    ]
