"""One spreadsheet out and back in: what it would record is shown, all of it or none is recorded, and nothing is guessed."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from screening.disposition_file import key_of, read_dispositions
from screening.enums import DispositionKind as Kind
from screening.models import Disposition
from tests.factories import signed_in
from tests.factories_eligible_list import make_names
from tests.factories_hiring import issue_list, make_manager, make_vacancy, record
from tests.screening.hiring_manager.pages import messages_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(scene):
    """Three names, of whom Ada was contacted, with a note that a spreadsheet could run."""
    manager, vacancy, eligible_list = scene
    issued = issue_list(manager, vacancy, eligible_list, names=9)
    record(manager, issued, "Ada Cole", Kind.CONTACTED, note="=called twice")
    return issued


def page_of(issued) -> str:
    return reverse("hiring:interview_list_from_file", args=[issued.pk])


def csv_of(client, issued, **filled: tuple[str, str, str]) -> bytes:
    """The list's own CSV, with Disposition, On and Note of some names (by their given names) filled in."""
    content = client.get(reverse("hiring:interview_list_csv", args=[issued.pk])).content
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    for row in rows:
        if cells := filled.get(row["Name"].split()[0]):
            row["Disposition"], row["On"], row["Note"] = cells
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def look_at(client, issued, content: bytes, name: str = "list.csv"):
    return client.post(page_of(issued), {"file": SimpleUploadedFile(name, content)})


def confirm(client, issued, looked):
    return client.post(page_of(issued), {"looked": looked.context["token"]})


def recorded(issued) -> list[tuple[str, str, date, str]]:
    rows = Disposition.objects.filter(referral__interview_list=issued).order_by("pk")
    return [(row.referral.entry.application.name, row.kind, row.happened_on, row.note) for row in rows]


ADA = ("Ada Cole", "contacted", date(2025, 5, 12), "=called twice")


def test_the_csv_comes_back_is_shown_and_then_recorded(issued, client):
    content = csv_of(
        client, issued, Ben=("Interview set", "5/12/2025", "Tuesday at 10"), Cy=("no reply", "2025-05-12", "")
    )
    looked = look_at(client, issued, content)
    page = text(looked)
    assert looked.status_code == 200
    assert "The file records something of 2 names. 1 other stays as it is." in page
    assert "Tuesday at 10" in page and "May 12, 2025" in page
    assert recorded(issued) == [ADA]
    done = client.post(page_of(issued), {"looked": looked.context["token"]}, follow=True)
    assert messages_of(done) == ["Recorded for 2 names."]
    assert recorded(issued) == [
        ADA,
        ("Ben Diaz", "interview_set", date(2025, 5, 12), "Tuesday at 10"),
        ("Cy Eng", "no_reply", date(2025, 5, 12), ""),
    ]


def test_the_workbook_comes_back_with_its_second_sheet_and_a_real_date(issued, client):
    content = client.get(reverse("hiring:interview_list_xlsx", args=[issued.pk])).content
    book = load_workbook(io.BytesIO(content))
    sheet = book["Names"]
    head = {cell.value: cell.column for cell in sheet[1]}
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == [
        '"Contacted,No reply,Declined the interview,Interview set,Did not come to the interview,Interviewed,Selected,'
        'Not selected,Withdrew"'
    ]
    sheet.cell(3, head["Disposition"], "Declined the interview")
    sheet.cell(3, head["On"], datetime(2025, 5, 12))
    out = io.BytesIO()
    book.save(out)
    looked = look_at(client, issued, out.getvalue(), "list.xlsx")
    confirm(client, issued, looked)
    assert recorded(issued)[1:] == [("Ben Diaz", "declined", date(2025, 5, 12), "")]


def test_the_file_as_it_went_out_records_nothing(issued, client):
    looked = look_at(client, issued, csv_of(client, issued))
    assert "Every row says what the list gave out" in text(looked)
    assert looked.context["looked"].changes == []


def test_every_fault_is_named_by_row_and_column_and_nothing_is_recorded(issued, client):
    content = csv_of(
        client,
        issued,
        Ada=("", "", ""),
        Ben=("Not selected", "2025-05-12", ""),
        Cy=("Gone fishing", "31/12/2025", ""),
    )
    looked = look_at(client, issued, content)
    assert looked.status_code == 400
    faults = [(fault.row, fault.column) for fault in looked.context["looked"].faults]
    assert faults == [(2, "Disposition"), (3, ""), (4, "Disposition"), (4, "On")]
    page = text(looked)
    assert "What was recorded is never erased." in page
    assert "Ben Diaz: write in the note why the person was not selected." in page
    assert "“Gone fishing” is not known. Write one of: Contacted, No reply" in page
    assert looked.context["token"] == ""
    assert recorded(issued) == [ADA]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("Contacted", "", ""), "Ben Diaz: enter the day on which it happened."),
        (("", "2025-05-12", "what?"), "Say what happened, or empty the rest of the row."),
        (("Contacted", "2025-05-13", ""), "Ben Diaz: the date is in the future."),
        (("Selected", "2025-05-12", ""), "cannot be recorded as the first thing on record"),
        (("Contacted", "2025-05-12", "x" * 2001), "2000 fit. Shorten it."),
        (("Contacted", "=TODAY()", ""), "This is a formula. Put the value itself in its place."),
        (("Position left unfilled", "2025-05-12", ""), "cannot be recorded"),
    ],
)
def test_a_row_that_cannot_be_recorded_says_why(issued, client, cells, words):
    looked = look_at(client, issued, csv_of(client, issued, Ben=cells))
    assert words in text(looked)
    assert (looked.status_code, recorded(issued)) == (400, [ADA])


