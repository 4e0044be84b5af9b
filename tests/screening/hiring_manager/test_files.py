"""CSV, XLSX and paper: the same rows, no formula, a clean name, and a line of history for each."""

import csv
import io
import zipfile

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from screening.enums import DispositionKind as Kind
from screening.interview_list_files import COLUMNS
from screening.models import History
from screening.spreadsheet import safe
from tests.factories_eligible_list import AT, make_class_posting, make_entry, make_list, make_user
from tests.factories_hiring import issue_list, make_manager, make_vacancy, record

pytestmark = pytest.mark.django_db
EVIL = '=HYPERLINK("https://example.org";"x")'
PHONE = {"kind": "answer", "subject": "phone_system", "accepts": ["yes"]}


@pytest.fixture
def issued(time_machine, client):
    time_machine.move_to(AT, tick=False)
    manager, posting = make_manager(), make_class_posting()
    eligible_list = make_list(posting)
    yes = {"phone_system": "yes"}
    contact = {
        "email": "=1+1@example.org",
        "phone": "+1 619 555 0101",
        "address1": "@home",
        "city": "San Diego",
    }
    make_entry(eligible_list, EVIL, 1, person=make_user("Eve Ill"), answers=yes, points=3, contact=contact)
    make_entry(eligible_list, "Zoë O'Brien 王", 2, person=make_user("Zoe Obrien"), answers=yes)
    make_entry(eligible_list, "Ben Diaz", 3)
    one = make_vacancy(manager, posting.job_class, "WB/2025 ../014")
    issued = issue_list(manager, one, eligible_list, names=9, criteria=[PHONE])
    record(manager, issued, EVIL, Kind.CONTACTED, note="\t=cmd|' /C calc'!A0")
    client.force_login(manager)
    return issued


def first_row(issued):
    referral = issued.referrals.first()
    return FIRST | {"Key": f"N{referral.pk}.{referral.dispositions.last().pk}"}


def fetched(client, issued, form):
    return client.get(reverse(f"hiring:interview_list_{form}", args=[issued.pk]))


FIRST = {
    "Order": "1",
    "Name": f"'{EVIL}",
    "Phone": "'+1 619 555 0101",
    "E-mail": "'=1+1@example.org",
    "Address": "'@home, San Diego",
    "What qualifies": "",
    "Highly desirable": "Call center phone systems (3)",
    "Points": "3",
    "Disposition": "Contacted",
    "On": "2025-05-12",
    "Note": "'=cmd|' /C calc'!A0",
    "Selected elsewhere": "",
    "Withdrew or not available": "",
    "Requisition": "WB/2025 ../014",
    "Interview list": "1",
    "Filter": "Have you worked with a call center phone system? Yes",
}


def test_the_csv_holds_every_column_as_plain_text(issued, client):
    content = fetched(client, issued, "csv").content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == first_row(issued)
    assert [row["Name"] for row in rows] == [f"'{EVIL}", "Zoë O'Brien 王"]


def test_the_workbook_holds_the_same_and_no_formula(issued, client):
    content = fetched(client, issued, "xlsx").content
    book = load_workbook(io.BytesIO(content))
    head, *rows = book["Names"].iter_rows(values_only=True)
    assert head == COLUMNS
    assert dict(zip(head, ("" if cell is None else str(cell) for cell in rows[0]), strict=True)) == first_row(
        issued
    )
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {
        "s",
        "n",
        "inlineStr",
    }
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert [(b"<f>" in sheet, b"hyperlink" in sheet.lower()) for sheet in sheets] == [
        (False, False),
        (False, False),
    ]


def test_the_workbook_says_how_the_names_were_chosen(issued, client):
    about = load_workbook(io.BytesIO(fetched(client, issued, "xlsx").content))["About this list"]
    assert dict(about.iter_rows(values_only=True)) == {
        "Department": "Public Utilities",
        "Requisition": "WB/2025 ../014",
        "Class": "Customer Services Representative",
        "Interview list": "1",
        "Issued on": "2025-05-12",
        "From the eligible list": "Customer Services Representative, established 2025-05-01",
        "Its last day": "2025-10-28",
        "Names asked for": "9",
        "Names sent": "2",
        "Filter, the same for all": "Have you worked with a call center phone system? Yes",
        "To record what happened": (
            "Fill in Disposition, On and Note, leave Key as it is, and bring the file back on the list's page."
        ),
        "Content fingerprint": issued.content_sha256,
    }


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1", "'=1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\ta", "'\ta"),
        ("\ra", "'\ra"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("1=1", "1=1"),
        ("O'Brien", "O'Brien"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_is_neutralised(text, shown):
    assert safe(text) == shown


@pytest.mark.parametrize(
    ("form", "content_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_file_is_an_attachment_with_a_clean_name(issued, client, form, content_type):
    response = fetched(client, issued, form)
    assert (response.headers["Content-Disposition"], response.headers["Content-Type"]) == (
        f'attachment; filename="interview-list-wb2025-014-1.{form}"',
        content_type,
    )


@pytest.mark.parametrize("form", ["csv", "xlsx", "print"])
def test_who_took_which_list_out_and_how_is_on_record(issued, client, form):
    fetched(client, issued, form)
    line = History.objects.get(verb="take_out_interview_list")
    assert (line.actor, line.at, line.subject_kind, line.subject_id, line.facts) == (
        issued.issued_by,
        AT,
        "interviewlist",
        issued.pk,
        {"form": form, "names": 2},
    )


def test_control_characters_break_no_file(issued, client):
    record(issued.issued_by, issued, "Zoë O'Brien 王", Kind.CONTACTED, note="bell \x07 and \u202e turned")
    assert load_workbook(io.BytesIO(fetched(client, issued, "xlsx").content))["Names"].max_row == 3
    assert "turned" in fetched(client, issued, "csv").content.decode()


def test_the_printed_page_has_the_names_and_no_navigation(issued, client):
    page = fetched(client, issued, "print").content.decode()
    assert ["Zoë O&#x27;Brien 王" in page, "<nav" in page, "<form" in page, "<script" in page] == [
        True,
        False,
        False,
        False,
    ]
