"""The form with which a hiring manager asks for an interview list: how many names, and which of the posting's facts."""

from collections.abc import Mapping
from typing import Any

from django import forms

from postings.domain.queries import points_plan
from screening.domain.interview_criteria import ANSWER, DUTY, MOST_POINTS, POINTS, Offer, vocabulary
from screening.domain.interview_list import MOST_NAMES
from screening.models import EligibleList

_NUMBER = {"class": "input--4", "inputmode": "numeric", "autocomplete": "off"}


class EligibleListForm(forms.Form):
    """Which of several eligible lists of the class to ask."""

    eligible_list = forms.ModelChoiceField(
        EligibleList.objects.none(),
        label="Eligible list",
        empty_label=None,
        error_messages={"invalid_choice": "Choose one of the lists in force.", "required": "Choose a list."},
    )


class InterviewListForm(forms.Form):
    """``names`` and one field for each thing that the posting lets a filter ask (``Offer.key`` is its name)."""

    names = forms.IntegerField(
        label="How many names do you need?",
        help_text="People who share the last place come together, so you may get a few more.",
        min_value=1,
        max_value=MOST_NAMES,
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={
            "required": "Enter how many names you need.",
            "invalid": "Enter how many names you need as a whole number, for example 9.",
            "min_value": "Enter 1 or more.",
            "max_value": f"Enter {MOST_NAMES} or fewer.",
        },
    )

    def __init__(self, *args: Any, eligible_list: EligibleList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers: tuple[Offer, ...] = vocabulary(eligible_list.revision)
        for offer in self.offers:
            self.fields[offer.key] = FIELD_BUILDERS[_kind_of(offer)](offer)
        self.plan = points_plan(eligible_list.revision)

    def criteria(self) -> list[dict[str, Any]]:
        """What was asked, as the verb takes it. Only for a valid form."""
        asked = []
        for offer in self.offers:
            value = self.cleaned_data.get(offer.key)
            if not value:
                continue
            item: dict[str, Any] = {"kind": offer.kind, "subject": offer.subject}
            if offer.is_number:
                item["at_least"] = value
            else:
                item["accepts"] = value if isinstance(value, list) else [offer.choices[0][0]]
            asked.append(item)
        return asked

    def group(self, kind: str) -> list[forms.BoundField]:
        return [self[offer.key] for offer in self.offers if offer.kind == kind]

    @property
    def answer_fields(self) -> list[forms.BoundField]:
        return self.group(ANSWER)

    @property
    def duty_fields(self) -> list[forms.BoundField]:
        return self.group(DUTY)

    @property
    def asks_duties(self) -> bool:
        return any(field.value() for field in self.duty_fields)

    @property
    def points_fields(self) -> list[forms.BoundField]:
        return self.group(POINTS)


def initial_of(criteria: Mapping[str, Any]) -> dict[str, Any]:
    """The form's first values from the criteria of an earlier list, so that more names come by the same rule."""
    values: dict[str, Any] = {}
    for item in criteria.get("all_of", ()):
        key = f"{item['kind']}-{item['subject']}" if item["subject"] else item["kind"]
        values[key] = item["at_least"] if "at_least" in item else item["accepts"]
    return values


def _kind_of(offer: Offer) -> str:
    if offer.is_number:
        return "number"
    return "one" if len(offer.choices) == 1 else "several"


def _tick(offer: Offer) -> forms.Field:
    label = offer.text if offer.kind == DUTY else f"{offer.text} Answer: {offer.choices[0][1]}"
    return forms.BooleanField(label=label, required=False)


def _ticks(offer: Offer) -> forms.Field:
    return forms.MultipleChoiceField(
        label=offer.text,
        help_text="Tick every answer that passes. Leave all empty to ask nothing here.",
        choices=offer.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose one of the answers on this page."},
    )


def _least(offer: Offer) -> forms.Field:
    points = offer.kind == POINTS
    return forms.IntegerField(
        label="At least this many points" if points else f"{offer.text} At least",
        help_text="The posting gives points for what is highly desirable." if points else "",
        required=False,
        min_value=1,
        max_value=MOST_POINTS,
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={
            "invalid": "Enter a whole number, or leave it empty.",
            "min_value": "Enter 1 or more, or leave it empty.",
            "max_value": f"Enter {MOST_POINTS} or less, or leave it empty.",
        },
    )


FIELD_BUILDERS = {"number": _least, "one": _tick, "several": _ticks}
