"""What every section's form shares: a draft keeps what is there, whatever is still missing."""

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from screening.forms.switching import KeepsTyped

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Group(NamedTuple):
    """Fields that belong together, under a legend unless it is empty."""

    legend: "StrOrPromise"
    fields: list[BoundField]


class DraftForm(KeepsTyped, forms.Form):
    """A section of a draft. ``required`` only says what is needed before sending; saving refuses what cannot be read.

    ``version`` is the saved version that the page was opened with.
    """

    use_required_attribute = False
    labels_in_summary = True
    """The error summary says each field's label, because many fields here share their words."""
    needed_sometimes: ClassVar[tuple[str, ...]] = ()
    """Fields that another answer makes needed, so that 'optional' would mislead."""
    version = forms.IntegerField(
        min_value=0, max_value=10**6, required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"})
    )

    def full_clean(self) -> None:
        needed = [field for field in self.fields.values() if field.required]
        for field in needed:
            field.required = False
        try:
            super().full_clean()
        finally:
            for field in needed:
                field.required = True

    def content(self) -> dict[str, Any]:
        """What is saved: every answer that was given."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "version" and value not in (None, "", [])
        }

    @classmethod
    def initial_of(cls, content: dict[str, Any]) -> dict[str, Any]:
        """The form's values of a saved content."""
        return content

    @property
    def groups(self) -> list[Group]:
        """The fields in the order and under the headings of the page."""
        return [Group("", self.visible_fields())]

    @property
    def opened_with(self) -> int:
        return self.cleaned_data.get("version") or 0


def text(
    label: "StrOrPromise", *, most: int = 200, hint: "StrOrPromise" = "", **attrs: str
) -> forms.CharField:
    """A line of text, kept as typed but for blanks at its ends."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"max_length": _("Shorten this to at most %(most)s characters.") % {"most": most}},
    )
