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
