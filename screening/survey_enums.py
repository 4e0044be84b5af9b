"""What the voluntary survey offers to choose from, in the words of the federal forms."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SurveySex(TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    NONBINARY = "nonbinary", _("Nonbinary")
    NOT_SAID = "not_said", _("I prefer not to say")


class SurveyRace(TextChoices):
    """The categories of the federal reports EEO-1 and EEO-4 (29 CFR 1602), each but the first 'not Hispanic or Latino'."""

    HISPANIC = "hispanic_or_latino", _("Hispanic or Latino")
    WHITE = "white", _("White (not Hispanic or Latino)")
    BLACK = "black_or_african_american", _("Black or African American (not Hispanic or Latino)")
    PACIFIC = "pacific_islander", _("Native Hawaiian or Other Pacific Islander (not Hispanic or Latino)")
    ASIAN = "asian", _("Asian (not Hispanic or Latino)")
    NATIVE = "american_indian", _("American Indian or Alaska Native (not Hispanic or Latino)")
    TWO_OR_MORE = "two_or_more_races", _("Two or more races (not Hispanic or Latino)")
    NOT_SAID = "not_said", _("I prefer not to say")


class SurveyVeteran(TextChoices):
    """The federal form's wording (41 CFR 60-300, VEVRAA)."""

    PROTECTED = (
        "protected_veteran",
        _("I identify as one or more of the classifications of protected veteran"),
    )
    NOT_PROTECTED = "not_protected_veteran", _("I am not a protected veteran")
    NOT_SAID = "not_said", _("I prefer not to say")


class SurveyDisability(TextChoices):
    """The federal form's wording (CC-305, OMB 1250-0005)."""

    YES = "has_disability", _("Yes, I have a disability, or have had one in the past")
    NO = "no_disability", _("No, I do not have a disability and have not had one in the past")
    NOT_SAID = "not_said", _("I prefer not to say")
