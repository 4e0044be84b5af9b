"""A date in parts: what is taken, and what is said of the rest."""

import pytest
from django import forms

from screening.forms.memorable_date import MemorableDateField


def entered(day: str, *parts: str) -> tuple[str | None, list[str]]:
    """The date taken, and what was said, for parts typed in the order month, (day,) year."""
    keys = ("month", "year") if day == "none" else ("month", "day", "year")

    class Started(forms.Form):
        started = MemorableDateField(day=day)

    form = Started({f"started_{key}": part for key, part in zip(keys, parts, strict=True)})
    form.is_valid()
    return form.cleaned_data.get("started"), [str(error) for error in form.errors.get("started", [])]


@pytest.mark.parametrize(
    ("day", "parts", "taken"),
    [
        ("required", ("3", "15", "2021"), "2021-03-15"),
        ("required", ("3", " 5 ", "2021"), "2021-03-05"),
        ("required", ("2", "29", "2024"), "2024-02-29"),
        ("optional", ("3", "15", "2021"), "2021-03-15"),
        ("optional", ("3", "", "2021"), "2021-03"),
        ("none", ("12", "1999"), "1999-12"),
    ],
)
def test_a_date_is_taken_as_the_facts_hold_it(day: str, parts: tuple[str, ...], taken: str) -> None:
    assert entered(day, *parts) == (taken, [])


@pytest.mark.parametrize(
    ("day", "parts", "said"),
    [
        ("required", ("", "", ""), "Enter the date."),
        ("none", ("", ""), "Enter the month and year."),
        ("required", ("3", "", "2021"), "Enter the day too."),
        ("optional", ("", "15", ""), "Enter the month and year too."),
        ("required", ("2", "30", "2021"), "February 2021 has no day 30. Check the day."),
        ("required", ("2", "29", "2023"), "February 2023 has no day 29. Check the day."),
        ("required", ("2", "32", "2021"), "Enter the day as a number from 1 to 31."),
        ("required", ("2", "-1", "2021"), "Enter the day as a number from 1 to 31."),
        ("required", ("13", "1", "2021"), "Choose a month."),
        ("required", ("March", "1", "2021"), "Choose a month."),
        ("required", ("3", "1", "21"), "Enter the year with four digits, for example 2019."),
        ("required", ("3", "1", "10000"), "Enter the year with four digits, for example 2019."),
        ("required", ("3", "1", "2021.5"), "Enter the year with four digits, for example 2019."),
        ("required", ("3", "1", "２０２１"), "Enter the year with four digits, for example 2019."),
    ],
)
def test_what_is_no_date_is_refused_with_what_to_do(day: str, parts: tuple[str, ...], said: str) -> None:
    assert entered(day, *parts) == (None, [said])


def test_a_date_on_record_is_shown_in_its_parts() -> None:
    widget = MemorableDateField(day="optional").widget
    assert widget.decompress("2021-03-05") == ["3", "5", "2021"]
    assert widget.decompress("2021-03") == ["3", "", "2021"]
    assert widget.decompress(None) == ["", "", ""]


def test_a_kind_of_day_that_does_not_exist_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(ValueError, match="it must be 'required', 'optional' or 'none'"):
        MemorableDateField(day="maybe")
