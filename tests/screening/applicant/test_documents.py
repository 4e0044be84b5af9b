"""Uploads: whole or absent, told by their content, refused in plain words."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from django.urls import reverse

from postings.domain.required_documents import requirements_served
from screening.city_time import city_day, now
from screening.domain import document as documents
from screening.domain import document_request, document_store
from screening.enums import ApplicationState, Role
from screening.models import Application, User
from screening.uploads import CappedUploadHandler
from tests.factories import (
    DOCUMENTS,
    TREE,
    make_application,
    make_evaluated_application,
    make_posting,
    make_staff,
)
from tests.screening.applicant.papers import HEIC, PDF, heic_of, jpeg, phone_photo, png, word_document

XXE = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document>&x;</w:document>'


def send(
    client: Client, application: Application, name: str, content: bytes, job: str = "job1"
) -> tuple[int, str]:
    address = reverse("applicant:document_add", args=[application.pk]) + "?kind=oca_documentation"
    answer = client.post(address, {"job_key": job, "file": SimpleUploadedFile(name, content)})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.jpg", jpeg()),
        ("b.jpg", jpeg(thumbnail=True)),
        ("c.jpg", phone_photo()),
        ("photo", png(800, 600)),
        ("IMG_0001.HEIC", HEIC),
    ],
)
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
        ("program.pdf", b"MZ\x90\x00" + b"\x00" * 200, "This file is a program, which we cannot read."),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "is a drawing (SVG)"),
        ("word.docx", word_document(), "is a Word document or a ZIP archive"),
        ("bomb.docx", word_document(b"0" * 50_000_000), "is a Word document or a ZIP archive"),
        ("xxe.docx", word_document(XXE), "is a Word document or a ZIP archive"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "is an older Word or Excel document"),
        ("text.pdf", b"I typed 40 words a minute.", "This file is not a PDF or photo"),
        ("archive.pdf", PDF + word_document() + b"%%EOF", "two kinds of file in one"),
        ("page.pdf", b"%PDF-1.4<script>alert(1)</script>\n%%EOF", "two kinds of file in one"),
        ("hidden.jpg", jpeg()[:20] + PDF + jpeg()[20:], "two kinds of file in one"),
        ("cut.pdf", b"%PDF-1.4\n1 0 obj", "This PDF is cut off"),
        ("locked.pdf", b"%PDF-1.4\ntrailer<</Encrypt 1 0 R>>\n%%EOF", "locked with a password"),
        ("damaged.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "This photo is damaged"),
        ("cut.jpg", jpeg(end=b""), "This photo is cut off"),
        ("cut-with-thumbnail.jpg", jpeg(thumbnail=True, end=b""), "This photo is cut off"),
        ("cut.png", png(800, 600)[:-4], "This picture is cut off"),
        ("cut.heic", HEIC[:-50], "This photo is cut off"),
        ("headless.heic", HEIC[:28], "This photo is damaged"),
        ("nested.heic", HEIC[:28] + b"\0\0\0\0meta\0\0\0\0" * 100_000, "This photo is damaged"),
        ("bomb.heic", heic_of(60_000, 60_000), "too large in width or height"),
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

    monkeypatch.setattr(document_store.os, "fsync", full)
    status, page = send(signed_in, draft, "a.pdf", PDF)
    assert status == 400 and "our disk is full" in page
    assert draft.documents.count() == 0
    folder = Path(document_store.default_storage.path("documents"))
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


def test_there_is_a_most(signed_in: Client, draft: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_DOCUMENTS", 2)
    for number in range(3):
        status, page = send(signed_in, draft, "a.pdf", PDF + b"\n" * number)
    assert (status, draft.documents.count()) == (400, 2)
    assert "There are 2 documents already" in page
    assert send(signed_in, draft, "a.pdf", PDF)[0] == 302  # one that is there already


def test_a_paper_that_had_to_come_is_taken_later_only_when_asked_for(
    signed_in: Client, applicant: User
) -> None:
    transcript = {"slug": "transcript", "label": "Transcript", "needed": "conditional", "curable": False}
    posting = make_posting("other", documents=(transcript,), out_of_class_document=None)
    application = make_evaluated_application(posting, applicant, at=now())
    address = reverse("applicant:document_add", args=[application.pk]) + "?kind=transcript"
    answer = signed_in.post(address, {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert answer.status_code == 400
    assert "This document had to come with the application: Transcript." in answer.content.decode()
    document_request.ask(
        actor=make_staff(Role.ANALYST, posting=posting),
        application_id=application.pk,
        kind="transcript",
        due_on=city_day(now()) + timedelta(days=5),
        at=now(),
    )
    assert signed_in.post(address, {"file": SimpleUploadedFile("a.pdf", PDF)}).status_code == 302
    application.refresh_from_db()
    assert (application.state, application.submissions.count()) == (ApplicationState.SUBMITTED, 2)


def test_no_more_of_a_large_file_is_kept_than_refusing_it_takes(
    signed_in: Client, draft: Application, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DOCUMENT_MAX_BYTES = 100_000  # type: ignore[attr-defined]
    kept: list[int] = []
    whole = CappedUploadHandler.file_complete

    def seen(handler: CappedUploadHandler, file_size: int) -> object:
        kept.append(handler.file.seek(0, 2))
        return whole(handler, file_size)

    monkeypatch.setattr(CappedUploadHandler, "file_complete", seen)
    status, page = send(signed_in, draft, "a.pdf", PDF + b" " * 1_000_000)
    assert (status, kept) == (400, [100_001])
    assert "This file is larger than" in page


def test_a_temporary_disk_that_is_full_is_said(
    signed_in: Client, draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def __get__(self, file: object, owner: type) -> object:
            def write(data: bytes) -> int:
                raise OSError(28, "No space left on device")

            return write

    monkeypatch.setattr(TemporaryUploadedFile, "write", Full(), raising=False)
    status, page = send(signed_in, draft, "a.pdf", PDF)
    assert status == 400 and "This file did not arrive whole: our disk is full" in page
    assert draft.documents.count() == 0


def several(client: Client, application: Application, *files: SimpleUploadedFile, **headers: str) -> Any:
    address = reverse("applicant:document_add", args=[application.pk]) + "?kind=oca_documentation"
    return client.post(address, {"job_key": "job1", "file": list(files)}, headers=headers)


def test_of_several_files_a_refused_one_holds_up_no_other(signed_in: Client, draft: Application) -> None:
    answer = several(
        signed_in,
        draft,
        SimpleUploadedFile("a.pdf", PDF),
        SimpleUploadedFile("b.pdf", b"MZ" + b"\0" * 200),
        SimpleUploadedFile("c.heic", HEIC),
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "b.pdf: This file is a program, which we cannot read." in page
    assert "We have your document: Out-of-class assignment documentation (a.pdf)." in page
    assert sorted(draft.documents.values_list("original_name", flat=True)) == ["a.pdf", "c.heic"]


def test_a_script_is_answered_in_json_for_each_file(signed_in: Client, draft: Application) -> None:
    said = [
        several(signed_in, draft, SimpleUploadedFile(name, content), accept="application/json").json()
        for name, content in (("a.pdf", PDF), ("a.pdf", PDF), ("b.pdf", b""))
    ]
    label = "Out-of-class assignment documentation"
    assert said == [
        {"taken": True, "words": f"We have your document: {label} (a.pdf)."},
        {"taken": True, "words": f"We had this file already: {label} (a.pdf). It is kept once."},
        {"taken": False, "words": "This file is empty. Choose the file again, or scan the paper again."},
    ]
    assert draft.documents.count() == 1


def test_a_form_without_its_file_says_so(signed_in: Client, draft: Application) -> None:
    answer = several(signed_in, draft)
    assert answer.status_code == 400
    assert "Choose the file." in answer.content.decode()


def test_the_page_says_what_each_document_is_for_and_whether_its_lack_can_be_mended(
    signed_in: Client, applicant: User
) -> None:
    degree = {"slug": "degree", "label": "Degree", "needed": "required", "curable": False}
    tree = {
        "all": [
            TREE["all"][0],
            {
                "id": "degree_paper",
                "label": "A copy of your degree",
                "document": {"kind": "degree", "lack": "decisive"},
            },
        ]
    }
    posting = make_posting("other", tree=tree, documents=(*DOCUMENTS, degree))
    draft = make_application(posting, applicant, at=now())
    assert requirements_served(draft.revision) == {
        "degree": [("A copy of your degree", False)],
        "oca_documentation": [
            ("One year of full-time clerical experience", True),
            ("Six months of it in a call center", True),
        ],
    }
    page = signed_in.get(reverse("applicant:documents", args=[draft.pk])).content.decode()
    assert "<li>Six months of it in a call center</li>" in page
    assert "A copy of your degree. <strong>Without this paper the requirement is not met.</strong>" in page
    assert page.count("It must come with your application. It cannot follow later") == 1
