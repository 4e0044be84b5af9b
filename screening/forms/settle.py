"""What an analyst fills in to settle open facts: a value each, and why."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms

from postings.minimum_requirements import OpenPoint
from postings.minimum_requirements.vocabulary import Question, Vocabulary
from screening.forms.review import DateInput, ReviewForm, needed

OPEN = ("", "Leave it open")
YES_NO = (("yes", "Yes"), ("no", "No"))
DUTY = {"yes": "Yes", "no": "No", "primary": "Yes, a primary duty", "sometimes": "Sometimes"}
KINDS = (
    ("regular", "A regular job"),
    ("out_of_class", "An out-of-class assignment"),
    ("volunteer", "Volunteer work"),
)
HELP = {
    "near_full_time": "Enter 40 if this is this employer's full-time week.",
    "imprecise_dates": "The exact day, from a paper or from the employer.",
}


class Asked(NamedTuple):
    """One open fact as the form asks it: its path, its label, what the applicant said, and the open point itself."""

    path: str
    label: str
    said: str
    point: OpenPoint


class ReasonField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            label="Why it is counted so",
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages=needed("Say why it is counted so."),
            help_text="For example the paper or the talk that shows it. The applicant reads this.",
        )


class SettleForm(ReviewForm):
    """A field for each open fact; what is left open is not settled."""

    reason = ReasonField()

    def __init__(self, *args: Any, asked: list[Asked], vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in asked:
            field = _field(one.point, vocabulary)
            if field is not None:
                field.label, field.required = one.label, False
                field.help_text = (
                    f"The applicant's answer: {one.said}. {HELP.get(one.point.reason, '')}".strip()
                )
                self.fields[one.path] = field
        self.paths = [name for name in self.fields if name not in ("evaluation", "reason")]
        self.order_fields([*self.paths, "reason", "evaluation"])

    def values(self) -> dict[str, Any]:
        """Path → value of what was settled, as the facts hold it."""
        found = {path: _plain(self.cleaned_data.get(path)) for path in self.paths}
        return {path: value for path, value in found.items() if value not in (None, "", [])}


class LiftForm(ReviewForm):
    settled = forms.TypedChoiceField(
        label="The settled fact to take back",
        widget=forms.RadioSelect,
        coerce=int,
        error_messages=needed("Choose the fact."),
    )
    reason = ReasonField()

    def __init__(self, *args: Any, settled: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["settled"].choices = settled  # type: ignore[attr-defined]
        self.fields["reason"].label = "Why it is taken back"


def _field(point: OpenPoint, vocabulary: Vocabulary) -> forms.Field | None:
    if point.kind == "duty":
        values = vocabulary.duties[point.name].values
        return _choice([(value, DUTY[value]) for value in values if value != "unsure"])
    if point.kind == "answer":
        return _answer(vocabulary.questions[point.name])
    if point.name == "hours_per_week":
        return forms.DecimalField(min_value=Decimal("0.5"), max_value=168, max_digits=5, decimal_places=2)
    if point.name == "city_employee":
        return forms.TypedChoiceField(
            choices=[OPEN, *YES_NO],
            widget=forms.RadioSelect,
            coerce=lambda value: value == "yes",
            empty_value=None,
        )
    if point.name == "kind":
        return _choice(list(KINDS))
    return forms.DateField(widget=DateInput())


def _answer(question: Question) -> forms.Field | None:
    if question.kind in ("yes_no", "one"):
        return _choice(list(question.choices.items()) or list(YES_NO))
    if question.kind == "several":
        return forms.MultipleChoiceField(
            choices=list(question.choices.items()), widget=forms.CheckboxSelectMultiple
        )
    if question.kind == "number":
        return forms.DecimalField(min_value=0, max_digits=12, decimal_places=3)
    return forms.DateField(widget=DateInput()) if question.kind == "date" else None


def _choice(choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[OPEN, *choices], widget=forms.RadioSelect)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
