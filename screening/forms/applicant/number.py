"""A number as people type it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class NumberField(forms.DecimalField):
    """A number from ``least`` to ``most`` in the digits 0 to 9; what is wrong with it is said in one sentence.

    ``too_many`` replaces the sentence for a number over ``most``.
    """

    def __init__(
        self,
        *,
        most: Decimal | int,
        least: Decimal | int = 0,
        example: str = "12",
        too_many: Any = "",
        size: int = 4,
        **kwargs: Any,
    ) -> None:
        widget = forms.TextInput(
            attrs={"inputmode": "decimal", "class": f"input--{size}", "autocomplete": "off"}
        )
        unreadable = _("Enter a number with the digits 0 to 9, for example %(example)s.") % {
            "example": example
        }
        too_many = too_many or _("Enter %(most)s or less.") % {"most": most}
        super().__init__(
            **{"min_value": least, "max_value": most, "max_digits": 12, "decimal_places": 2, "widget": widget}
            | kwargs,
            error_messages={
                "invalid": unreadable,
                "min_value": _("Enter %(least)s or more.") % {"least": least},
                "max_value": too_many,
                "max_digits": too_many,
                "max_whole_digits": too_many,
                "max_decimal_places": _("Enter at most two digits after the point."),
            },
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs take it for a whole number
        # Other scripts' digits are digits to Python and not to whoever reads the record later.
        if isinstance(value, str) and not value.isascii():
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def run_validators(self, value: Any) -> None:
        try:
            super().run_validators(value)
        except forms.ValidationError as error:
            raise error.error_list[-1] from None


def plain(value: Decimal) -> int | float:
    """The number as facts hold it: whole numbers stay whole."""
    return int(value) if value == value.to_integral_value() else float(value)
