"""What is said of a question of the bank, in English and in each further language."""

from typing import Any

from django import forms
from django.conf import settings

from postings.domain.question_bank import newest
from postings.enums import QuestionKind
from postings.models import BankQuestion

OTHERS = [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE.split("-")[0]]
NAMES = {"es": "Spanish"}


def _words(label: str, rows: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=4000, widget=widget, **({"required": False} | more))


class BankQuestionForm(forms.Form):
    """Words, kind and suggestions. What cannot be is said by the verb; the form only reads what was typed."""

    use_required_attribute = False
    code = forms.SlugField(
        label="Code",
        max_length=60,
        help_text="Lower-case letters, numbers and _. Postings take the question by it; it never changes.",
        error_messages={"required": "Give the question a code."},
    )
    kind = forms.ChoiceField(label="Kind", choices=QuestionKind.choices)
    text = _words("Question", required=True, error_messages={"required": "Write the question."})
    help = _words("Help below the question", 2)
    choices = _words("Choices", 4, help_text="One a line: short_name | words. Only where one chooses.")
    least = forms.DecimalField(label="Smallest number", required=False)
    most = forms.DecimalField(label="Largest number", required=False)
    max_length = forms.IntegerField(label="Most characters", required=False, min_value=1)
    asked_question = forms.ChoiceField(
        label="Asked only after this question",
        required=False,
        help_text="A suggestion: it is taken over where the posting has that question.",
    )
    asked_is = forms.CharField(
        label="was answered with",
        required=False,
        max_length=400,
        help_text="Short names of its choices, or yes or no; several are separated by commas.",
    )
    points = _words(
        "Points",
        help_text="A suggestion for highly desirable answers. One a line: short_name | points, for example yes | 2.",
    )

    def __init__(self, data: Any = None, *, question: BankQuestion | None = None) -> None:
        super().__init__(data, initial=_initial(question) if question else None)
        self.label_suffix = ""
        for language, name in OTHERS:
            name = NAMES.get(language, name)
            self.fields[f"text_{language}"] = _words(f"Question in {name}")
            self.fields[f"help_{language}"] = _words(f"Help in {name}", 2)
            self.fields[f"choices_{language}"] = _words(
                f"Choices in {name}", 4, help_text="One a line: the same short_name | words."
            )
        own = question.code if question else ""
        rows = [(row.code, row.text) for row in newest() if row.code != own]
        self.fields["asked_question"].choices = [("", "Always asked"), *rows]  # type: ignore[attr-defined]
        self.order_fields(
            ["code", "kind", "text", "help", "choices"]
            + [f"{part}_{language}" for language, _ in OTHERS for part in ("text", "help", "choices")]
        )
        if question:
            del self.fields["code"]

    def said(self, code: str) -> dict[str, Any]:
        """What was typed, as the verb takes it."""
        typed = self.cleaned_data
        limits = {"min": typed["least"], "max": typed["most"], "max_length": typed["max_length"]}
        said = {
            "code": code,
            "kind": typed["kind"],
            "text": typed["text"],
            "help": typed["help"],
            "choices": [{"value": value, "label": label} for value, label in _pairs(typed["choices"])],
            "limits": {key: _plain(value) for key, value in limits.items() if value is not None},
            "translations": {language: self._other(language) for language, _ in OTHERS},
            "points": [
                {"value": value, "points": int(points) if points.isdecimal() else points}
                for value, points in _pairs(typed["points"])
            ],
        }
        said["translations"] = {key: texts for key, texts in said["translations"].items() if texts}
        if typed["asked_question"]:
            values = [each.strip() for each in typed["asked_is"].split(",") if each.strip()]
            said["asked_when"] = {"question": typed["asked_question"], "is": values}
        return {key: value for key, value in said.items() if value}

    def _other(self, language: str) -> dict[str, Any]:
        typed = self.cleaned_data
        texts = {part: typed[f"{part}_{language}"] for part in ("text", "help")}
        return {
            key: value
            for key, value in (texts | {"choices": dict(_pairs(typed[f"choices_{language}"]))}).items()
            if value
        }


def _pairs(text: str) -> list[tuple[str, str]]:
    parts = [line.partition("|") for line in text.splitlines() if line.strip()]
    return [(value.strip(), label.strip() or value.strip()) for value, _, label in parts]


def _plain(value: Any) -> int | float:
    return int(value) if value == int(value) else float(value)


def _initial(question: BankQuestion) -> dict[str, Any]:
    limits, when = question.limits, question.asked_when
    found = {
        "kind": question.kind,
        "text": question.text,
        "help": question.help,
        "choices": _lines((row["value"], row["label"]) for row in question.choices),
        "least": limits.get("min"),
        "most": limits.get("max"),
        "max_length": limits.get("max_length"),
        "asked_question": when.get("question", ""),
        "asked_is": ", ".join(when.get("is", [])),
        "points": _lines((row["value"], row["points"]) for row in question.points),
    }
    for language, texts in question.translations.items():
        found |= {f"{part}_{language}": texts.get(part, "") for part in ("text", "help")}
        found[f"choices_{language}"] = _lines(texts.get("choices", {}).items())
    return found


def _lines(pairs: Any) -> str:
    return "\n".join(f"{value} | {words}" for value, words in pairs)
