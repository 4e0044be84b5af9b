"""Uploads: whole or absent, told by their content, refused in plain words."""

import struct
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from screening.domain import document as documents
from screening.models import Application

PDF = b"%PDF-1.4\ntrailer<<>>\n%%EOF\n"


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"....IEND"


def jpeg(width: int = 100, height: int = 80) -> bytes:
    return b"\xff\xd8\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" * 10 + b"\xff\xd9"


def send(
    client: Client, application: Application, name: str, content: bytes, job: str = "job1"
) -> tuple[int, str]:
    address = reverse("applicant:document_add", args=[application.pk]) + "?kind=oca_documentation"
    answer = client.post(address, {"job_key": job, "file": SimpleUploadedFile(name, content)})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(("name", "content"), [("a.pdf", PDF), ("a.jpg", jpeg()), ("photo", png(800, 600))])
def test_a_pdf_or_a_photo_is_stored_whole(
    signed_in: Client, draft: Application, name: str, content: bytes
) -> None:
    assert send(signed_in, draft, name, content)[0] == 302
    document = draft.documents.get()
    assert document.file.read() == content
    assert (document.original_name, document.size, document.job_key) == (name, len(content), "job1")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", b"", "This file is empty."),
        ("virus.pdf", b"MZ\x90\x00" + b"\x00" * 200, "which we cannot read"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "which we cannot read"),
        ("word.docx", b"PK\x03\x04" + b"\x00" * 100, "which we cannot read"),
        ("cut.pdf", b"%PDF-1.4\n1 0 obj", "This PDF is cut off"),
        ("locked.pdf", b"%PDF-1.4\ntrailer<</Encrypt 1 0 R>>\n%%EOF", "locked with a password"),
        ("cut.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "This photo is cut off"),
        ("bomb.png", png(60_000, 60_000), "too large in width or height"),
        ("bomb.jpg", jpeg(60_000, 60_000), "too large in width or height"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_stored(
    signed_in: Client, draft: Application, name: str, content: bytes, words: str
) -> None:
    status, page = send(signed_in, draft, name, content)
    assert status == 400
    assert words in page
    assert draft.documents.count() == 0


def test_one_byte_over_the_limit_is_refused(signed_in: Client, draft: Application, settings: object) -> None:
    settings.DOCUMENT_MAX_BYTES = len(PDF)  # type: ignore[attr-defined]
    assert send(signed_in, draft, "a.pdf", PDF)[0] == 302
    assert send(signed_in, draft, "b.pdf", PDF[:9] + b" " + PDF[9:])[0] == 400
    assert draft.documents.count() == 1


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a" * 290 + ".pdf", "\u202efdp.exe", 'q"uote;.pdf', "王.pdf"]
)
def test_a_name_is_never_a_path(signed_in: Client, draft: Application, name: str) -> None:
    status, _ = send(signed_in, draft, name, PDF)
    assert status == 302
    document = draft.documents.get()
    assert "/" not in document.original_name and len(document.original_name) <= 120
    assert document.file.name.startswith("documents/") and ".." not in document.file.name
    answer = signed_in.get(reverse("applicant:download", args=[document.pk]))
    assert (
        answer["Content-Disposition"].startswith("attachment;") and "\n" not in answer["Content-Disposition"]
    )


def test_the_same_file_twice_is_one_document_and_another_adds(signed_in: Client, draft: Application) -> None:
    for content in (PDF, PDF, PDF + b"\n"):
        send(signed_in, draft, "a.pdf", content)
    assert draft.documents.count() == 2


def test_a_job_or_kind_that_is_not_mine_is_refused(signed_in: Client, draft: Application) -> None:
    assert send(signed_in, draft, "a.pdf", PDF, job="job9")[0] == 400
    address = reverse("applicant:document_add", args=[draft.pk]) + "?kind=diary"
    assert signed_in.get(address).status_code == 404


def test_a_full_disk_is_said_and_leaves_nothing(
    signed_in: Client, draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(documents.os, "fsync", full)
    status, page = send(signed_in, draft, "a.pdf", PDF)
    assert status == 400 and "our disk is full" in page
    assert draft.documents.count() == 0
    folder = Path(documents.default_storage.path("documents"))
    assert [path.name for path in folder.rglob("*.part")] == []


def test_a_removed_paper_is_gone_from_the_draft(signed_in: Client, draft: Application) -> None:
    send(signed_in, draft, "a.pdf", PDF)
    document = draft.documents.get()
    signed_in.post(reverse("applicant:document_remove", args=[draft.pk, document.pk]))
    assert draft.documents.count() == 0


def test_a_job_stays_while_a_document_is_about_it(signed_in: Client, draft: Application) -> None:
    send(signed_in, draft, "oca.pdf", PDF)
    address = reverse("applicant:job_remove", args=[draft.pk, "job1"])
    before = draft.sections.get(section="work_history").content
    page = signed_in.get(address).content.decode()
    assert "Remove its documents first" in page
    assert ">Remove it<" not in page
    refused = signed_in.post(address)
    assert refused.status_code == 409
    assert "oca.pdf is about this job" in refused.content.decode()
    assert draft.sections.get(section="work_history").content == before
    signed_in.post(reverse("applicant:document_remove", args=[draft.pk, draft.documents.get().pk]))
    assert signed_in.post(address).status_code == 302
    assert draft.sections.get(section="work_history").content["jobs"] == [
        job for job in before["jobs"] if job["key"] != "job1"
    ]