def test_something_recorded_since_the_file_was_made_is_not_overwritten(issued, client):
    content = csv_of(client, issued, Ada=("Interview set", "2025-05-12", ""))
    record(issued.issued_by, issued, "Ada Cole", Kind.NO_REPLY)
    assert "Ada Cole: something else was recorded since you opened this page" in text(
        look_at(client, issued, content)
    )


def test_something_recorded_after_the_look_refuses_all_of_it(issued, client):
    content = csv_of(
        client, issued, Ada=("Interview set", "2025-05-12", ""), Ben=("Contacted", "2025-05-12", "")
    )
    looked = look_at(client, issued, content)
    record(issued.issued_by, issued, "Ada Cole", Kind.NO_REPLY)
    done = client.post(page_of(issued), {"looked": looked.context["token"]}, follow=True)
    assert "Ada Cole: something else was recorded" in messages_of(done)[0]
    assert [row[1] for row in recorded(issued)] == ["contacted", "no_reply"]


def test_an_untouched_row_of_an_old_file_leaves_what_was_recorded_since(issued, client):
    content = csv_of(client, issued, Ben=("Contacted", "2025-05-12", ""))
    record(issued.issued_by, issued, "Ada Cole", Kind.NO_REPLY)
    confirm(client, issued, look_at(client, issued, content))
    assert [row[:2] for row in recorded(issued)][1:] == [("Ada Cole", "no_reply"), ("Ben Diaz", "contacted")]


def test_recorded_twice_by_a_second_click_is_recorded_once(issued, client):
    looked = look_at(client, issued, csv_of(client, issued, Ben=("Contacted", "2025-05-12", "")))
    confirm(client, issued, looked)
    confirm(client, issued, looked)
    assert [row[0] for row in recorded(issued)] == ["Ada Cole", "Ben Diaz"]


def test_a_name_of_another_list_is_not_taken(issued, client):
    elsewhere = issue_list(
        issued.issued_by,
        make_vacancy(issued.issued_by, issued.eligible_list.posting.job_class, "WB-2"),
        issued.eligible_list,
        names=9,
    )
    looked = look_at(client, issued, csv_of(client, elsewhere, Ben=("Contacted", "2025-05-12", "")))
    assert text(looked).count("This name is not on this list.") == 3
    assert not looked.context["token"]


def test_what_another_person_was_shown_is_not_recorded(issued, client):
    looked = look_at(client, issued, csv_of(client, issued, Ben=("Contacted", "2025-05-12", "")))
    other = make_manager("Otto Kern", issued.vacancy.department)
    for token in (looked.context["token"], "made:up", ""):
        done = signed_in(other).post(page_of(issued), {"looked": token}, follow=True)
        assert "Bring the file back once more." in messages_of(done)[0]
    assert recorded(issued) == [ADA]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"\xff\xfe", "not text in UTF-8"),
        (b"PK\x03\x04broken", "not a workbook that can be read"),
        (b"Key,Disposition\r\n", "Missing in the first row: On, Note."),
        (b"Key,Disposition,On,Note\r\n", "There is no name below"),
        (b"Key,Disposition,On,Note\r\n12-3,,,\r\n", "This is not the key of a name."),
        (b"Key,Disposition,On,Note\r\nN999999999999999.0,Contacted,2025-05-12,\r\n", "not on this list"),
        (b"Key,Disposition,On,Note\r\n" + b"N1.0,,,\r\n" * 2, "Row 2 has the same name."),
        (b"Key,Disposition,On,Note\r\n" + b"N1.0,,,\r\n" * 1002, "A file has 1,000 rows at most."),
    ],
)
def test_another_file_is_refused_in_words(issued, client, content, words):
    looked = look_at(client, issued, content)
    assert looked.status_code == 400
    assert words in text(looked)


def test_no_file_is_refused_in_words(issued, client):
    assert "Choose the file." in text(client.post(page_of(issued), {}))


def test_the_queries_do_not_grow_with_the_names(issued, client, time_machine):
    def queries(of) -> int:
        content = csv_of(client, of)
        with CaptureQueriesContext(connection) as found:
            look_at(client, of, content)
        return len(found)

    few = queries(issued)
    make_names(issued.eligible_list, *[f"Name {letter}" for letter in "ABCDEFGH"])
    more = issue_list(
        issued.issued_by,
        make_vacancy(issued.issued_by, issued.eligible_list.posting.job_class, "WB-3"),
        issued.eligible_list,
        names=50,
    )
    assert more.referrals.count() > issued.referrals.count()
    assert queries(more) == few


def test_a_key_is_neither_a_date_nor_a_number() -> None:
    lines, faults = read_dispositions(f"Key,Disposition,On,Note\r\n{key_of(3, 12)},,,\r\n".encode())
    assert (faults, lines[0].referral_id, lines[0].seen) == ([], 3, 12)


def test_a_look_is_forgotten_after_half_a_day(issued, client, time_machine):
    looked = look_at(client, issued, csv_of(client, issued, Ben=("Contacted", "2025-05-12", "")))
    token = looked.context["token"]
    time_machine.move_to(looked.wsgi_request.arrived_at + timedelta(hours=13), tick=False)
    client.force_login(issued.issued_by)
    done = client.post(page_of(issued), {"looked": token}, follow=True)
    assert "too old" in messages_of(done)[0]
