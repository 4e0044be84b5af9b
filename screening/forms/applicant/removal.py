"""What a person says to the removal of their name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.domain.removal import MOST_WORDS
from screening.forms.switching import KeepsTyped


class ReplyForm(KeepsTyped, forms.Form):
    use_required_attribute = False
    words = forms.CharField(
        label=_("Why your name should stay"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Write why your name should stay."),
            "max_length": _("Shorten this to 4,000 characters."),
        },
    )
    hearing = forms.BooleanField(
        label=_("I ask for a hearing"),
        help_text=_("You tell a person of the Personnel Department your side, in person or by phone."),
        required=False,
    )
