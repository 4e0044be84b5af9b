"""Each kind of field in the uswds pack: its name, its hint, its mistakes, and how they are tied to the control."""

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.screening.look.elements import Element, Page
from tests.screening.look.specimen import SchoolFormSet, SpecimenForm

SINGLE = ["employer", "email", "hours", "kind", "duties", "proof", "certify"]
GROUPS = ["clerical", "city_employee", "option", "systems", "started"]
ANSWERS = {
    "employer": "Harbor Water",
    "email": "ana@example.com",
    "hours": "37.5",
    "kind": "regular",
    "duties": "Answered calls.",
    "clerical": "yes",
    "city_employee": "no",
    "option": "remittance",
    "systems": ["aspect", "word"],
    "started_month": "2",
    "started_day": "29",
    "started_year": "2020",
    "certify": "on",
}


def blank() -> Page:
    return Page(render_crispy_form(SpecimenForm()))


def sent_empty() -> Page:
    return Page(render_crispy_form(SpecimenForm({})))


def group_of(page: Page, name: str) -> Element:
    return page.by_id(f"div_id_{name}")


@pytest.mark.parametrize("name", SINGLE)
def test_a_control_is_named_by_a_label_and_nothing_else(name: str) -> None:
    page = blank()
    assert [label.attrs["for"] for label in page.all("label") if label.attrs["for"] == f"id_{name}"] == [
        f"id_{name}"
    ]
    assert page.one("label", **{"for": f"id_{name}"}).text == SpecimenForm().fields[name].label


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_of_controls_is_a_fieldset_named_by_its_legend(name: str) -> None:
    page = blank()
    group = group_of(page, name)
    legends = [legend for legend in page.all("legend") if legend.parents[-1] is group]
    assert (group.tag, [legend.text for legend in legends]) == (
        "fieldset",
        [SpecimenForm().fields[name].label],
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("employer", "Use the name on your pay stub."),
        ("duties", "A few sentences."),
        ("proof", "PDF, up to 10 MB."),
        ("clerical", "For example filing, data entry or handling mail."),
        ("systems", "Check all that apply."),
        ("started", "For example: March 15 2021."),
    ],
)
def test_a_hint_stands_before_the_control_and_describes_it(name: str, hint: str) -> None:
    page = blank()
    described = group_of(page, name) if name in GROUPS else page.by_id(f"id_{name}")
    assert page.described(described) == [hint]
    order = [element.attrs.get("id") for element in page.elements]
    control = f"id_{name}_0" if name in ("clerical", "systems") else f"id_{name}"
    control = "id_started_month" if name == "started" else control
    control = "id_systems_0_0" if name == "systems" else control
    assert order.index(f"id_{name}_helptext") < order.index(control)


@pytest.mark.parametrize("name", [*SINGLE, *GROUPS])
def test_nothing_is_marked_wrong_before_anything_was_sent(name: str) -> None:
    page = blank()
    assert [element for element in page.elements if element.attrs.get("aria-invalid")] == []
    assert [element for element in page.elements if "field--error" in element.classes] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("employer", "Enter an answer."),
        ("email", "Enter an answer."),
        ("hours", "Enter an answer."),
        ("kind", "Choose an answer."),
        ("duties", "Enter an answer."),
        ("proof", "Choose a file."),
        ("certify", "Check this box to go on."),
    ],
)
def test_a_mistake_describes_its_control(name: str, words: str) -> None:
    page = sent_empty()
    control = page.by_id(f"id_{name}")
    assert control.attrs["aria-invalid"] == "true"
    assert page.described(control)[-1] == f"Error: {words}"


@pytest.mark.parametrize(
    ("name", "words", "controls"),
    [
        ("clerical", "Choose an answer.", []),
        ("option", "Choose an answer.", []),
        (
            "systems",
            "Choose at least one answer.",
            ["id_systems_0_0", "id_systems_0_1", "id_systems_1_0", "id_systems_1_1"],
        ),
        ("started", "Enter the date.", ["id_started_month", "id_started_day", "id_started_year"]),
    ],
)
def test_a_mistake_describes_its_group(name: str, words: str, controls: list[str]) -> None:
    page = sent_empty()
    group = group_of(page, name)
    assert page.described(group)[-1] == f"Error: {words}"
    inside = [element for element in page.elements if group in element.parents]
    assert [
        element.attrs["id"] for element in inside if element.attrs.get("aria-invalid") == "true"
    ] == controls
    assert (group.attrs.get("role"), group.attrs.get("aria-invalid")) == (
        ("radiogroup", "true") if name in ("clerical", "option") else (None, None)
    )


def test_every_id_is_used_once_and_every_reference_leads_somewhere() -> None:
    for page in (blank(), sent_empty()):
        ids = [element.attrs["id"] for element in page.elements if element.attrs.get("id")]
        assert sorted(ids) == sorted(set(ids))
        for element in page.elements:
            for name in ("aria-describedby", "aria-labelledby", "for"):
                assert [page.by_id(id_).attrs["id"] for id_ in (element.attrs.get(name) or "").split()] == (
                    element.attrs.get(name) or ""
                ).split()


def test_only_what_may_be_left_out_says_optional() -> None:
    page = blank()
    optional = [e.parents[-1].text for e in page.elements if "field__optional" in e.classes]
    assert optional == ["Middle name (optional)", "Hourly pay in dollars (optional)", "Last month (optional)"]


def test_what_was_answered_stays() -> None:
    proof = SimpleUploadedFile("proof.pdf", b"%PDF-1.7")
    form = SpecimenForm(ANSWERS, {"proof": proof})
    assert form.errors == {}
    page = Page(render_crispy_form(form))
    assert page.by_id("id_employer").attrs["value"] == "Harbor Water"
    assert page.by_id("id_duties").text == "Answered calls."
    checked = [e.attrs["id"] for e in page.all("input") if "checked" in e.attrs]
    assert checked == [
        "id_clerical_0",
        "id_city_employee_1",
        "id_option_1",
        "id_systems_0_0",
        "id_systems_1_1",
        "id_certify",
    ]
    selected = [e.text for e in page.all("option") if "selected" in e.attrs]
    assert selected == ["Regular job", "February", "- Select -"]
    assert form.cleaned_data["started"] == "2020-02-29"


def test_text_that_looks_like_markup_stays_text() -> None:
    class Hostile(forms.Form):
        question = forms.ChoiceField(
            label="<b>Label</b>",
            help_text="<script>hint</script>",
            choices=[("<i>", "<img src=x>")],
            widget=forms.RadioSelect,
        )

    page = Page(render_crispy_form(Hostile({"question": "<u>other</u>"})))
    assert [element.tag for element in page.elements if element.tag in {"b", "script", "i", "img", "u"}] == []
    assert page.by_id("id_question_helptext").text == "<script>hint</script>"


def test_the_form_leaves_checking_to_the_server_and_can_carry_a_file() -> None:
    form = blank().one("form")
    assert ("novalidate" in form.attrs, form.attrs["enctype"], form.attrs["method"]) == (
        True,
        "multipart/form-data",
        "post",
    )


def test_a_formset_names_each_entry_and_ties_its_mistakes() -> None:
    data = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-school": "City College",
        "form-1-degree": "A.A.",
    }
    page = Page(render_crispy_form(SchoolFormSet(data)))
    legends = [legend.text for legend in page.all("legend")]
    assert legends == ["School 1", "School 2"]
    assert page.described(page.by_id("id_form-1-school")) == ["Error: Enter an answer."]
    links = [(e.attrs["href"], e.text) for e in page.all("a")]
    assert links == [("#id_form-1-school", "School 2: School: enter an answer.")]
