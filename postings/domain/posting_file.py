"""A posting's data file, read into what is stored: every problem with its path and its mend, nothing guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from postings.data_file import DataFileError, requirements_document
from postings.domain.question_bank import with_bank_questions
from postings.errors import FileRefused
from postings.file_reader import FileReader, Increase, Named
from postings.list_policy_reader import read_list_policy
from postings.minimum_requirements import RequirementsError, check_plan, compile_requirements, sha256_of
from postings.translation import texts

KEYS = (
    "posting", "revision", "opening", "closing", "eligible_list", "appeal_window", "wage", "wage_increases", "sections", "duties", "questions",
    "documents", "requirement_sentences", "minimum_requirements", "highly_desirable", "pre_employment", "worked_examples",
    "translations",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PostingFile:
    """What a data file says, ready to be stored. ``sha256`` is of its canonical content, not of its bytes."""

    slug: str
    title: str
    department: Named
    job_class: Named
    number: int | None
    revised_on: date
    note: str
    opens_at: datetime | None
    closes_at: datetime | None
    notice_days: int
    list_days: int
    list_policy: dict[str, Any]
    appeal_window: tuple[int, str]
    wage: tuple[Decimal | None, Decimal | None, str]
    increases: tuple[Increase, ...]
    sections: dict[str, Any]
    requirements: dict[str, Any]
    questions: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    sentences: list[str]
    highly_desirable: list[dict[str, Any]]
    pre_employment: list[dict[str, Any]]
    worked_examples: list[dict[str, Any]]
    translations: dict[str, dict[str, str]]
    sha256: str


def read_posting_file(data: Mapping[str, Any]) -> PostingFile:
    """What the file says, its bank questions in full. Raises FileRefused with one sentence for each problem."""
    reader = FileReader()
    data = with_bank_questions(data, reader)
    if reader.problems:
        raise FileRefused([str(problem) for problem in reader.problems])
    body = reader.keys(data, KEYS, "file") or {}
    posting = reader.group(body, "posting", ("slug", "title", "department", "class"))
    revision = reader.group(body, "revision", ("number", "date", "note"))
    opens_at = reader.instant(body["opening"], "opening") if "opening" in body else None
    closes_at, notice_days = reader.closing(body)
    rows = {
        key: reader.rows(body, key) for key in ("wage_increases", "questions", "documents", "worked_examples")
    }
    reader.in_full(rows["questions"], "questions", ("slug", "kind", "text", "required"))
    reader.in_full(rows["documents"], "documents", ("slug", "label", "per_job", "needed", "curable"))
    found = {
        "slug": reader.required(posting, "slug", "posting", reader.web_slug),
        "title": reader.required(posting, "title", "posting", reader.line),
        "department": reader.named(posting, "department", "name"),
        "job_class": reader.named(posting, "class", "title"),
        "number": reader.whole(revision["number"], "revision.number", most=32_000)
        if "number" in revision
        else None,
        "revised_on": reader.required(revision, "date", "revision", reader.day),
        "note": reader.line(revision["note"], "revision.note") or "" if "note" in revision else "",
        "opens_at": opens_at,
        "closes_at": closes_at,
        "notice_days": notice_days,
        "list_days": reader.list_days(body),
        "list_policy": read_list_policy(body, reader),
        "appeal_window": reader.appeal_window(body),
        "wage": reader.wage(body),
        "increases": tuple(
            reader.increase(row, f"wage_increases[{n}]") for n, row in enumerate(rows["wage_increases"])
        ),
        "sections": reader.sections(body),
        "sentences": list(reader.several(body.get("requirement_sentences", []), "requirement_sentences")),
        "highly_desirable": body.get("highly_desirable", []),
        "pre_employment": reader.pre_employment(body),
        "translations": reader.translations(body, texts(body)),
    }
    try:
        document = requirements_document(data)
        check_plan(found["highly_desirable"], compile_requirements(document).vocabulary)
    except DataFileError as error:
        reader.problem("minimum_requirements", str(error), "")
        document = {}
    except RequirementsError as error:
        reader.problems += error.problems
    if reader.problems:
        raise FileRefused([str(problem).strip() for problem in reader.problems])
    # what has rows is kept as rows; a list that the file leaves empty is kept as it is written
    kept = {
        key: value for key, value in document.items() if not (key in ("questions", "documents") and value)
    }
    return PostingFile(
        **found,
        requirements=kept,
        questions=rows["questions"],
        documents=rows["documents"],
        worked_examples=rows["worked_examples"],
        sha256=sha256_of({**data, **{key: kept[key] for key in ("level_order",) if key in kept}}),
    )
