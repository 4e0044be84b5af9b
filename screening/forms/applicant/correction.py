"""Correcting a job, some answers, the typing or the education after a finding, signed by name."""

from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postings.domain.spoken import language_in_force
from screening.forms.applicant.draft import DraftForm, Group
from screening.forms.applicant.education import EducationForm, education_form
from screening.forms.applicant.job import JobForm, duties_form
from screening.forms.applicant.questions import QuestionsForm, questions_form
from screening.forms.applicant.typing import TypingForm

NEEDED = _("Fill this in, or go back to leave it as it was.")
DUTY = "duty_"


def _signature() -> forms.CharField:
    return forms.CharField(
        label=_("Type your full name to sign"),
        help_text=_("By signing you certify that this is true."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Type your full name to sign."),
            "max_length": _("Shorten your name to at most 200 characters."),
        },
    )


class SignedForm(DraftForm):
    """``version`` is the number of the submission that the page showed. A signature is always needed."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "certified_name" not in self.errors and not given.get("certified_name"):
            self.add_error("certified_name", self.fields["certified_name"].error_messages["required"])
        return given


class CorrectedJobForm(SignedForm, JobForm):
    """One job whole, with its duties: what is corrected is sent, so nothing stays open."""

    description = None  # type: ignore[assignment]  # no part of the facts: Django takes the field out so

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name != "certified_name":
                field.error_messages["required"] = NEEDED

    def full_clean(self) -> None:
        super(DraftForm, self).full_clean()  # what a draft may leave open is needed here

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("end") and not given.get("still") and "end" not in self.errors:
            self.add_error("end", _("Say when you left, or that you still work here."))
        return given

    def content(self) -> dict[str, Any]:
        """The job as a draft would hold it, with its duties."""
        job = super().content()
        job.pop("certified_name", None)
        duties = {name.removeprefix(DUTY): job.pop(name) for name in list(job) if name.startswith(DUTY)}
        return {**job, "duties": duties}

    @classmethod
    def initial_of(cls, content: dict[str, Any]) -> dict[str, Any]:
        duties = {f"{DUTY}{tag}": value for tag, value in content.get("duties", {}).items()}
        return {**super().initial_of(content), **duties}


class CorrectedAnswersForm(SignedForm, QuestionsForm):
    """The questions that the finding rests on."""

    def content(self) -> dict[str, Any]:
        """By question its answer, None where it is taken back."""
        given = super().content()["answers"]
        return {name: given.get(name) for name in self.fields if name not in ("version", "certified_name")}


class CorrectedTypingForm(SignedForm, TypingForm):
    """The typing whole."""

    certified_name = _signature()

    @property
    def groups(self) -> list[Group]:
        return [*super().groups, Group("", [self["certified_name"]])]

    def content(self) -> dict[str, Any]:
        typing = super().content()
        typing.pop("certified_name", None)
        return typing


class CorrectedEducationForm(SignedForm, EducationForm):
    """The education, licenses and certificates whole."""

    @property
    def groups(self) -> list[Group]:
        return [*super().groups, Group("", [self["certified_name"]])]


def corrected_education_form(revision_id: int) -> type[CorrectedEducationForm]:
    """The education section of a revision."""
    return _corrected_education_form(revision_id, language_in_force())


@lru_cache(maxsize=128)
def _corrected_education_form(revision_id: int, language: str) -> type[CorrectedEducationForm]:
    form = education_form(revision_id)
    own = {name: field for name, field in form.base_fields.items() if name != "version"}
    more = {"parts": form.parts, "needed_sometimes": form.needed_sometimes, "certified_name": _signature()}
    return type("CorrectedEducationForm", (CorrectedEducationForm,), {**own, **more})


def corrected_job_form(revision_id: int) -> type[CorrectedJobForm]:
    """A job of a revision with the revision's duties."""
    return _corrected_job_form(revision_id, language_in_force())


@lru_cache(maxsize=128)
def _corrected_job_form(revision_id: int, language: str) -> type[CorrectedJobForm]:
    duties = duties_form(revision_id).base_fields
    fields = {f"{DUTY}{tag}": field for tag, field in duties.items() if tag != "version"}
    return type("CorrectedJobForm", (CorrectedJobForm,), {**fields, "certified_name": _signature()})


def corrected_answers_form(revision_id: int, slugs: frozenset[str]) -> type[CorrectedAnswersForm]:
    """Some questions of a revision."""
    return _corrected_answers_form(revision_id, slugs, language_in_force())


@lru_cache(maxsize=128)
def _corrected_answers_form(
    revision_id: int, slugs: frozenset[str], language: str
) -> type[CorrectedAnswersForm]:
    fields = {name: field for name, field in questions_form(revision_id).base_fields.items() if name in slugs}
    return type("CorrectedAnswersForm", (CorrectedAnswersForm,), {**fields, "certified_name": _signature()})
