"""How far the re-evaluation of a pool is."""

from django.db.models import TextChoices


class ReevaluationState(TextChoices):
    QUEUED = "queued", "Waiting to begin"
    RUNNING = "running", "Running"
    STAGED = "staged", "Waits for a second person"
    PUBLISHED = "published", "Published"
    ABANDONED = "abandoned", "Abandoned"
    FAILED = "failed", "Failed"
