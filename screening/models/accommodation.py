"""What somebody needs to take part, and what was arranged. Read by the accommodation officer and the person alone."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.enums import AccommodationEvent, AccommodationState, AccommodationStep
from screening.models.append_only import AppendOnly


class AccommodationRequest(models.Model):
    """One thing asked for. ``person`` is empty where somebody asked without signing in."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    posting = models.ForeignKey(
        "postings.Posting", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    step = models.CharField(max_length=12, choices=AccommodationStep.choices)
    need = models.TextField()
    reach = models.TextField(help_text="How to reach the person, in their own words.")
    state = models.CharField(
        max_length=14, choices=AccommodationState.choices, default=AccommodationState.WAITING
    )
    asked_at = models.DateTimeField()
    waiting_since = models.DateTimeField(help_text="Since when it stands in its present state.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="accommodation_says_what_and_where", condition=~Q(need="") & ~Q(reach="")
            )
        ]
        indexes = [models.Index(fields=["state", "waiting_since", "id"], name="accommodation_waiting")]
        triggers = [
            pgtrigger.ReadOnly(name="asked_is_final", exclude=["state", "waiting_since"]),
            pgtrigger.Protect(name="asked_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"Request {self.pk}"


class AccommodationReply(AppendOnly):
    """One thing said or done about a request. Only ``panel_provides`` may ever be shown to whoever runs the step."""

    request = models.ForeignKey(AccommodationRequest, on_delete=models.PROTECT, related_name="replies")
    event = models.CharField(max_length=10, choices=AccommodationEvent.choices)
    words = models.TextField(blank=True)
    panel_provides = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="accommodation_reply_says_something",
                condition=Q(event=AccommodationEvent.WITHDRAW) | ~Q(words=""),
            ),
            models.CheckConstraint(
                name="accommodation_panel_provides_what_is_arranged",
                condition=Q(panel_provides="") | Q(event=AccommodationEvent.ARRANGE),
            ),
        ]

    def __str__(self) -> str:
        return self.get_event_display()
