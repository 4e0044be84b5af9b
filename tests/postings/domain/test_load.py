"""Loading a data file: the same content changes nothing, a changed one makes the next revision."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from postings.data_file import read_data_file
from postings.data_file import requirements_document as document_of_file
from postings.domain.queries import requirements_document
from postings.errors import FileRefused
from postings.minimum_requirements import sha256_of
from postings.models import Department, JobClass, Posting, PostingRevision
from screening.models import History
from tests.postings.data_files import AT, OWN_FILES, load, load_and_publish, own_file, small

pytestmark = pytest.mark.django_db


def revision_of(number: int | None, *, day: str = "2025-04-18") -> dict[str, Any]:
    return {"date": day} if number is None else {"number": number, "date": day}


def test_a_file_becomes_a_department_a_class_a_posting_and_a_draft_revision_with_its_parts() -> None:
    revision = load(small()).revision
    posting = revision.posting
    assert (posting.slug, posting.title, posting.state) == ("clerk", "Clerk", "draft")
    assert (posting.department.name, posting.job_class.title) == ("Public Utilities", "Clerk")
    assert posting.opens_at == AT
    assert posting.closes_at == datetime(2026, 12, 5, 1, tzinfo=UTC)
    assert revision.label == "Rev. 3 - April 18, 2025 (New Recruitment Date)"
    assert (revision.wage_base_low, revision.wage_base_high, revision.wage_per) == (
        Decimal("24.50"),
        Decimal("29.52"),
        "hour",
    )
    assert list(revision.wage_increases.values_list("position", "percent", "effective_on", "kind")) == [
        (1, Decimal("5.00"), date(2025, 7, 1), "general")
    ]
    assert list(revision.questions.values_list("position", "slug", "kind", "required")) == [
        (1, "phones", "several", False),
        (2, "months", "number", True),
    ]
    assert list(revision.document_kinds.values_list("position", "slug", "needed")) == [
        (1, "proof", "helpful")
    ]
    assert (revision.list_days, revision.sections) == (180, {"job_information": "Answers letters."})


@pytest.mark.parametrize("name", OWN_FILES)
def test_what_is_stored_compiles_to_the_very_document_of_the_file(name: str) -> None:
    data = read_data_file(own_file(name))
    pk = load_and_publish(data).pk
    stored = requirements_document(PostingRevision.objects.get(pk=pk))
    assert stored == document_of_file(data)
    assert sha256_of(stored) == sha256_of(document_of_file(data))


def test_the_same_content_again_changes_nothing() -> None:
    first = load_and_publish(small())
    before = (list(PostingRevision.objects.values()), list(Posting.objects.values()), History.objects.count())
    again = load(small(), at=AT + timedelta(days=9))
    assert (again.changed, again.revision.pk) == (False, first.pk)
    assert (
        list(PostingRevision.objects.values()),
        list(Posting.objects.values()),
        History.objects.count(),
    ) == before


@pytest.mark.parametrize(
    ("number", "day", "label"),
    [
        # the file raises its number: as it says
        (7, "2025-06-01", "Rev. 7 - June 1, 2025"),
        # it does not: the next one, dated by the file where its day is later than the last
        (3, "2025-06-01", "Rev. 4 - June 1, 2025"),
        (1, "2025-06-01", "Rev. 4 - June 1, 2025"),
        (None, "2025-06-01", "Rev. 4 - June 1, 2025"),
        # and else by the day on which it was loaded
        (3, "2025-04-18", "Rev. 4 - April 20, 2025"),
    ],
)
def test_a_changed_file_makes_the_next_revision(number: int | None, day: str, label: str) -> None:
    load_and_publish(small())
    loaded = load(small(revision=revision_of(number, day=day)), at=AT + timedelta(days=2))
    assert (loaded.changed, loaded.revision.label) == (True, label)
    assert Posting.objects.get().current_revision.number == 3


def test_a_draft_is_written_anew_instead_of_numbered_on() -> None:
    load(small())
    data = small(sections={"job_information": "Answers telephones."}, wage_increases=[])
    revision = load(data).revision
    assert [each.number for each in PostingRevision.objects.all()] == [3]
    assert (revision.sections, revision.wage_increases.count()) == (
        {"job_information": "Answers telephones."},
        0,
    )


def test_the_content_of_an_older_revision_changes_nothing_unless_its_number_is_raised() -> None:
    old = load_and_publish(small())
    new = load_and_publish(small(revision=revision_of(4, day="2025-06-01")))
    again = load(small())
    assert (again.revision.pk, again.newest.pk, again.changed) == (old.pk, new.pk, False)
    returned = load(small(revision=revision_of(5, day="2025-07-01")))
    assert (returned.revision.number, returned.changed) == (5, True)


def test_what_was_published_of_a_posting_cannot_change_with_a_revision() -> None:
    load_and_publish(small())
    other = small()
    other["posting"] = other["posting"] | {"title": "Typist", "department": {"slug": "fire", "name": "Fire"}}
    with pytest.raises(FileRefused) as refused:
        load(other)
    assert refused.value.problems == [
        "posting.title: It is 'Typist' here and 'Clerk' in what was published. Write it as published, "
        "or give this posting a slug of its own.",
        "posting.department: It is 'Fire' here and 'Public Utilities' in what was published. Write it as published, "
        "or give this posting a slug of its own.",
    ]


def test_a_refused_file_leaves_nothing_behind() -> None:
    with pytest.raises(FileRefused):
        load(small(closing="2025-04-18 09:00"))
    assert (Posting.objects.count(), Department.objects.count(), JobClass.objects.count()) == (0, 0, 0)


def test_loading_is_written_down() -> None:
    revision = load(small()).revision
    assert list(
        History.objects.values_list("actor", "verb", "subject_kind", "subject_id", "posting_id", "facts")
    ) == [
        (
            None,
            "load_revision",
            "postingrevision",
            revision.pk,
            revision.posting_id,
            {"number": 3, "source_sha256": revision.source_sha256},
        )
    ]
