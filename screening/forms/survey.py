"""The voluntary survey: every question may be left empty, and every one can be declined."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from screening.forms.switching import KeepsTyped
from screening.survey_enums import SurveyDisability, SurveyRace, SurveySex, SurveyVeteran


def _question(label: Any, choices: Any, hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the answers, or leave the question empty.")},
    )


class SurveyForm(KeepsTyped, forms.Form):
    use_required_attribute = False
    sex = _question(_("Sex"), SurveySex.choices)
    race = _question(
        _("Race or ethnic group"), SurveyRace.choices, _("These are the groups of the federal reports.")
    )
    veteran = _question(_("Protected veteran"), SurveyVeteran.choices)
    disability = _question(_("Disability"), SurveyDisability.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.SURVEY_ASKS_VETERANS_AND_DISABILITY:
            del self.fields["veteran"], self.fields["disability"]
