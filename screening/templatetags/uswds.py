"""What the ``uswds`` crispy-forms pack asks of a field: its kind, its control, the place its error link leads to."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms, template
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

register = template.Library()

# The first row that fits is taken, so a narrower widget stands before the one it inherits from.
TEMPLATES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "uswds/checkboxes.html"),
    (forms.RadioSelect, "uswds/radios.html"),
    (forms.CheckboxInput, "uswds/checkbox.html"),
    (forms.MultiWidget, "uswds/date.html"),
    (forms.SelectDateWidget, "uswds/date.html"),
    (forms.FileInput, "uswds/file.html"),
)

CONTROL_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "usa-textarea"),
    (forms.Select, "usa-select"),
    (forms.FileInput, "file"),
    (forms.Widget, "usa-input"),
)


@register.filter
def field_template(field: BoundField) -> str:
    """The template of the pack that renders this kind of field."""
    for widget, name in TEMPLATES:
        if isinstance(field.field.widget, widget):
            return name
    return "uswds/input.html"


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's own control with the class that its kind has in the U.S. Web Design System."""
    widget = field.field.widget
    classes = next(name for kind, name in CONTROL_CLASSES if isinstance(widget, kind))
    own = widget.attrs.get("class", "")
    attrs: dict[str, str | bool] = {"class": f"{classes} {own}".strip()}
    if isinstance(widget, forms.ClearableFileInput):
        # Its own template repeats the current file and a checkbox without our wiring; file.html says both.
        plain = forms.FileInput()
        plain.allow_multiple_selected = widget.allow_multiple_selected
        plain.attrs = dict(widget.attrs)
        plain.is_required = widget.is_required
        return field.as_widget(widget=plain, attrs=attrs)
    return field.as_widget(attrs=attrs)


@register.filter
def control_id(field: BoundField) -> str:
    """The id of the control that an error link must lead to: the first choice of a group, the first wrong part of a date."""
    widget = field.field.widget
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return next((str(choice.data["attrs"]["id"]) for choice in field.subwidgets), field.auto_id)
    if isinstance(widget, (forms.MultiWidget, forms.SelectDateWidget)):
        parts = date_parts(field)
        return str(next((part for part in parts if part["invalid"]), parts[0])["id"])
    return field.id_for_label or field.auto_id


@register.filter
def date_parts(field: BoundField) -> list[dict[str, Any]]:
    """The parts of a date in their order, each with ``key``, ``label``, ``id``, ``html``, ``invalid``."""
    widget = field.field.widget
    wrong: Sequence[str] = getattr(widget, "invalid_parts", ())
    parts = []
    for part in field.subwidgets[0].data["subwidgets"]:
        key = part["name"].rsplit("_", 1)[-1]
        invalid = bool(field.errors) and (not wrong or key in wrong)
        attrs = {name: value for name, value in part["attrs"].items() if name != "aria-invalid"}
        if invalid:
            attrs["aria-invalid"] = "true"
        own = attrs.pop("class", "")
        is_select = bool(part.get("optgroups"))
        attrs["class"] = f"{'usa-select' if is_select else 'usa-input'} {own}".strip()
        label = attrs.pop("aria-label", None) or key.replace("_", " ").capitalize()
        # The renderer escapes; mark_safe says so, as Django itself does for a widget.
        html = mark_safe(  # noqa: S308
            field.form.renderer.render(part["template_name"], {"widget": {**part, "attrs": attrs}})
        )
        parts.append(
            {"key": key, "label": label, "id": attrs.get("id", ""), "html": html, "invalid": invalid}
        )
    return parts


