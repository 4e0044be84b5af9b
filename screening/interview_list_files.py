"""An interview list as CSV and XLSX: the same columns, and no text that a spreadsheet could run as a formula."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.utils.text import slugify

from screening.disposition_file import KIND, NAMES_SHEET, key_of
from screening.disposition_moves import BY_CANCELLING_ALONE
from screening.domain.certified import CertifiedName
from screening.enums import DispositionKind
from screening.models import InterviewList
from screening.spreadsheet import PLAIN, Cell, safe, safe_row, write_csv

COLUMNS = (
    "Order",
    "Name",
    "Phone",
    "E-mail",
    "Address",
    "What qualifies",
    "Highly desirable",
    "Points",
    "Disposition",
    "On",
    "Note",
    "Selected elsewhere",
    "Withdrew or not available",
    "Requisition",
    "Interview list",
    "Filter",
    "Key",
)
WIDTHS = (7, 26, 18, 30, 34, 60, 44, 8, 18, 12, 40, 34, 34, 16, 10, 60, 14)


def rows(names: Sequence[CertifiedName]) -> list[list[Cell]]:
    """One row a name, in the list's order, in the columns of ``COLUMNS``."""
    return [safe_row(_row(one)) for one in names]


def to_csv(names: Sequence[CertifiedName]) -> bytes:
    """UTF-8 with the byte order mark that Excel asks for, lines ended as RFC 4180 says."""
    file = io.BytesIO()
    write_csv(file, COLUMNS, map(_row, names))
    return file.getvalue()


def to_xlsx(interview_list: InterviewList, names: Sequence[CertifiedName]) -> bytes:
    """A workbook of two sheets: the names, and how they were chosen."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {**PLAIN, "in_memory": True}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(NAMES_SHEET)
        sheet.freeze_panes(1, 2)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
        for column, (title, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, head)
        for number, row in enumerate(rows(names), start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell, body)
                else:
                    sheet.write_number(number, column, cell, body)
        _offer_kinds(sheet, len(names))
        about = book.add_worksheet("About this list")
        about.set_column(0, 0, 24, head)
        about.set_column(1, 1, 90)
        for number, (key, value) in enumerate(_about(interview_list, len(names))):
            about.write_string(number, 0, key, head)
            about.write_string(number, 1, safe(value), body)
    return content.getvalue()


def file_name(interview_list: InterviewList, ending: str) -> str:
    """A name of plain letters, digits and hyphens: 'interview-list-wb-2025-014-1.csv'."""
    requisition = slugify(interview_list.vacancy.requisition)[:60] or "vacancy"
    return f"interview-list-{requisition}-{interview_list.number}.{ending}"


def _offer_kinds(sheet: Any, names: int) -> None:
    """A choice of what may be written, beside each name."""
    column = COLUMNS.index(KIND)
    words = [str(kind.label) for kind in DispositionKind if kind not in BY_CANCELLING_ALONE]
    sheet.data_validation(
        1, column, max(names, 1), column, {"validate": "list", "source": words, "error_type": "warning"}
    )


def _row(one: CertifiedName) -> list[Cell]:
    last = one.last
    return [
        one.referral.order,
        one.name,
        one.contact["phone"],
        one.contact["email"],
        one.contact["address"],
        "; ".join(line.sentence for line in one.requirements),
        "; ".join(f"{reason['label']} ({reason['points']})" for reason in one.desirable),
        one.referral.entry.points,
        last.get_kind_display() if last else "",
        last.happened_on.isoformat() if last else "",
        last.note if last else "",
        one.elsewhere,
        one.resting_words,
        one.interview_list.vacancy.requisition,
        one.interview_list.number,
        _filter(one.interview_list),
        key_of(one.referral.pk, last.pk if last else 0),
    ]


def _filter(interview_list: InterviewList) -> str:
    labels = [item["label"] for item in interview_list.criteria.get("all_of", ())]
    return "; ".join(labels) or "No filter: the list's own order"


def _about(interview_list: InterviewList, names: int) -> list[tuple[str, str]]:
    vacancy, eligible_list = interview_list.vacancy, interview_list.eligible_list
    return [
        ("Department", vacancy.department.name),
        ("Requisition", vacancy.requisition),
        ("Class", vacancy.job_class.title),
        ("Interview list", str(interview_list.number)),
        ("Issued on", interview_list.issued_on.isoformat()),
        (
            "From the eligible list",
            f"{eligible_list.posting.title}, established {eligible_list.established_on}",
        ),
        ("Its last day", eligible_list.expires_on.isoformat()),
        ("Names asked for", str(interview_list.names_asked)),
        ("Names sent", str(names)),
        ("Filter, the same for all", _filter(interview_list)),
        (
            "To record what happened",
            "Fill in Disposition, On and Note, leave Key as it is, and bring the file back on the list's page.",
        ),
        ("Content fingerprint", interview_list.content_sha256),
    ]
