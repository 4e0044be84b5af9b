"""The forms of an offer's checks: choices and a day, and no field in which a detail could be written."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from screening.forms.day import DayField
from screening.offer_enums import CheckResult, Delivery, FairChance

SELECT = ("", "- Select -")


class ResultForm(forms.Form):
    """What a check came to, and when."""

    result = forms.ChoiceField(
        label="What the check came to",
        choices=[SELECT, *CheckResult.choices],
        error_messages={"required": "Choose what the check came to."},
    )
    happened_on = DayField(
        label="On",
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": "Enter the day.",
            "invalid": "This is not a day of the calendar. Enter it as year-month-day, for example 2026-05-01.",
        },
    )

    def __init__(
        self, *args: Any, check_id: int, today: date, conviction: bool = False, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"happened_on": today}
        kwargs["auto_id"] = f"id_{check_id}_%s"
        super().__init__(*args, **kwargs)
        self.check_id = check_id
        if conviction:
            kept = [each for each in CheckResult.choices if each[0] != CheckResult.NOT_COMPLETE]
            self.fields["result"].choices = [SELECT, *kept]  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """The next Fair Chance step; how the report reaches the person, for a preliminary notice."""

    kind = forms.ChoiceField(
        label="Next step",
        error_messages={"required": "Choose the step.", "invalid_choice": "This step is not next."},
    )
    by = forms.ChoiceField(
        label="How the person gets the copy of the report",
        help_text="For the preliminary notice: five business days are counted from the day of receipt that the rules give.",
        choices=[SELECT, *Delivery.choices],
        required=False,
    )

    def __init__(
        self, *args: Any, check_id: int, steps: Iterable[FairChance] = tuple(FairChance), **kwargs: Any
    ) -> None:
        kwargs["auto_id"] = f"id_{check_id}_step_%s"
        super().__init__(*args, **kwargs)
        self.check_id = check_id
        steps = list(steps)
        self.fields["kind"].choices = [SELECT, *((one.value, one.label) for one in steps)]  # type: ignore[attr-defined]
        if FairChance.PRELIMINARY not in steps:
            del self.fields["by"]

    def step(self) -> FairChance:
        return FairChance(self.cleaned_data["kind"])

    def delivery(self) -> Delivery | None:
        given = self.cleaned_data.get("by")
        return Delivery(given) if given else None
