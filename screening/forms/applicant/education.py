"""Education, licenses, certificates and dated records, where the posting's requirements speak of them."""

from functools import lru_cache
from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from postings.domain.spoken import language_in_force, named, spoken
from postings.minimum_requirements.facts import LEVELS
from postings.models import PostingRevision
from screening.domain.completeness import education_parts, speaks_of, values_named
from screening.forms.applicant.draft import DraftForm, Group, text
from screening.forms.applicant.number import NumberField, plain
from screening.forms.memorable_date import MemorableDateField

ROWS = {"education": 3, "licences": 2, "certificates": 2, "records": 5}
LEVEL_LABELS = dict(
    zip(
        LEVELS,
        (
            _("College courses without a degree"),
            _("High school diploma or equivalent"),
            _("Associate's degree"),
            _("Bachelor's degree"),
            _("Master's degree"),
            _("Doctorate"),
        ),
        strict=True,
    )
)
NOUNS = {
    "education": _("school or degree"),
    "licences": _("license"),
    "certificates": _("certificate"),
    "records": _("event, if any"),
}
ORDINALS = (_("First"), _("Second"), _("Third"), _("Fourth"), _("Fifth"))
OTHER = "Another field"


class EducationForm(DraftForm):
    """Built for a revision. A row without a level or a kind is no row; a part without rows says 'none'."""

    parts: ClassVar[tuple[str, ...]] = ()

    def content(self) -> dict[str, Any]:
        given = super().content()
        found: dict[str, list[dict[str, Any]]] = {part: [] for part in self.parts}
        for part in self.parts:
            for number in range(ROWS[part]):
                prefix = f"{part}_{number}_"
                row = {name.removeprefix(prefix): v for name, v in given.items() if name.startswith(prefix)}
                if row.get("level") or row.get("kind"):
                    found[part].append(_plain(row))
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for part in self.parts:
            first = "level" if part == "education" else "kind"
            for number in range(ROWS[part]):
                prefix = f"{part}_{number}_"
                filled = [name for name in given if name.startswith(prefix) and given[name] not in (None, "")]
                if filled and not given.get(f"{prefix}{first}") and f"{prefix}{first}" not in self.errors:
                    self.add_error(
                        f"{prefix}{first}", _("Choose one, or take out what you entered for it below.")
                    )
        return given

    @property
    def groups(self) -> list[Group]:
        return [
            Group(
                f"{ORDINALS[number]} {NOUNS[part]}",
                [self[name] for name in self.fields if name.startswith(f"{part}_{number}_")],
            )
            for part in self.parts
            for number in range(ROWS[part])
        ]

    @classmethod
    def initial_of(cls, content: dict[str, Any]) -> dict[str, Any]:
        return {
            f"{part}_{number}_{name}": value
            for part in cls.parts
            for number, row in enumerate(content.get(part, []))
            for name, value in row.items()
        }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    for name in ("units", "days"):
        if name in row:
            row[name] = plain(row[name])
    return row


def education_form(revision_id: int) -> type[EducationForm]:
    """The form of a revision, built once a process and language: a published revision never changes."""
    return _education_form(revision_id, language_in_force())


@lru_cache(maxsize=128)
def _education_form(revision_id: int, language: str) -> type[EducationForm]:
    revision = spoken(PostingRevision.objects.get(pk=revision_id), language)
    parts = tuple(education_parts(revision))
    fields: dict[str, Any] = {}
    for part in parts:
        for number in range(ROWS[part]):
            for name, field in _ROW[part](revision).items():
                field.required = False
                field.summary_label = format_lazy("{} {}: {}", ORDINALS[number], NOUNS[part], field.label)  # type: ignore[attr-defined]
                fields[f"{part}_{number}_{name}"] = field
    own = {"parts": parts, "needed_sometimes": tuple(fields)}
    return type("EducationForm", (EducationForm,), {**own, **fields})


def _education(revision: PostingRevision) -> dict[str, forms.Field]:
    requirements = revision.requirements
    fields = sorted(values_named(requirements, "education", "fields"))
    field: forms.Field = text(_("Field of study"))
    if fields:
        choices = [("", _("- Select -")), *_named(revision, fields), (OTHER, _("Another field"))]
        field = forms.ChoiceField(label=_("Field of study"), choices=choices)
    return {
        "level": forms.ChoiceField(
            label=_("What did you complete?"),
            choices=[("", _("- Select -")), *LEVEL_LABELS.items()],
        ),
        "field": field,
        **(_units() if speaks_of(requirements, "units") else {}),
        "completed_on": MemorableDateField(label=_("When did you complete it?"), day="optional"),
        "country": text(_("Country"), most=80, hint=_("Where you studied, for example United States.")),
    }


def _units() -> dict[str, forms.Field]:
    return {
        "units": _count(_("Units, if you have no degree from it")),
        "unit_system": forms.ChoiceField(
            label=_("Which kind of units?"),
            choices=[
                ("", _("- Select -")),
                ("semester", _("Semester units")),
                ("quarter", _("Quarter units")),
            ],
        ),
    }


def _holding(node: str) -> Any:
    def fields(revision: PostingRevision) -> dict[str, forms.Field]:
        kinds = sorted(values_named(revision.requirements, node, "kind"))
        return {
            "kind": forms.ChoiceField(
                label=_("Kind"), choices=[("", _("- Select -")), *_named(revision, kinds)]
            ),
            "class": text(_("Class"), most=40, hint=_("For example C.")),
            "issued_on": MemorableDateField(label=_("Since when have you held it?"), day="optional"),
            "expires_on": MemorableDateField(label=_("When does it expire?"), day="optional"),
        }

    return fields


def _records(revision: PostingRevision) -> dict[str, forms.Field]:
    kinds = sorted(values_named(revision.requirements, "record_limit", "kinds"))
    return {
        "kind": forms.ChoiceField(
            label=_("What was it?"), choices=[("", _("- Select -")), *_named(revision, kinds)]
        ),
        "on": MemorableDateField(label=_("When was it?"), day="optional"),
        "days": _count(_("How many days did it last, if it lasted?")),
    }


def _count(label: Any) -> NumberField:
    return NumberField(label=label, most=40_000, example="30", size=10)


def _named(revision: PostingRevision, values: list[str]) -> list[tuple[str, str]]:
    called = {value: named(revision, value) for value in values}
    return [(value, words[:1].upper() + words[1:]) for value, words in called.items()]


_ROW = {
    "education": _education,
    "licences": _holding("licence"),
    "certificates": _holding("certificate"),
    "records": _records,
}
