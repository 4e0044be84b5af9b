"""Asking for an accommodation, and answering such a request."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.enums import AccommodationEvent, AccommodationStep
from screening.forms.switching import KeepsTyped
from screening.transitions import accommodation_events

LONGEST = 4000


class AskForm(KeepsTyped, forms.Form):
    """What, for which step, and how to reach the person. Nothing asks for a diagnosis."""

    use_required_attribute = False
    need = forms.CharField(
        label=_("What do you need?"),
        help_text=_(
            "For example: more time for a test, a sign language interpreter, a form in large print, help to type. You do "
            "not have to say what your disability is."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write what you need."),
            "max_length": _("Shorten this to at most 4000 characters."),
        },
    )
    step = forms.ChoiceField(
        label=_("For which step?"),
        choices=AccommodationStep.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the step you need it for."),
            "invalid_choice": _("Choose one of the steps."),
        },
    )
    reach = forms.CharField(
        label=_("How can we reach you?"),
        help_text=_(
            "An e-mail address, a phone number, a relay service, and good times: whatever works for you."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Write how we can reach you."),
            "max_length": _("Shorten this to at most 500 characters."),
        },
    )


class AnswerForm(forms.Form):
    """What the officer does; only the last field may be shown to whoever runs the step."""

    use_required_attribute = False
    event = forms.ChoiceField(
        label=_("What do you do?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you do."),
            "invalid_choice": _("Choose one of these. The request may have changed: open it again."),
        },
    )
    words = forms.CharField(
        label=_("What the person should know"),
        help_text=_(
            "The person reads this after signing in. If it cannot be arranged, say why and what would work instead."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write what the person should know."),
            "max_length": _("Shorten this to at most 4000 characters."),
        },
    )
    panel_provides = forms.CharField(
        label=_("What the panel must provide"),
        help_text=_("Only when it is arranged. What to do, without the reason: 'Thirty more minutes'. It is the only part that others may be shown."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("Shorten this to at most 500 characters.")},
    )  # fmt: skip

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        events = [each for each in accommodation_events(state) if each != AccommodationEvent.WITHDRAW]
        self.fields["event"].choices = [(each.value, each.label) for each in events]  # type: ignore[attr-defined]
