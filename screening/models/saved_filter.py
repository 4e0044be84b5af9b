"""Filters of the list of applications that an analyst keeps by name, alone or for the whole office."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class SavedFilter(models.Model):
    """One filter. ``query`` is the list's address without page and search: ``outcome=undetermined&posting=4``."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=500)
    shared = models.BooleanField(default=False, help_text="Everybody in the office may open it.")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint("owner", Lower("name"), name="saved_filter_one_a_name"),
            models.CheckConstraint(name="saved_filter_has_a_name", condition=Q(name__regex=r"[^[:space:]]")),
            models.CheckConstraint(name="saved_filter_filters", condition=~Q(query="")),
        ]

    def __str__(self) -> str:
        return self.name
