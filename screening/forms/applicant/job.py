"""One job of the work history, and the posting's duties asked of it."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postings.domain.spoken import language_in_force, spoken
from postings.models import PostingRevision
from screening.forms.applicant.draft import DraftForm, text
from screening.forms.applicant.number import NumberField, plain
from screening.forms.memorable_date import MemorableDateField

YES_NO = (("yes", _("Yes")), ("no", _("No")))
KINDS = (
    ("regular", _("A regular job, paid, full-time or part-time")),
    (
        "out_of_class",
        _("An out-of-class assignment: a City employee doing the work of a higher class for a time"),
    ),
    ("volunteer", _("Volunteer work")),
)
SCALES = {
    "yes_no": (("yes", _("Yes")), ("no", _("No")), ("unsure", _("I am not sure"))),
    "primary": (
        ("primary", _("Yes, it was one of my main duties")),
        ("sometimes", _("Sometimes")),
        ("no", _("No")),
        ("unsure", _("I am not sure")),
    ),
}
DAY_HINT = _(
    "Leave the day empty if you do not know it. A month alone is counted cautiously, and a person may ask."
)


class JobForm(DraftForm):
    needed_sometimes = ("end",)

    employer = text(_("Employer"), autocomplete="organization")
    title = text(_("Your job title"), autocomplete="organization-title")
    start = MemorableDateField(label=_("When did you start?"), day="optional", help_text=DAY_HINT)
    still = forms.BooleanField(label=_("I still work here"), required=False)
    end = MemorableDateField(
        label=_("When did you leave?"),
        day="optional",
        required=False,
        help_text=_("Leave this empty if you still work here."),
    )
    hours_per_week = NumberField(
        label=_("Hours a week"),
        help_text=_("Your usual hours, for example 40 or 37.5."),
        least=Decimal("0.5"),
        most=168,
        example="37.5",
        too_many=_("A week has 168 hours. Enter your usual hours a week."),
    )
    kind = forms.ChoiceField(label=_("What kind of work was it?"), choices=KINDS, widget=forms.RadioSelect)
    city_employee = forms.ChoiceField(
        label=_("Were you an employee of the City in this job?"), choices=YES_NO, widget=forms.RadioSelect
    )
    description = forms.CharField(
        label=_("What did you do there?"),
        help_text=_(
            "A few sentences in your own words. A person may read them; the evaluation reads only your answers."
        ),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": _("Shorten this to at most 4,000 characters.")},
    )

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["end"].required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        start, end = given.get("start"), given.get("end")
        if start and self.today and start > self.today.isoformat()[: len(start)]:
            self.add_error(
                "start", _("This date is in the future. Check the year, or add the job when you have begun.")
            )
        if start and end and end[: len(start)] < start[: len(end)]:
            self.add_error("end", _("This is before the day you started. Check both dates."))
        if end and given.get("still"):
            self.add_error(
                "end", _("You ticked 'I still work here'. Take the tick away, or leave this date empty.")
            )
        return given

    def content(self) -> dict[str, Any]:
        job = super().content()
        still = job.pop("still", False)
        if still:
            job["end"] = None
        if "hours_per_week" in job:
            job["hours_per_week"] = plain(job["hours_per_week"])
        if "city_employee" in job:
            job["city_employee"] = job["city_employee"] == "yes"
        return job

    @classmethod
    def initial_of(cls, content: dict[str, Any]) -> dict[str, Any]:
        initial = {key: value for key, value in content.items() if key not in ("key", "duties", "version")}
        initial["still"] = "end" in content and content["end"] is None
        if "city_employee" in content:
            initial["city_employee"] = "yes" if content["city_employee"] else "no"
        return initial


class DutiesForm(DraftForm):
    """Built for a revision: one question for each duty of its vocabulary."""


def duties_form(revision_id: int) -> type[DutiesForm]:
    """The duty questions of a revision, built once a process and language: a published revision never changes."""
    return _duties_form(revision_id, language_in_force())


@lru_cache(maxsize=128)
def _duties_form(revision_id: int, language: str) -> type[DutiesForm]:
    revision = spoken(PostingRevision.objects.get(pk=revision_id), language)
    fields = {
        duty["tag"]: forms.ChoiceField(
            label=duty.get("question") or duty["label"],
            help_text=duty.get("help", ""),
            choices=SCALES[duty["scale"]],
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Choose one of the answers.")},
        )
        for duty in revision.requirements.get("duties", [])
    }
    return type("DutiesForm", (DutiesForm,), fields)
