"""The command that loads a posting: what it says, and that nothing is stored when it refuses."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from postings.models import Posting, PostingRevision
from tests.postings.data_files import OWN_FILES, SMALL, own_file

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> str:
    said = StringIO()
    call_command("load_posting", *map(str, arguments), stdout=said)
    return said.getvalue().strip()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "clerk.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", OWN_FILES)
def test_each_posting_of_the_project_is_published(name: str) -> None:
    assert run(own_file(name)).endswith("stored and published.")
    posting = Posting.objects.get(slug=name)
    assert posting.state == "published"
    assert posting.current_revision.published_by is None
    assert run(own_file(name)).startswith(f"{name}: nothing changed.")
    assert PostingRevision.objects.count() == 1


def test_it_says_what_it_did(file: Path) -> None:
    label = "Rev. 3 - April 18, 2025 (New Recruitment Date)"
    assert run(file, "--no-publish") == f"clerk: {label} stored as a draft."
    assert run(file, "--no-publish") == f"clerk: nothing changed. {label} is a draft."
    assert run(file) == f"clerk: {label} published. Its content was stored before."
    assert run(file) == f"clerk: nothing changed. {label} is published."


def test_an_older_file_says_what_is_newer_and_how_to_return_to_it(file: Path) -> None:
    run(file)
    file.write_text(
        SMALL.replace("number: 3, date: 2025-04-18", "number: 4, date: 2025-06-01"), encoding="utf-8"
    )
    run(file)
    file.write_text(SMALL, encoding="utf-8")
    assert run(file) == (
        "clerk: nothing changed. This is the content of Rev. 3 - April 18, 2025 (New Recruitment Date), and "
        "Rev. 4 - June 1, 2025 (New Recruitment Date) is newer. To return to it, set revision.number to 5 or more."
    )
    assert Posting.objects.get().current_revision.number == 4


def test_a_change_of_spacing_and_remarks_is_no_change(file: Path) -> None:
    run(file)
    file.write_text("# a remark\n\n" + SMALL.replace("{days: 180}", "{ days:  180 }"), encoding="utf-8")
    assert run(file).startswith("clerk: nothing changed.")


def test_the_opening_time_can_be_given(file: Path) -> None:
    run(file, "--opens", "2025-05-01 08:00")
    assert Posting.objects.get().opens_at == datetime(2025, 5, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "{days: 180}",
            "{days: no}",
            "{file}: eligible_list.days: This is not a number that can be used here. ",
        ),
        (
            "closing:",
            "closing: continuous\nclosing:",
            "{file}: line 9: 'closing' stands here twice. Remove one of them.",
        ),
        (
            "outcome: not_met",
            "outcome: met",
            "{file}: Worked example 'no_work' does not come out as expected: ",
        ),
        ("posting:\n", "posting: [\n", "{file}: This is not readable YAML: "),
    ],
)
def test_a_refused_file_stores_nothing_and_says_where_and_what_to_do(
    file: Path, old: str, new: str, sentence: str
) -> None:
    file.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        run(file)
    assert [
        line.startswith(sentence.replace("{file}", str(file))) for line in str(refused.value).splitlines()
    ] == [True]
    assert refused.value.returncode == 1
    assert Posting.objects.count() == 0


def test_every_problem_is_a_line_of_its_own(file: Path) -> None:
    file.write_text(SMALL.replace("{days: 180}", "{}").replace("2026-12-04 17:00", "soon"), encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        run(file)
    assert str(refused.value).splitlines() == [
        f"{file}: closing: This is not a time. Write it as YYYY-MM-DD HH:MM, by the city's clocks.",
        f"{file}: eligible_list: 'days' is missing. Add 'days'.",
    ]


@pytest.mark.parametrize("path", ["", "nowhere.yaml"])
def test_a_path_that_is_no_file_is_one_sentence(tmp_path: Path, path: str) -> None:
    with pytest.raises(CommandError) as refused:
        run(tmp_path / path)
    assert str(refused.value).endswith("Give the path of a readable posting file.")


def test_an_opening_time_that_is_none_is_one_sentence(file: Path) -> None:
    with pytest.raises(CommandError, match="--opens: This is not a time. Write it as YYYY-MM-DD HH:MM"):
        run(file, "--opens", "tomorrow")
