"""The watched mailbox: attachments taken in with the server's own time, messages moved aside, nothing lost or doubled."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any
from urllib.parse import quote

import pytest

from screening import environment
from screening.city_time import now
from screening.domain import scan_mailbox
from screening.enums_scan import ScanSource
from screening.models import History, Scan
from tests.screening.tray.imap import PASSWORD, USER, Mailbox, imap_server

pytestmark = pytest.mark.django_db
A_PDF = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF\n"


@pytest.fixture
def box(settings: Any) -> Iterator[Mailbox]:
    with imap_server() as mailbox:
        settings.SCAN_MAILBOX_URL = (
            f"imap://{quote(USER)}:{quote(PASSWORD, safe='')}@127.0.0.1:{mailbox.port}/INBOX"
        )
        yield mailbox


def message(*files: tuple[str, str, bytes], number: int = 1, **headers: str) -> bytes:
    mail = EmailMessage()
    mail["Message-ID"] = f"<{number}@fax.example.org>"
    mail["Date"] = "Mon, 01 Jan 2001 00:00:00 +0000"
    mail["Subject"] = "Fax from 619-555-0142"
    mail.set_content("A fax came.")
    for name, kind, content in files:
        main, _, sub = kind.partition("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name, **headers)
    return mail.as_bytes()


def take() -> int:
    return scan_mailbox.take_due(clock=now)


def test_attachments_are_taken_with_the_time_of_the_server_and_the_message_moved(box: Mailbox) -> None:
    box.put(message(("fax.pdf", "application/pdf", A_PDF), ("two.tif", "image/tiff", b"II*\0 more")))
    assert take() == 2
    assert {(one.original_name, one.source, one.received_at) for one in Scan.objects.all()} == {
        (name, ScanSource.MAILBOX, datetime(2026, 5, 4, 22, 58, tzinfo=UTC))
        for name in ("fax.pdf", "two.tif")
    }
    assert (box.names("INBOX"), box.names("Taken"), box.names("Not-taken")) == (0, 1, 0)
    assert take() == 0


def test_a_message_without_a_paper_is_put_where_a_person_finds_it(box: Mailbox) -> None:
    box.put(message())
    box.put(message(("letter.docx", "application/msword", b"PK"), number=2))
    box.put(message(("empty.pdf", "application/pdf", b""), number=3))
    box.put(b"no headers at all")
    assert take() == 0
    assert (box.names("INBOX"), box.names("Taken"), box.names("Not-taken")) == (0, 0, 4)


def test_the_small_picture_of_a_signature_is_no_paper_and_a_photo_in_the_text_is(box: Mailbox) -> None:
    logo, photo = b"\x89PNG\r\n\x1a\n" + b"logo", b"\xff\xd8\xff" + b"photo" * 20_000
    box.put(
        message(
            ("logo.png", "image/png", logo), ("p.jpg", "image/jpeg", photo), cid="<a@b>", disposition="inline"
        )
    )
    assert take() == 1
    assert Scan.objects.get().original_name == "p.jpg"


def test_an_attachment_sent_under_another_name_is_known_by_its_ending(box: Mailbox) -> None:
    box.put(message(("fax.PDF", "application/octet-stream", A_PDF)))
    assert take() == 1


@pytest.mark.parametrize("command", ["UID COPY", "UID STORE", "EXPUNGE"])
def test_a_line_cut_before_the_message_is_moved_doubles_nothing(box: Mailbox, command: str) -> None:
    box.put(message(("fax.pdf", "application/pdf", A_PDF)))
    box.dies_before = command
    take()
    take()
    assert (Scan.objects.count(), History.objects.filter(verb="take_in_scan_again").count()) == (1, 0)
    assert box.names("INBOX") == (1 if command == "EXPUNGE" else 0)


def test_the_same_fax_in_another_message_is_the_same_scan_and_noted(box: Mailbox) -> None:
    for number in (1, 2):
        box.put(message(("fax.pdf", "application/pdf", A_PDF), number=number))
    assert take() == 2
    assert (Scan.objects.count(), History.objects.filter(verb="take_in_scan_again").count()) == (1, 1)


def test_a_server_that_is_away_or_refuses_costs_nothing(box: Mailbox, settings: Any, caplog: Any) -> None:
    box.put(message(("fax.pdf", "application/pdf", A_PDF)))
    settings.SCAN_MAILBOX_URL = settings.SCAN_MAILBOX_URL.replace("scans", "else")
    assert take() == 0
    settings.SCAN_MAILBOX_URL = "imap://someone:secret-word@127.0.0.1:9/INBOX"
    assert take() == 0
    assert [record.message.startswith("the scan mailbox cannot be read") for record in caplog.records] == [
        True,
        True,
    ]
    assert "secret-word" not in caplog.text
    assert box.names("INBOX") == 1


@pytest.mark.parametrize(
    "address", ["http://a@b/", "imaps://nobody.example.org/", "imaps://a:b@host:x/", "secret"]
)
def test_an_address_that_cannot_be_read_is_refused_without_quoting_it(monkeypatch: Any, address: str) -> None:
    monkeypatch.setenv("SCAN_MAILBOX_URL", address)
    with pytest.raises(
        environment.Refusal,
        match="SCAN_MAILBOX_URL cannot be read: write it as imaps://user:password@host/INBOX$",
    ):
        environment.mailbox("SCAN_MAILBOX_URL")
