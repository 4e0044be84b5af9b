"""Appealing a requirement: which one, why, and papers if there are any."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from screening.domain.appeal import LONGEST
from screening.forms.switching import KeepsTyped


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files in one field; each is read as one upload is."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[File]:  # type: ignore[override]
        given = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(each, initial) for each in given if each]


class AppealForm(KeepsTyped, forms.Form):
    use_required_attribute = False
    requirement = forms.ChoiceField(
        label=_("Which requirement do you appeal?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose which requirement you appeal."),
            "invalid_choice": _("Choose one of these requirements."),
        },
    )
    why = forms.CharField(
        label=_("Why do you think that this is wrong?"),
        help_text=_("Tell us what we missed or misread: which job, which answer, which paper."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Say why you think that this is wrong. A few sentences are enough."),
            "max_length": _("Shorten this to at most %(limit_value)d characters, or add a paper."),
        },
    )
    papers = FilesField(
        label=_("Papers, if you have any"),
        required=False,
        max_length=300,
        allow_empty_file=True,
        widget=SeveralFiles(
            attrs={"accept": ".pdf,.jpg,.jpeg,.png,.heic,application/pdf,image/jpeg,image/png,image/heic"}
        ),
        error_messages={
            "max_length": _("The name of this file is too long. Give it a shorter name and send it again.")
        },
    )

    def __init__(self, *args: Any, requirements: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirement"].choices = list(requirements.items())  # type: ignore[attr-defined]
        if len(requirements) == 1:
            self.fields["requirement"].initial = next(iter(requirements))
        self.fields["papers"].help_text = _(
            "PDF files, or photos. Up to %(most)s MB each. You can choose several."
        ) % {"most": settings.DOCUMENT_MAX_BYTES // (1024 * 1024)}
