"""Kinds and states of what the city asks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PostingState(TextChoices):
    """Whether it takes applications now also depends on its opening and closing instants, which are read."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"


class PostingEvent(TextChoices):
    PUBLISH = "publish", "Revision published"
    CLOSE = "close", "Closed"
    CANCEL = "cancel", "Cancelled"


class PreEmployment(TextChoices):
    """What must be in order between a conditional offer and the first day. Source: postings, PRE-EMPLOYMENT REQUIREMENTS."""

    RIGHT_TO_WORK = "right_to_work", _("Legal right to work in the United States")
    MEDICAL_REVIEW = "medical_review", _("Medical review and exam")
    DRUG_SCREEN = "drug_screen", _("Drug and alcohol screen")
    REFERENCES = "references", _("Reference checks")
    FINGERPRINTS = "fingerprints", _("Fingerprints and conviction record report")
    BACKGROUND = "background", _("Background investigation")
    POLYGRAPH = "polygraph", _("Polygraph examination")
    REQUIREMENT = "requirement", _("A requirement that is due later")


CONVICTION_HISTORY = (PreEmployment.FINGERPRINTS, PreEmployment.BACKGROUND)
"""What may bring up a conviction, so that nobody is turned away by it without the Fair Chance steps."""


class Ranking(TextChoices):
    """What orders the names of an eligible list. Sources: Proposition C (2010); San Francisco Charter A8.329."""

    UNRANKED = "unranked", "Unranked"
    BANDS = "bands", "In bands"
    SCORED = "scored", "Scored, by a rule of N"


class Serves(TextChoices):
    """Which list of a class sends its names first while several are in force."""

    OLDEST = "oldest", "The oldest list first"
    NEWEST = "newest", "The newest list first"
    ANY = "any", "Any of them"


class DaysCounted(TextChoices):
    """How the days of a window are counted."""

    BUSINESS = "business", "business days"
    CALENDAR = "calendar", "calendar days"


class QuestionKind(TextChoices):
    YES_NO = "yes_no", "Yes or no"
    ONE = "one", "One of several"
    SEVERAL = "several", "Several"
    NUMBER = "number", "Number"
    DATE = "date", "Date"
    TEXT = "text", "Short text"
    LONG_TEXT = "long_text", "Long text"
    FILE = "file", "File"


class Closing(TextChoices):
    """By when a posting closes, as people search for it."""

    ANY = "", _("At any time")
    WEEK = "week", _("Within 7 days")
    MONTH = "month", _("Within 30 days")
    CONTINUOUS = "continuous", _("No closing date (continuous)")
