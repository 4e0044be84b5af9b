"""Files of applications that were taken out of the house: by whom, of which filter, with which columns, how many."""

from django.conf import settings
from django.db import models

from screening.models.append_only import AppendOnly


class PoolExport(AppendOnly):
    """One file. ``query`` is the list's filter as its address says it, without page and order.

    ``history_id``: every line of history up to it was known when the rows were read, so the next file begins after it.
    """

    query = models.TextField(blank=True)
    form = models.CharField(max_length=4)
    columns = models.JSONField()
    only_new = models.BooleanField()
    rows = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    history_id = models.BigIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["-id"]
        indexes = [models.Index(fields=["made_by", "-id"], name="pool_export_last")]

    def __str__(self) -> str:
        return self.sha256[:16]
