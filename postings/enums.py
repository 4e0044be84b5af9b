"""Kinds and states of what the city asks."""

from django.db.models import TextChoices


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


class QuestionKind(TextChoices):
    YES_NO = "yes_no", "Yes or no"
    ONE = "one", "One of several"
    SEVERAL = "several", "Several"
    NUMBER = "number", "Number"
    DATE = "date", "Date"
    TEXT = "text", "Short text"
    LONG_TEXT = "long_text", "Long text"
