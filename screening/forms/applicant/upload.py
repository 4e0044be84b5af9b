"""Sending documents of one kind, and certifying an application."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from postings.models import DocumentKind
from screening.forms.switching import KeepsTyped

ACCEPTED = ".pdf,.jpg,.jpeg,.png,.heic,.heif,application/pdf,image/jpeg,image/png,image/heic,image/heif"


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """The files that were chosen at once, as a list. What each of them is, is told by its content, one by one."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFilesField, self).clean(file, initial) for file in files or [None]]


class UploadForm(KeepsTyped, forms.Form):
    """One or several files for one kind of document, and for one job where the kind proves a job."""

    use_required_attribute = False
    job_key = forms.ChoiceField(
        label=_("Which job is it about?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the job."),
            "invalid_choice": _("Choose one of your jobs."),
        },
    )
    file = SeveralFilesField(
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file."), "missing": _("Choose the file.")},
    )

    def __init__(
        self, *args: Any, document_kind: DocumentKind, jobs: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = document_kind.label
        self.fields["file"].help_text = gettext(
            "A PDF, or photos as JPEG, PNG or HEIC. You can choose several. Each up to %(most)s MB."
        ) % {"most": settings.DOCUMENT_MAX_BYTES // (1024 * 1024)}
        if not document_kind.per_job:
            del self.fields["job_key"]
            return
        choices = [(job["key"], job_name(job)) for job in jobs]
        self.fields["job_key"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["job_key"].initial = choices[0][0]


def job_name(job: dict[str, Any]) -> str:
    """'Call Center Agent, Sweetwater Water'."""
    return ", ".join(part for part in (job.get("title"), job.get("employer")) if part) or str(
        _("A job without a title")
    )


class CertifyForm(KeepsTyped, forms.Form):
    """The truth statement, signed by typing one's name."""

    use_required_attribute = False
    shown = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    certified_name = forms.CharField(
        label=_("Type your full name to sign"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Type your full name to sign."),
            "max_length": _("Shorten your name to at most 200 characters."),
        },
    )
