"""The forms with which a hiring manager offers a position, takes an offer back, and appoints."""

from datetime import date, timedelta
from typing import Any

from django import forms

from screening import civil_service_rules as rules
from screening.domain.offer import BY_THE_DEPARTMENT, NewOffer
from screening.forms.memorable_date import MemorableDateField
from screening.models import Offer
from screening.offer_enums import OfferWithdrawal

WEEKS_UNTIL_WORK = 6
"""What the form proposes: the checks take some weeks."""


class OfferForm(forms.Form):
    """Pay, first day, last day to answer, signature."""

    use_required_attribute = False
    pay = forms.CharField(
        label="Pay",
        help_text="As the letter says it, for example: Step A, $21.50 an hour.",
        max_length=Offer._meta.get_field("pay").max_length,
        error_messages={"required": "Enter the pay.", "max_length": "Shorten this to 120 characters."},
    )
    starts_on = MemorableDateField(label="Proposed first day of work")
    answer_by = MemorableDateField(
        label="Last day to answer", help_text="The whole day counts. After it the offer ends by itself."
    )
    signed_name = forms.CharField(
        label="Type your full name to sign the letter",
        max_length=Offer._meta.get_field("signed_name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": "Type your full name to sign the letter.",
            "max_length": "Shorten this to 120 characters.",
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "starts_on": today + timedelta(weeks=WEEKS_UNTIL_WORK),
            "answer_by": today + timedelta(days=rules.DAYS_TO_ANSWER_AN_OFFER.value),
        }
        super().__init__(*args, **kwargs)

    def new(self) -> NewOffer:
        """What is offered. Only for a valid form."""
        given = self.cleaned_data
        return NewOffer(
            pay=given["pay"],
            starts_on=date.fromisoformat(given["starts_on"]),
            answer_by=date.fromisoformat(given["answer_by"]),
            signed_name=given["signed_name"],
        )


class TakeBackForm(forms.Form):
    use_required_attribute = False
    reason = forms.ChoiceField(
        label="Why the offer is taken back",
        choices=[("", "- Select -"), *((one.value, one.label) for one in BY_THE_DEPARTMENT)],
        error_messages={"required": "Choose why.", "invalid_choice": "Choose a reason from the list."},
    )

    def chosen(self) -> OfferWithdrawal:
        return OfferWithdrawal(self.cleaned_data["reason"])


class AppointForm(forms.Form):
    use_required_attribute = False
    starts_on = MemorableDateField(label="First day of work")
    stays_on_other_lists = forms.BooleanField(
        label="The person stays on other eligible lists",
        help_text="Tick this if the person asked to be considered for other classes too.",
        required=False,
    )
