"""What a person does to their own standing: a pause on the eligible list, leaving it, withdrawing an application."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.enums import ApplicationState, StandingKind
from screening.models.application import Application
from screening.models.eligible_list import EligibleListEntry

_ENDED = ("ended_by", "ended_at")
_LIVE = Q(ended_at__isnull=True)


class StandingChange(models.Model):
    """It holds from ``made_at`` until it is ended: a pause by its last day too. What was changed stays as it was made.

    ``from_state`` and ``waited_since`` are what an undone withdrawal gives back.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="standing_changes")
    entry = models.ForeignKey(
        EligibleListEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="standing_changes"
    )
    kind = models.CharField(max_length=12, choices=StandingKind.choices)
    until = models.DateField(null=True, blank=True, help_text="The last whole day of a pause.")
    from_state = models.CharField(max_length=16, choices=ApplicationState.choices)
    waited_since = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(help_text="The instant the request arrived.")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=_LIVE & Q(kind=StandingKind.PAUSE), name="paused_once"
            ),
            models.UniqueConstraint(
                fields=["application"], condition=_LIVE & ~Q(kind=StandingKind.PAUSE), name="withdrawn_once"
            ),
            models.CheckConstraint(
                name="only_a_pause_has_a_last_day",
                condition=Q(kind=StandingKind.PAUSE, until__isnull=False)
                | (~Q(kind=StandingKind.PAUSE) & Q(until__isnull=True)),
            ),
            models.CheckConstraint(
                name="standing_on_a_list_names_its_entry",
                condition=Q(kind=StandingKind.WITHDRAW, entry__isnull=True)
                | (~Q(kind=StandingKind.WITHDRAW) & Q(entry__isnull=False)),
            ),
            models.CheckConstraint(
                name="standing_change_ends_whole",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="made_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=list(_ENDED)),
            ),
            pgtrigger.Protect(
                name="ended_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
            pgtrigger.Protect(name="made_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: application {self.application_id}"

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day of the city's calendar; a pause is over after its last day without anybody's doing."""
        return self.ended_at is None and (self.until is None or day <= self.until)