@register.filter
def describedby(field: BoundField) -> str:
    """The ids of hint and errors of a group, for its fieldset (Django does this for single controls itself)."""
    return field.aria_describedby or ""


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether the label says 'optional': not for a lone checkbox, which may always be left alone.

    Nor for what the form names in ``needed_sometimes``: another answer makes it needed.
    """
    if field.name in getattr(field.form, "needed_sometimes", ()):
        return False
    return not field.field.required and not isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def button_classes(classes: str) -> str:
    """Crispy-forms names its buttons for Bootstrap; this gives the design system's names."""
    own = [name for name in classes.split() if name != "btn" and not name.startswith("btn-")]
    if not any(name.startswith("usa-button") for name in own):
        own.insert(0, "usa-button")
    if "btn-primary" not in classes and not any(name.startswith("usa-button--") for name in own):
        own.insert(1, "usa-button--outline")
    return " ".join(own)


# Django's own words do not say what to do; these do. A form's own error_messages are never replaced.
INSTEAD_OF_REQUIRED: tuple[tuple[type[forms.Widget], Any], ...] = (
    (forms.CheckboxSelectMultiple, _("Choose at least one answer.")),
    (forms.RadioSelect, _("Choose an answer.")),
    (forms.CheckboxInput, _("Check this box to go on.")),
    (forms.FileInput, _("Choose a file.")),
    (forms.Select, _("Choose an answer.")),
    (forms.Widget, _("Enter an answer.")),
)


@register.filter
def said(field: BoundField) -> list[str]:
    """The field's mistakes in words that say what to do, to stand beside the field."""
    return [_in_our_words(field, error) for error in field.errors.as_data()]


def _in_our_words(field: BoundField, error: ValidationError) -> str:
    if _is_djangos_own(field, error):
        if error.code == "required":
            return next(
                str(text) for kind, text in INSTEAD_OF_REQUIRED if isinstance(field.field.widget, kind)
            )
        if isinstance(field.field, forms.EmailField):
            return str(_("Enter an e-mail address in the form name@example.com."))
    return " ".join(str(message) for message in error.messages)


def name_first(field: BoundField, error: ValidationError) -> str:
    """The mistake as it stands alone in the summary: with the field's label before words that do not name it.

    A form whose own words never name the field says so with ``labels_in_summary``; a field whose label stands several
    times on a page has a ``summary_label``.
    """
    text = _in_our_words(field, error)
    if not _is_djangos_own(field, error) and not getattr(field.form, "labels_in_summary", False):
        return text
    label = str(getattr(field.field, "summary_label", field.label))
    return f"{label} {text}" if label.endswith(("?", ".", "!")) else f"{label}: {text[:1].lower()}{text[1:]}"


def _is_djangos_own(field: BoundField, error: ValidationError) -> bool:
    """Whether nobody has written words for this field: the message is the default of Django's field or validator."""
    if isinstance(field.field, forms.EmailField) and error.code == "invalid":
        return error.message == EmailValidator.message
    for kind in type(field.field).__mro__:
        default = kind.__dict__.get("default_error_messages", {}).get(error.code)
        if default is not None:
            return kind.__module__.startswith("django.") and str(error.message) == str(default)
    return False


@register.simple_tag
def mistakes(form: BaseForm | None = None, formset: "BaseFormSet[Any] | None" = None) -> list[dict[str, str]]:
    """Everything to mend on a page, in its order: ``text`` and, where there is a control, ``control``."""
    found: list[dict[str, str]] = []
    for one in _forms(form, formset):
        entry = getattr(one, "entry_label", "")
        for error in one.non_field_errors():
            found.append({"text": _named(entry, error), "control": ""})
        for field in one:
            control = "" if field.is_hidden else control_id(field)
            texts = [name_first(field, error) for error in field.errors.as_data()]
            found.extend({"text": _named(entry, text), "control": control} for text in texts)
    if formset is not None and formset.is_bound:
        found.extend({"text": str(error), "control": ""} for error in formset.non_form_errors())
    return found


def _forms(form: BaseForm | None, formset: "BaseFormSet[Any] | None") -> Iterator[BaseForm]:
    if form is not None and form.is_bound:
        yield form
    if formset is not None and formset.is_bound:
        yield from formset.forms


def _named(entry: str, error: object) -> str:
    return f"{entry}: {error}" if entry else str(error)
