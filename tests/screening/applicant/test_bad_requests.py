"""Requests that no browser of ours sends are answered with a plain page, and nothing is stored."""

import pytest
from django.test import Client
from django.urls import reverse

from screening.models import Application
from tests.factories import contact_content

MULTIPART = "multipart/form-data; boundary=b"


def multipart(*parts: tuple[str, bytes]) -> bytes:
    body = b"".join(
        b"--b\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + content + b"\r\n"
        for head, content in parts
    )
    return body + b"--b--\r\n"


@pytest.mark.parametrize(
    ("query", "status"),
    [("kind=%00", 400), ("kind=a%00", 400), ("kind=%ED%A0%80", 404), ("kind=" + "x" * 5000, 404), ("", 404)],
)
def test_a_kind_of_document_that_cannot_be_is_not_found(
    signed_in: Client, draft: Application, query: str, status: int
) -> None:
    address = reverse("applicant:document_add", args=[draft.pk])
    assert signed_in.get(f"{address}?{query}").status_code == status


def test_a_job_in_the_address_that_cannot_be_is_ignored(signed_in: Client, draft: Application) -> None:
    address = reverse("applicant:document_add", args=[draft.pk])
    assert signed_in.get(f"{address}?kind=oca_documentation&job=%ED%A0%80").status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 400, "1e400", "２"])
def test_a_page_of_notices_that_cannot_be_shows_one_that_is(signed_in: Client, page: str) -> None:
    assert signed_in.get(f"{reverse('applicant:notices')}?page={page}").status_code == 200


@pytest.mark.parametrize("charset", ["raw_unicode_escape", "utf-16", "utf-7", "no-such-thing", "idna"])
def test_only_utf_8_is_read(signed_in: Client, draft: Application, charset: str) -> None:
    before = contact_content(draft)
    body = multipart(('name="version"', b"1"), ('name="given_names"', rb"half \ud800 a character"))
    answer = signed_in.generic(
        "POST",
        reverse("applicant:section", args=[draft.pk, "contact"]),
        body,
        content_type=f"{MULTIPART}; charset={charset}",
    )
    assert answer.status_code == 400
    assert contact_content(draft) == before


@pytest.mark.parametrize(
    "name",
    [
        "filename*=no-such-charset''a.pdf",
        "filename*=raw_unicode_escape''%5Cud800.pdf",
        "filename*=utf-8''%ED%A0%80%00.pdf",
        'filename="a\x00.pdf"',
        'filename=""',
        'filename=".."',
    ],
)
def test_a_file_name_that_is_no_text_is_no_server_error(
    signed_in: Client, draft: Application, name: str
) -> None:
    body = multipart(('name="job_key"', b"job1"), (f'name="file"; {name}', b"%PDF-1.4\n%%EOF"))
    answer = signed_in.post(
        reverse("applicant:document_add", args=[draft.pk]) + "?kind=oca_documentation",
        body,
        content_type=MULTIPART,
    )
    assert answer.status_code in (302, 400)
    for document in draft.documents.all():
        assert document.original_name.isprintable() and "/" not in document.original_name
        assert signed_in.get(reverse("applicant:download", args=[document.pk])).status_code == 200


@pytest.mark.parametrize(
    "body", [b"", b"--b\r\n", b"--b\r\nContent-Disposition: form-data\r\n\r\n", b"\x00" * 50]
)
def test_a_body_that_is_cut_off_stores_nothing(signed_in: Client, draft: Application, body: bytes) -> None:
    for name in ("section", "document_add"):
        args = [draft.pk, "contact"] if name == "section" else [draft.pk]
        address = reverse(f"applicant:{name}", args=args) + "?kind=oca_documentation"
        assert signed_in.post(address, body, content_type=MULTIPART).status_code in (302, 400, 409)
    assert draft.documents.count() == 0
    assert contact_content(draft)["given_names"] == "Rosa"


@pytest.mark.parametrize("tail", ["999999999999999999999/", "0/", "-1/", "1.5/", "１/"])
def test_an_application_that_cannot_be_is_not_found(signed_in: Client, draft: Application, tail: str) -> None:
    assert signed_in.get(f"/applications/{tail}").status_code == 404
    assert signed_in.get(f"/documents/{tail}").status_code == 404
    assert signed_in.get(f"/notices/{tail}").status_code == 404


def test_a_section_that_the_posting_does_not_ask_is_not_found(signed_in: Client, draft: Application) -> None:
    for section in ("typing", "education", "work_history", "score"):
        assert signed_in.get(reverse("applicant:section", args=[draft.pk, section])).status_code == 404


def test_too_many_fields_are_refused(signed_in: Client, draft: Application) -> None:
    fields = {f"field_{number}": "x" for number in range(2001)}
    address = reverse("applicant:section", args=[draft.pk, "contact"])
    assert signed_in.post(address, fields).status_code == 400
    assert contact_content(draft)["given_names"] == "Rosa"
