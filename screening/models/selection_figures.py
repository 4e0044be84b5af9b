"""Figures of selection rates, as they were taken and shown: kept, so that no two of them differ by a few people."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from screening.models.append_only import AppendOnly


class SelectionFigures(AppendOnly):
    """The rates of one posting, or of every posting of a class together. ``figures`` is canonical JSON text.

    It holds what may be shown and nothing else: what was hidden is nowhere.
    """

    posting = models.ForeignKey(
        "postings.Posting", null=True, blank=True, on_delete=models.PROTECT, related_name="selection_figures"
    )
    job_class = models.ForeignKey(
        "postings.JobClass", null=True, blank=True, on_delete=models.PROTECT, related_name="selection_figures"
    )
    people = models.PositiveIntegerField(help_text="Decided applications whose time to answer is over.")
    decisions = models.PositiveIntegerField(
        help_text="Decisions about them, those that were replaced included."
    )
    waiting = models.PositiveIntegerField(help_text="Sent applications that are not counted yet.")
    figures = models.TextField()
    figures_sha256 = models.CharField(max_length=64)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["-id"]
        verbose_name_plural = "selection rates"
        constraints = [
            models.CheckConstraint(
                name="selection_figures_of_a_posting_or_a_class",
                condition=Q(posting__isnull=False, job_class__isnull=True)
                | Q(posting__isnull=True, job_class__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.posting or self.job_class)
