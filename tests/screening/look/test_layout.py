"""The pieces a layout is made of, beside the fields themselves."""

from typing import Any

from crispy_forms.bootstrap import (
    FieldWithButtons,
    FormActions,
    InlineCheckboxes,
    PrependedText,
    StrictButton,
)
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Button, Div, Field, Fieldset, Hidden, Layout, MultiField, Reset, Row, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import engines

from tests.screening.look.elements import Page


class Small(forms.Form):
    name = forms.CharField(label="Name")
    pay = forms.DecimalField(label="Pay in dollars", required=False)
    days = forms.MultipleChoiceField(
        label="Days", choices=[("mon", "Monday"), ("tue", "Tuesday")], widget=forms.CheckboxSelectMultiple
    )


def rendered(*pieces: Any, form: forms.Form | None = None, **options: Any) -> Page:
    helper = FormHelper()
    for name, value in options.items():
        setattr(helper, name, value)
    helper.layout = Layout(*pieces)
    return Page(render_crispy_form(form or Small(), helper))


def test_buttons_say_what_they_send() -> None:
    page = rendered(
        FormActions(
            Submit("save", "Save & go on"),
            Button("add", "Add a job"),
            Reset("undo", "Undo"),
            StrictButton("Search", type="submit", css_class="usa-button"),
        ),
        Hidden("version", "7"),
    )
    assert [
        (b.attrs["type"], b.attrs.get("name"), b.attrs.get("value"), b.text) for b in page.all("button")
    ] == [
        ("submit", "save", "Save & go on", "Save & go on"),
        ("button", "add", "Add a job", "Add a job"),
        ("reset", "undo", "Undo", "Undo"),
        ("submit", None, None, "Search"),
    ]
    assert [
        sorted(button.classes & {"usa-button", "usa-button--outline", "btn"}) for button in page.all("button")
    ] == [
        ["usa-button"],
        ["usa-button", "usa-button--outline"],
        ["usa-button", "usa-button--outline"],
        ["btn", "usa-button"],
    ]
    assert page.one("input", name="version").attrs["value"] == "7"


def test_groups_carry_their_legend_their_id_and_their_class() -> None:
    page = rendered(
        Fieldset("Who you are", "name", css_id="who", css_class="wide"),
        MultiField("What you earn", "pay"),
        Div(Row("days"), css_id="when", css_class="quiet"),
    )
    assert [legend.text for legend in page.all("legend")] == ["Who you are", "What you earn", "Days"]
    assert (page.by_id("who").tag, page.by_id("who").classes) == ("fieldset", {"group", "wide"})
    assert page.by_id("when").classes == {"quiet"}


def test_a_sign_before_a_control_is_for_the_eye_only() -> None:
    page = rendered(PrependedText("pay", "$"))
    sign = next(element for element in page.all("span") if element.text == "$")
    assert sign.attrs["aria-hidden"] == "true"
    assert page.one("label", **{"for": "id_pay"}).text == "Pay in dollars (optional)"


def test_choices_may_stand_in_a_line_or_as_tiles() -> None:
    inline = rendered(InlineCheckboxes("days"))
    tiles = rendered(Field("days", template="uswds/layout/tiles.html"))
    classes = [[e.classes for e in page.all("div") if "choices" in e.classes] for page in (inline, tiles)]
    assert classes == [[{"choices", "choices--inline"}], [{"choices", "choices--tiles"}]]


def test_a_control_may_have_its_button_beside_it() -> None:
    page = rendered(FieldWithButtons("name", StrictButton("Find", type="submit")))
    assert page.one("label", **{"for": "id_name"}).text == "Name"
    assert page.one("button").text == "Find"


def test_a_form_for_choosing_need_not_say_optional() -> None:
    assert rendered("pay", hide_optional=True).one("label").text == "Pay in dollars"


def test_a_form_to_read_from_carries_no_token() -> None:
    page = rendered("name", form_method="get", form_class="filter")
    form = page.one("form")
    assert (form.attrs["method"], form.classes, page.all("input", name="csrfmiddlewaretoken")) == (
        "get",
        {"filter"},
        [],
    )


def test_an_attribute_of_the_widget_stays_beside_the_design_systems_class() -> None:
    page = rendered(Field("name", css_class="input--4", autocomplete="name"))
    control = page.by_id("id_name")
    assert (control.classes, control.attrs["autocomplete"]) == ({"usa-input", "input--4"}, "name")


def test_fields_without_a_helper_carry_the_same_wiring() -> None:
    source = engines["django"].from_string("{% load crispy_forms_filters %}{{ form|crispy }}")
    page = Page(source.render({"form": Small({})}))
    assert page.described(page.by_id("id_name")) == ["Error: Enter an answer."]
    assert page.all("form") == []
