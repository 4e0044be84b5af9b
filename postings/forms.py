"""What somebody who looks for a job may ask for. It works by GET, so that a search can be kept and shared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postings.enums import Closing
from postings.models import Department, JobClass

NOT_OFFERED = {"invalid_choice": _("This choice is not offered any more. Choose one from the list.")}


class SearchForm(forms.Form):
    """Words, class, department, closing date; an empty one finds every open job."""

    use_required_attribute = False
    hide_optional = True
    q = forms.CharField(
        label=_("Search by words"),
        help_text=_("For example: customer service, driver, database"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": _("Shorten this to at most 100 characters.")},
    )
    job_class = forms.ChoiceField(label=_("Class"), required=False, error_messages=NOT_OFFERED)
    department = forms.ChoiceField(label=_("Department"), required=False, error_messages=NOT_OFFERED)
    closing = forms.ChoiceField(
        label=_("Closes"), required=False, choices=Closing.choices, error_messages=NOT_OFFERED
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        classes = [(one.slug, str(one)) for one in JobClass.objects.all()]
        departments = [(one.slug, str(one)) for one in Department.objects.all()]
        self.fields["job_class"].choices = [("", _("All classes")), *classes]  # type: ignore[attr-defined]
        self.fields["department"].choices = [("", _("All departments")), *departments]  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for and can be read; the rest is told as a mistake."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
