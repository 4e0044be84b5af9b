"""A large file of a pool: asked for by a person, made in the background, kept for a few days for that person alone."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from screening.models.pool_export import PoolExport

WAITS = Q(finished_at__isnull=True, failed_at__isnull=True, cancelled_at__isnull=True)


class PoolFile(models.Model):
    """A row that is not finished, failed or cancelled is due. ``application_ids`` is what the filter showed, in its order."""

    query = models.TextField(blank=True)
    form = models.CharField(max_length=4)
    columns = models.JSONField()
    questions = models.JSONField(default=dict, help_text="Question to its words, where answers are included.")
    only_new = models.BooleanField()
    application_ids = ArrayField(models.BigIntegerField())
    history_id = models.BigIntegerField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0, help_text="Rows written so far.")
    total = models.PositiveIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    failed_at = models.DateTimeField(null=True, blank=True, help_text="When it was given up.")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    export = models.OneToOneField(
        PoolExport, null=True, blank=True, on_delete=models.PROTECT, related_name="pool_file"
    )
    file = models.CharField(
        max_length=120, blank=True, help_text="Below the private folder, while it is kept."
    )
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="pool_file_ends_once",
                condition=WAITS
                | Q(finished_at__isnull=False, failed_at__isnull=True, cancelled_at__isnull=True)
                | Q(finished_at__isnull=True, failed_at__isnull=False, cancelled_at__isnull=True)
                | Q(finished_at__isnull=True, failed_at__isnull=True, cancelled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="pool_file_finished_is_logged",
                condition=Q(finished_at__isnull=True, export__isnull=True)
                | Q(finished_at__isnull=False, export__isnull=False),
            ),
            models.UniqueConstraint(fields=["asked_by"], condition=WAITS, name="pool_file_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"File {self.pk} of a list"

    @property
    def percent(self) -> int:
        return 100 if self.finished_at else 100 * self.done // max(self.total, 1)

    @property
    def waits(self) -> bool:
        return not (self.finished_at or self.failed_at or self.cancelled_at)
