"""The scores of one panel member, and the questions that a hiring manager writes."""

from collections.abc import Sequence
from typing import Any

from django import forms

from screening.domain.interview_score import MOST_WORDS, Given
from screening.models import InterviewQuestion, ScoreSheet

_TOO_LONG = {"max_length": f"Shorten this to at most {MOST_WORDS} characters."}


class QuestionForm(forms.Form):
    """A question and its three anchors."""

    use_required_attribute = False
    text = forms.CharField(
        label="Question",
        help_text="Ask for something that the job needs, for example: Tell us of a caller who was angry. What did you do?",
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write the question.", **_TOO_LONG},
    )
    low = forms.CharField(
        label="An answer that scores 1",
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write what an answer is like that scores 1.", **_TOO_LONG},
    )
    middle = forms.CharField(
        label="An answer that scores 3",
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write what an answer is like that scores 3.", **_TOO_LONG},
    )
    high = forms.CharField(
        label="An answer that scores 5",
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write what an answer is like that scores 5.", **_TOO_LONG},
    )


class ScoresForm(forms.Form):
    """A score and a note for each question; ``own`` is what one entered before, ``revealed`` asks why it is changed."""

    use_required_attribute = False
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        *args: Any,
        questions: Sequence[InterviewQuestion],
        own: ScoreSheet | None,
        revealed: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        before = {one.question_id: one for one in own.scores.all()} if own else {}
        self.fields["seen"].initial = own.number if own else 0
        for question in questions:
            had = before.get(question.pk)
            self.fields[f"score-{question.pk}"] = forms.TypedChoiceField(
                label=str(question),
                coerce=int,
                choices=[
                    (1, f"1: {question.low}"),
                    (2, "2"),
                    (3, f"3: {question.middle}"),
                    (4, "4"),
                    (5, f"5: {question.high}"),
                ],
                widget=forms.RadioSelect,
                initial=had.score if had else None,
                error_messages={
                    "required": f"Choose a score for question {question.number}.",
                    "invalid_choice": f"Choose a score from 1 to 5 for question {question.number}.",
                },
            )
            self.fields[f"note-{question.pk}"] = forms.CharField(
                label=f"What you heard (question {question.number})",
                required=False,
                max_length=MOST_WORDS,
                initial=had.note if had else "",
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages=_TOO_LONG,
            )
        if own and revealed:
            self.fields["why"] = forms.CharField(
                label="Why you change your scores",
                max_length=MOST_WORDS,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": "Say why you change your scores.", **_TOO_LONG},
            )

    def given(self) -> dict[int, Given]:
        """What is to be entered. Only for a valid form."""
        return {
            question.pk: Given(
                self.cleaned_data[f"score-{question.pk}"], self.cleaned_data[f"note-{question.pk}"]
            )
            for question in self.questions
        }
