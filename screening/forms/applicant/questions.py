"""Supplemental questions: a table from a question's kind to what builds its field."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from postings.domain.queries import compiled
from postings.domain.spoken import language_in_force, spoken
from postings.enums import QuestionKind
from postings.minimum_requirements.vocabulary import AskedWhen, Question
from postings.models import PostingRevision, SupplementalQuestion
from screening.forms.applicant.draft import DraftForm
from screening.forms.applicant.job import YES_NO
from screening.forms.applicant.number import NumberField, plain
from screening.forms.memorable_date import MemorableDateField
from screening.models import Document

NOT_OFFERED = _("Choose one of the answers that are offered.")


def _common(question: SupplementalQuestion) -> dict[str, Any]:
    return {"label": question.text, "help_text": question.help, "required": question.required}


def _choices(question: SupplementalQuestion) -> list[tuple[str, str]]:
    return [(choice["value"], choice["label"]) for choice in question.choices]


def _yes_no(question: SupplementalQuestion) -> forms.Field:
    return forms.ChoiceField(
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_OFFERED},
        **_common(question),
    )


def _one(question: SupplementalQuestion) -> forms.Field:
    return forms.ChoiceField(
        choices=_choices(question),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_OFFERED},
        **_common(question),
    )


def _several(question: SupplementalQuestion) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=_choices(question),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_OFFERED},
        **_common(question),
    )


def _number(question: SupplementalQuestion) -> forms.Field:
    return NumberField(
        least=question.limits.get("min", 0),
        most=question.limits.get("max", 1_000_000),
        size=10,
        **_common(question),
    )


def _date(question: SupplementalQuestion) -> forms.Field:
    return MemorableDateField(day="optional", **_common(question))


def _line(question: SupplementalQuestion) -> forms.Field:
    return _written(question, 200, forms.TextInput())


def _long(question: SupplementalQuestion) -> forms.Field:
    return _written(question, 4000, forms.Textarea(attrs={"rows": 6}))


def _written(question: SupplementalQuestion, usual: int, widget: forms.Widget) -> forms.Field:
    most = question.limits.get("max_length", usual)
    return forms.CharField(
        max_length=most,
        widget=widget,
        error_messages={
            "max_length": _("Shorten this to at most %(most)s characters.") % {"most": f"{most:,}"}
        },
        **_common(question),
    )


class FilesWidget(forms.Widget):
    """Sends nothing: a file goes through its own page, so that saving as one types never carries one."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> None:
        return None


class FileQuestionField(forms.Field):
    """What is there is shown by templates/applicant/file_question.html; the view gives ``documents``."""

    widget = FilesWidget
    shows_files = True
    documents: Sequence[Document] = ()


def _file(question: SupplementalQuestion) -> forms.Field:
    return FileQuestionField(**_common(question))


BUILDERS: dict[str, Callable[[SupplementalQuestion], forms.Field]] = {
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.ONE: _one,
    QuestionKind.SEVERAL: _several,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.TEXT: _line,
    QuestionKind.LONG_TEXT: _long,
    QuestionKind.FILE: _file,
}


class QuestionsForm(DraftForm):
    """Built for a revision: its supplemental questions in their order.

    ``asked_when``: which of them an earlier answer asks; static/js/asked-when.js hides them until then.
    """

    asked_when: ClassVar[tuple[dict[str, str], ...]] = ()

    def content(self) -> dict[str, Any]:
        answers = super().content()
        return {"answers": {slug: _plain(value) for slug, value in answers.items()}}

    @property
    def files_by_question(self) -> dict[str, FileQuestionField]:
        """The questions that a file answers."""
        return {name: field for name, field in self.fields.items() if isinstance(field, FileQuestionField)}

    @classmethod
    def initial_of(cls, content: dict[str, Any]) -> dict[str, Any]:
        answers: dict[str, Any] = content.get("answers", {})
        return answers


def _plain(value: Any) -> Any:
    return plain(value) if isinstance(value, Decimal) else value


def questions_form(revision_id: int) -> type[QuestionsForm]:
    """The questions of a revision, built once a process and language: a published revision never changes."""
    return _questions_form(revision_id, language_in_force())


@lru_cache(maxsize=128)
def _questions_form(revision_id: int, language: str) -> type[QuestionsForm]:
    revision = spoken(PostingRevision.objects.get(pk=revision_id), language)
    vocabulary = compiled(revision).vocabulary.questions
    fields: dict[str, Any] = {}
    conditions = []
    for question in revision.questions.all():
        field = fields[question.slug] = BUILDERS[question.kind](question)
        when = vocabulary[question.slug].asked_when
        if when is not None:
            field.help_text = format_lazy("{} {}", question.help, _condition(vocabulary[when.question], when))
            conditions.append(
                {"field": question.slug, "question": when.question, "answers": " ".join(when.answers)}
            )
    return type("QuestionsForm", (QuestionsForm,), {**fields, "asked_when": tuple(conditions)})


def _condition(question: Question, when: AskedWhen) -> Any:
    """Says without a script when a question is asked."""
    labels = {**dict(YES_NO), **question.choices}
    answers = format_lazy(" / ".join(["“{}”"] * len(when.answers)), *(labels[each] for each in when.answers))
    return format_lazy(
        _("Answer this only if you answered {answers} to: {question}"),
        answers=answers,
        question=question.text,
    )
