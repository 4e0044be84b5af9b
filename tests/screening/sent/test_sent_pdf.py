"""The PDF says exactly what was sent, in every script, with its tags, and nothing of it is ever read as markup."""

import hashlib
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import InternalError
from django.utils import translation
from pypdf import PdfReader

from screening.domain import application as applications
from screening.domain import sent_copy
from screening.enums import Section
from screening.models import SentCopy
from screening.sent_pdf import issue, sent_pdf
from screening.typesetting import drawable
from tests.factories import CONTACT, FILED_AT, make_application, make_job, make_posting

pytestmark = pytest.mark.django_db
MARKUP = '#import "/etc/passwd": * #eval("1") $x^2$ *bold* _em_ <label> @ref `raw` // \\ = head =SUM(A1) <b>{{ 7*7 }}'


def send(*, name: str = "Rosa Park", **contact: str) -> SentCopy:
    application = make_application(make_posting(), jobs=[make_job(description=MARKUP)])
    applications.save_section(
        actor=application.applicant,
        application_id=application.pk,
        section=Section.CONTACT,
        content={**CONTACT, **contact},
        version=1,
        at=FILED_AT,
    )
    applications.submit(
        actor=application.applicant, application_id=application.pk, certified_name=name, arrived_at=FILED_AT
    )
    return sent_copy.copy_of(application.applicant, application)


def reader(copy: SentCopy) -> PdfReader:
    return PdfReader(BytesIO(sent_pdf(copy)))


def text(copy: SentCopy) -> str:
    """All words of the file, each run of blanks one blank, as lines may break anywhere."""
    return " ".join(" ".join(page.extract_text() for page in reader(copy).pages).split())


def test_it_is_a_tagged_titled_document_that_names_its_language() -> None:
    root: Any = reader(send()).trailer["/Root"]
    found = reader(SentCopy.objects.get())
    xmp = root["/Metadata"].get_data().decode()
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  (the library's own kind of true)
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert found.metadata is not None and found.metadata.title == "Application for Utility Clerk"
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/P"} <= kinds(root["/StructTreeRoot"])


def test_it_is_in_the_language_in_which_it_was_signed() -> None:
    with translation.override("es"):
        copy = send()
    root: Any = reader(copy).trailer["/Root"]
    assert root["/Lang"] == "es"
    assert sent_copy.content_of(copy)["language"] == "es"


def kinds(node: Any) -> set[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return set().union(*map(kinds, node))
    if not hasattr(node, "get"):
        return set()
    own = {str(node["/S"])} if "/S" in node else set()
    return own | (kinds(node["/K"]) if "/K" in node else set())


def test_it_says_everything_that_was_sent() -> None:
    copy = send(given_names="Siobhán", family_names="O'Brien", name="Siobhán O'Brien")
    said = text(copy)
    application = copy.submission.application
    for words in (
        f"Receipt number {application.receipt}",
        "Received Thursday, May 1, 2025 at 12:00 p.m. Pacific",
        "Rev. 1 - April 18, 2025",
        "Siobhán",
        "O'Brien",
        "12 Market Street",
        "Job 1: Call Center Agent, Sweetwater Water",
        "January 1, 2023 to June 30, 2024",
        "Did you work in a call center? Yes",
        "Have you worked with a phone system? Yes",
        "Is there anything else? Not answered",
        "I certify that everything I say in this application is true and complete.",
        "Signed by typing the name Siobhán O'Brien On May 1, 2025",
        f"Code {copy.code} Fingerprint {sent_copy.fingerprint(copy)}",
    ):
        assert words in said


def test_nothing_that_was_typed_is_read_as_markup() -> None:
    copy = send(given_names=MARKUP, name=MARKUP)
    assert text(copy).count(MARKUP) == 3


@pytest.mark.parametrize(
    "name",
    [
        "王芳",
        "김민준",
        "さくら",
        "Nguyễn",
        "Ђорђе",
        "Ελένη",
        "אברהם",
        "ጸሐየ",
        "ລາວ",
        "Łukasz",
        "José-María d’Ávila",
    ],
)
def test_names_of_every_script_are_kept_as_typed(name: str) -> None:
    assert drawable(name) == name
    assert name in text(send(given_names=name)) or name[::-1] in text(SentCopy.objects.get())


@pytest.mark.parametrize("name", ["أحمد", "प्रिया", "สมชาย", "မြန်မာ", "தமிழ்"])
def test_shaped_scripts_have_their_pictures(name: str) -> None:
    """How far a reader's program puts shaped signs back in order differs, so the pictures are asked for."""
    assert drawable(name) == name
    assert "[U+" not in text(send(given_names=name))


def test_an_override_of_direction_is_shown_and_kept() -> None:
    copy = send(given_names="Rosa\u202ekraP\u202c", family_names="Z\u0351\u036b😀")
    said = text(copy)
    assert "Rosa[U+202E]kraP[U+202C]" in said
    assert "[U+1F600]" in said
    assert "a character that cannot be printed is shown by its Unicode number" in said
    assert sent_copy.content_of(copy)["sections"]["contact"]["given_names"] == "Rosa\u202ekraP\u202c"


def test_the_same_copy_gives_the_same_bytes_whatever_happens_later() -> None:
    copy = send()
    before = sent_pdf(copy)
    application = copy.submission.application
    application.applicant.first_name = "Another"
    application.applicant.save()
    assert hashlib.sha256(sent_pdf(SentCopy.objects.get())).digest() == hashlib.sha256(before).digest()


def test_a_posting_may_have_its_own_truth_statement() -> None:
    posting = make_posting()
    revision = posting.current_revision
    assert revision is not None
    revision.sections["truth_statement"] = "I swear it."
    assert sent_copy.truth_statement(revision) == "I swear it."


def test_a_copy_is_final() -> None:
    copy = send()
    with pytest.raises(InternalError), transaction.atomic():
        SentCopy.objects.filter(pk=copy.pk).update(content="{}")


def test_a_file_is_known_by_its_digest_once() -> None:
    copy = send()
    made = issue(copy, at=FILED_AT)
    issue(copy, at=FILED_AT + timedelta(days=1))
    assert [row.sha256 for row in copy.pdfs.all()] == [hashlib.sha256(made).hexdigest()]
    assert sent_copy.was_issued(copy, hashlib.sha256(made).hexdigest())
    assert not sent_copy.was_issued(copy, hashlib.sha256(made + b"\n").hexdigest())
