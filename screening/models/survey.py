"""Answers to the voluntary equal-opportunity survey: tied to nobody by any row, and reached by no page.

There is no foreign key, no instant and no order here. ``pseudonym`` is a keyed hash of the application's number: whoever has the
tables but not the key cannot tell whose a row is. Only
``screening.domain.survey`` uses this model; ``screening.domain.selection_rates`` reads the table under a role of its own.
"""

from django.db import models

from screening.survey_enums import SurveyDisability, SurveyRace, SurveySex, SurveyVeteran


class SurveyAnswers(models.Model):
    """One person's answers for one application; an empty one was not given, and unknown stays unknown."""

    pseudonym = models.CharField(max_length=64, primary_key=True)
    sex = models.CharField(max_length=12, choices=SurveySex.choices, blank=True)
    race = models.CharField(max_length=28, choices=SurveyRace.choices, blank=True)
    veteran = models.CharField(max_length=24, choices=SurveyVeteran.choices, blank=True)
    disability = models.CharField(max_length=16, choices=SurveyDisability.choices, blank=True)
    year = models.PositiveSmallIntegerField(help_text="Of the answer: kept for four years from then.")

    class Meta:
        verbose_name_plural = "survey answers"
        constraints = [
            models.CheckConstraint(
                name="survey_knows_its_answers",
                condition=(
                    models.Q(sex__in=["", *SurveySex.values])
                    & models.Q(race__in=["", *SurveyRace.values])
                    & models.Q(veteran__in=["", *SurveyVeteran.values])
                    & models.Q(disability__in=["", *SurveyDisability.values])
                ),
            )
        ]

    def __str__(self) -> str:
        return "Survey answers"
