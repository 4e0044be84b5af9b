"""A date as people remember it: month, day and year in three controls, or month and year in two.

A calendar picker is the wrong tool for a day years ago; three plain controls are what the U.S. Web Design System
calls a memorable date. The value is text as the facts hold it: ``YYYY-MM-DD`` or, for a month, ``YYYY-MM``.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
    _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip
PART_WORDS = {"month": _("month"), "day": _("day"), "year": _("year")}
PART_WORDS = {"month": _("month"), "day": _("day"), "year": _("year")}
EARLIEST, LATEST = 1900, 2100


class MemorableDateInput(forms.MultiWidget):
    """Month, day (unless ``day=False``) and year; what was typed comes back as it was typed."""

    use_fieldset = True

    def __init__(self, *, day: bool = True, attrs: dict[str, Any] | None = None) -> None:
        months = [
            ("", _("- Select -")),
            *((str(number), name) for number, name in enumerate(MONTHS, start=1)),
        ]
        number = {"inputmode": "numeric", "autocomplete": "off"}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "month": forms.Select(attrs={"aria-label": _("Month")}, choices=months)
        }
        if day:
            widgets["day"] = forms.TextInput(attrs={**number, "aria-label": _("Day"), "maxlength": "2"})
        widgets["year"] = forms.TextInput(attrs={**number, "aria-label": _("Year"), "maxlength": "4"})
        self.keys = tuple(widgets)
        self.invalid_parts: tuple[str, ...] = ()
        super().__init__(widgets, attrs)

    def decompress(self, value: object) -> list[str]:
        if isinstance(value, date):
            value = value.isoformat()
        parts = str(value).split("-") if value else []
        by_key = dict(zip(("year", "month", "day"), parts, strict=False))
        return [by_key.get(key, "").lstrip("0") for key in self.keys]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}_{key}" not in data for key in self.keys)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_{self.keys[0]}" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        id_ = context["widget"]["attrs"].get("id")
        for key, part in zip(self.keys, context["widget"]["subwidgets"], strict=True):
            if id_:
                part["attrs"]["id"] = f"{id_}_{key}"
        return context


class MemorableDateField(forms.Field):
    """Text ``YYYY-MM-DD``, or ``YYYY-MM`` where only the month is asked (``day="none"``) or known (``day="optional"``).

    Raises ValidationError with words that name the part to mend; ``BoundField`` marks that part (``invalid_parts``).
    """

    widget: MemorableDateInput

    def __init__(
        self, *, day: str = "required", earliest: int = EARLIEST, latest: int = LATEST, **kwargs: Any
    ) -> None:
        if day not in {"required", "optional", "none"}:
            raise ValueError(f"day is {day!r}; it must be 'required', 'optional' or 'none'")
        self.day, self.earliest, self.latest = day, earliest, latest
        kwargs.setdefault("widget", MemorableDateInput(day=day != "none"))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str | None:
        """The date as text, or None when nothing was typed and nothing is required."""
        self.widget.invalid_parts = ()
        typed = dict(zip(self.widget.keys, ((part or "").strip() for part in value or ()), strict=False))
        if not any(typed.values()):
            if self.required:
                self._refuse(str(_("Enter the %(date)s.") % {"date": self._what()}), tuple(self.widget.keys))
            return None
        missing = tuple(
            key for key in self.widget.keys if not typed[key] and (key != "day" or self.day == "required")
        )
        if missing:
            self._refuse(str(_("Enter the %(parts)s too.") % {"parts": _listed(missing)}), missing)
        month = self._number(typed["month"], "month", 1, 12, str(_("Choose a month.")))
        year = self._number(
            typed["year"], "year", self.earliest, self.latest,
            str(_("Enter the year with four digits, for example %(year)s.") % {"year": min(self.latest, 2019)}),
        )  # fmt: skip
        if not typed.get("day"):
            return f"{year:04d}-{month:02d}"
        day = self._number(typed["day"], "day", 1, 31, str(_("Enter the day as a number from 1 to 31.")))
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            self._refuse(
                str(
                    _("%(month)s %(year)s has no day %(day)s. Check the day.")
                    % {"month": MONTHS[month - 1], "year": year, "day": day}
                ),
                ("day",),
            )
            raise

    def has_changed(self, initial: Any, data: Any) -> bool:
        shown: list[str] = self.widget.decompress(initial)
        return shown != [(part or "").strip().lstrip("0") for part in data or ()]

    def _number(self, text: str, part: str, least: int, most: int, message: str) -> int:
        # isascii: other scripts' digits are digits to Python and not to whoever reads the record later.
        if not (text.isascii() and text.isdigit() and len(text) <= 4 and least <= int(text) <= most):
            self._refuse(message, (part,))
        return int(text)

    def _what(self) -> str:
        return str(_("month and year") if self.day == "none" else _("date"))

    def _refuse(self, message: str, parts: tuple[str, ...]) -> None:
        self.widget.invalid_parts = parts
        raise ValidationError(message, code="invalid" if len(parts) == 1 else "incomplete")


def _listed(words: tuple[str, ...]) -> str:
    said = [str(PART_WORDS[word]) for word in words]
    return (
        said[0]
        if len(said) == 1
        else str(_("%(first)s and %(last)s") % {"first": ", ".join(said[:-1]), "last": said[-1]})
    )
