"""Why somebody keeps out of an application."""

from django.db.models import TextChoices


class ConflictKind(TextChoices):
    OWN = "own", "It is my own application"
    RELATIVE = "relative", "The applicant is a relative or lives with me"
    CLOSE = "close", "The applicant is a friend, or we do business together"
    OTHER = "other", "Another reason, said in the note"
