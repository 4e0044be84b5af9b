"""What a posting's data file may say; each thing that it may not is one sentence with its path and its mend."""

from datetime import UTC, datetime
from typing import Any

import pytest

from postings.domain.posting_file import read_posting_file
from postings.errors import FileRefused
from tests.postings.data_files import small


def problems(data: dict[str, Any]) -> list[str]:
    with pytest.raises(FileRefused) as refused:
        read_posting_file(data)
    return refused.value.problems


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            {"colour": "blue"},
            "file.colour: This key is not known here. Use one of: appeal_window, closing, documents, duties",
        ),
        (
            {"closing": None},
            "closing: This is missing. Write 'closing: continuous' or 'closing: YYYY-MM-DD HH:MM'.",
        ),
        (
            {"closing": "Friday"},
            "closing: This is not a time. Write it as YYYY-MM-DD HH:MM, by the city's clocks.",
        ),
        ({"closing": "2026-02-30 17:00"}, "closing: This is not a time."),
        (
            {"closing": "2026-03-08 02:30"},
            "closing: The clocks change in this hour, so it is skipped or comes twice. Choose another hour.",
        ),
        ({"closing": "2026-11-01 01:30"}, "closing: The clocks change in this hour"),
        ({"closing": {"continuous": False}}, "closing.continuous: This is not true."),
        ({"eligible_list": {}}, "eligible_list: 'days' is missing. Add 'days'."),
        ({"eligible_list": {"days": 0}}, "eligible_list.days: This is not a number that can be used here."),
        (
            {"revision": {"number": 3, "date": "18/4/2025"}},
            "revision.date: This is not a day of the calendar.",
        ),
        ({"revision": {"number": "3", "date": "2025-04-18"}}, "revision.number: This is not a number"),
        ({"wage": {"low": "30", "high": "20"}}, "wage: The low end is above the high end. Exchange them."),
        ({"wage": {"low": "NaN"}}, "wage.low: This is not an amount."),
        ({"wage": {"low": "24.505"}}, "wage.low: This is not an amount."),
        (
            {
                "wage_increases": [
                    {"percent": "-5", "effective_on": "2025-07-01", "kind": "general", "text": "5%"}
                ]
            },
            "wage_increases[0].percent: This is not an amount.",
        ),
        ({"sections": {"job_information": 3}}, "sections.job_information: This is not a text."),
        (
            {"questions": [{"slug": "a", "kind": "yes_no", "text": "Yes?"}]},
            "questions[0]: 'required' is missing. Add 'required'.",
        ),
        (
            {"questions": [{"slug": "a", "kind": "yes_no", "text": "Yes?", "required": True, "help": ""}]},
            "questions[0].help: This is empty. Fill it in or leave it out.",
        ),
        (
            {
                "documents": [
                    {"slug": "a", "label": "A", "per_job": False, "needed": "perhaps", "curable": True}
                ]
            },
            "documents[0].needed: 'perhaps' is not known here. Use one of: required, conditional, helpful.",
        ),
        ({"minimum_requirements": {"tree": {"all": []}}}, "tree.all: This branch is empty."),
        ({"minimum_requirements": None}, "minimum_requirements: 'minimum_requirements' is missing."),
        (
            {"highly_desirable": [{"when": {"answer": "nobody", "is": "yes"}, "points": 1, "label": "x"}]},
            "highly_desirable[0].when.answer: 'nobody' is not known here.",
        ),
    ],
)
def test_each_fault_is_one_sentence_with_its_path_and_its_mend(change: dict[str, Any], problem: str) -> None:
    found = problems(small(**change))
    assert [each for each in found if each.startswith(problem)] == found[:1], found


def test_all_faults_are_named_at_once() -> None:
    found = problems(small(closing="soon", eligible_list={}, wage={"low": 0}))
    assert [each.split(":")[0] for each in found] == ["closing", "eligible_list", "wage.low"]


def test_a_time_is_the_citys_in_summer_and_in_winter() -> None:
    assert read_posting_file(small(closing="2026-07-04 17:00")).closes_at == datetime(
        2026, 7, 5, 0, tzinfo=UTC
    )
    assert read_posting_file(small(closing="2026-12-04 17:00:30")).closes_at == datetime(
        2026, 12, 5, 1, 0, 30, tzinfo=UTC
    )


def test_a_continuous_posting_has_no_closing_time_and_its_own_days_of_notice() -> None:
    plain = read_posting_file(small(closing="continuous"))
    assert (plain.closes_at, plain.notice_days) == (None, 5)
    longer = read_posting_file(small(closing={"continuous": True, "notice_days": 10}))
    assert (longer.closes_at, longer.notice_days) == (None, 10)


def test_a_file_in_another_order_has_the_same_content() -> None:
    data = small()
    turned = dict(reversed(data.items()))
    assert read_posting_file(turned).sha256 == read_posting_file(data).sha256
