"""Choosing an earlier application to start from, and which of its answers are still true."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from screening.domain.reused_answers import Offer
from screening.forms.switching import KeepsTyped

NONE = "none"


class EarlierForm(KeepsTyped, forms.Form):
    """Which earlier application, or none of them. ``choices``: (its number, how it is named)."""

    use_required_attribute = False
    earlier = forms.ChoiceField(
        label=_("Which application do you want to copy from?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose an application, or start without one."),
            "invalid_choice": _("Choose one of your applications, or start without one."),
        },
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["earlier"].choices = [*choices, (NONE, _("None. Start with empty pages"))]  # type: ignore[attr-defined]


class OffersForm(KeepsTyped, forms.Form):
    """One tick an offered answer; none is ticked before its owner looked at it."""

    use_required_attribute = False
    shown = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offers: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for offer in offers:
            self.fields[offer.question.slug] = forms.BooleanField(
                required=False,
                label=format_html(
                    '{}<span class="visually-hidden">: {}</span>',
                    _("This is still true. Use this answer"),
                    offer.question.text,
                ),
            )

    @property
    def chosen(self) -> list[str]:
        """The names of the questions whose answers are taken."""
        return [name for name, value in self.cleaned_data.items() if value is True]
