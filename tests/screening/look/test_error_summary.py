"""The list of mistakes at the top: complete, in order, and each link leads to the control to mend."""

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms

from screening.forms.memorable_date import MemorableDateField
from tests.screening.look.elements import Page
from tests.screening.look.specimen import SpecimenForm


def links(form: forms.Form) -> list[tuple[str, str]]:
    page = Page(render_crispy_form(form))
    summary = page.one("div", role="alert")
    return [(e.attrs["href"] or "", e.text) for e in page.all("a") if summary in e.parents]


def test_each_mistake_is_linked_to_its_first_control_in_the_order_of_the_page() -> None:
    assert links(SpecimenForm({})) == [
        ("#id_employer", "Employer: enter an answer."),
        ("#id_email", "E-mail address: enter an answer."),
        ("#id_hours", "Hours a week: enter an answer."),
        ("#id_kind", "Kind of work: choose an answer."),
        ("#id_duties", "What you did: enter an answer."),
        ("#id_clerical_0", "Did you do clerical work in this job? Choose an answer."),
        ("#id_city_employee_0", "Do you work for the City now? Choose an answer."),
        ("#id_option_0", "Which option do you qualify under? Choose an answer."),
        ("#id_systems_0_0", "Which systems have you used? Choose at least one answer."),
        ("#id_started_month", "Enter the date."),
        ("#id_proof", "Proof of the assignment: choose a file."),
        ("#id_certify", "I certify that everything here is true. Check this box to go on."),
    ]


def test_every_link_leads_to_a_control_that_can_take_the_cursor() -> None:
    page = Page(render_crispy_form(SpecimenForm({})))
    targets = [page.by_id(href.removeprefix("#")).tag for href, _ in links(SpecimenForm({}))]
    assert [tag for tag in targets if tag not in {"input", "select", "textarea"}] == []
    assert page.one("div", role="alert").attrs["tabindex"] == "-1"


def test_a_date_is_linked_to_the_part_that_is_wrong() -> None:
    class Started(forms.Form):
        started = MemorableDateField(label="First day")

    form = Started({"started_month": "2", "started_day": "30", "started_year": "2021"})
    assert links(form) == [("#id_started_day", "February 2021 has no day 30. Check the day.")]
    page = Page(render_crispy_form(form))
    assert [e.attrs["id"] for e in page.elements if e.attrs.get("aria-invalid")] == ["id_started_day"]


def test_words_written_for_a_field_are_said_as_they_are() -> None:
    class Named(forms.Form):
        employer = forms.CharField(
            label="Employer", error_messages={"required": "Enter the name of your employer."}
        )
        email = forms.EmailField(label="E-mail address")

    assert links(Named({"email": "ana"})) == [
        ("#id_employer", "Enter the name of your employer."),
        ("#id_email", "E-mail address: enter an e-mail address in the form name@example.com."),
    ]


def test_a_mistake_of_the_whole_form_is_said_without_a_link() -> None:
    class Dates(forms.Form):
        first = forms.CharField(required=False)

        def clean(self) -> None:
            raise forms.ValidationError("The last day is before the first. Check both.")

    page = Page(render_crispy_form(Dates({})))
    assert [item.text for item in page.all("li")] == ["The last day is before the first. Check both."]
    assert page.all("a") == []


def test_a_form_without_mistakes_has_no_summary() -> None:
    assert Page(render_crispy_form(SpecimenForm())).all("div", role="alert") == []


@pytest.mark.parametrize(
    ("data", "heading"), [({"a": "x"}, "There is a problem"), ({}, "There are 2 problems")]
)
def test_the_heading_counts_the_problems(data: dict[str, str], heading: str) -> None:
    class Two(forms.Form):
        a = forms.CharField()
        b = forms.CharField()

    assert Page(render_crispy_form(Two(data))).by_id("error-summary-heading").text == heading
