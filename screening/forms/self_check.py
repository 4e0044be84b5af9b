"""What the self-check asks: the application's own forms, without what names a person, and each answer needed."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from postings.models import PostingRevision
from screening.domain.self_check import questions_read
from screening.forms.applicant.draft import DraftForm
from screening.forms.applicant.education import education_form
from screening.forms.applicant.job import JobForm, duties_form
from screening.forms.applicant.questions import questions_form
from screening.forms.applicant.typing import TypingForm


class CheckedJobForm(JobForm):
    """A job without its employer and description: dates, hours and kind are what counts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("employer", "description", "version"):
            self.fields.pop(name, None)
        title = self.fields["title"]
        title.label = gettext_lazy("A name for this job")
        title.help_text = gettext_lazy("Any word by which you know it again on the next pages.")
        title.required = False
        title.widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        missing = {
            "start": _("Enter the month and year when you started."),
            "hours_per_week": _("Enter your usual hours a week. Your best estimate is fine."),
            "kind": _("Choose what kind of work it was."),
            "city_employee": _("Choose yes or no."),
        }
        for name, words in missing.items():
            if given.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, words)
        if not given.get("end") and not given.get("still") and "end" not in self.errors:
            self.add_error("end", _("Enter when you left, or tick 'I still work here'."))
        return given


def form_of(step: str, revision: PostingRevision, *args: Any, **kwargs: Any) -> DraftForm:
    """The form of a step, without the saved version that drafts carry."""
    if step == "job":
        return CheckedJobForm(*args, **kwargs)
    classes: dict[str, Any] = {
        "duties": lambda: duties_form(revision.pk),
        "education": lambda: education_form(revision.pk),
        "questions": lambda: questions_form(revision.pk),
        "typing": lambda: TypingForm,
    }
    form: DraftForm = classes[step]()(*args, **kwargs)
    form.fields.pop("version", None)
    if step == "questions":
        read = questions_read(revision)
        for name in [name for name in form.fields if name not in read]:
            del form.fields[name]
    return form
