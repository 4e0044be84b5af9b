"""Sending one document, and certifying an application."""

from typing import Any

from django import forms
from django.conf import settings

from postings.models import DocumentKind
from screening.forms.switching import KeepsTyped


class UploadForm(KeepsTyped, forms.Form):
    """One file for one kind of document, and for one job where the kind proves a job."""

    use_required_attribute = False
    job_key = forms.ChoiceField(
        label="Which job is it about?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the job.", "invalid_choice": "Choose one of your jobs."},
    )
    file = forms.FileField(
        label="The document",
        max_length=300,
        widget=forms.ClearableFileInput(
            attrs={"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"}
        ),
        allow_empty_file=True,
        error_messages={
            "required": "Choose the file.",
            "missing": "Choose the file.",
            "max_length": "The name of this file is too long. Give it a shorter name and send it again.",
        },
    )

    def __init__(
        self, *args: Any, document_kind: DocumentKind, jobs: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        most = settings.DOCUMENT_MAX_BYTES // (1024 * 1024)
        self.fields["file"].label = document_kind.label
        self.fields["file"].help_text = f"A PDF, or a photo as JPEG or PNG. Up to {most} MB."
        if not document_kind.per_job:
            del self.fields["job_key"]
            return
        choices = [(job["key"], job_name(job)) for job in jobs]
        self.fields["job_key"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["job_key"].initial = choices[0][0]


def job_name(job: dict[str, Any]) -> str:
    """'Call Center Agent, Sweetwater Water'."""
    return (
        ", ".join(part for part in (job.get("title"), job.get("employer")) if part) or "A job without a title"
    )


class CertifyForm(KeepsTyped, forms.Form):
    """The truth statement, signed by typing one's name."""

    use_required_attribute = False
    shown = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    certified_name = forms.CharField(
        label="Type your full name to sign",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": "Type your full name to sign.",
            "max_length": "Shorten your name to at most 200 characters.",
        },
    )
