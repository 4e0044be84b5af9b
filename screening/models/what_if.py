"""What a draft would find over the pool: asked for by a person, tried in the background, kept apart from the pool."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.enums import Outcome, WhatIfState
from screening.models.application import Application


class WhatIf(models.Model):
    """One trial of a draft's version. ``rules_sha256``: of what it asks; ``reached``: the last application that was tried."""

    posting = models.ForeignKey("postings.Posting", on_delete=models.PROTECT, related_name="what_ifs")
    version = models.ForeignKey("postings.DraftVersion", on_delete=models.PROTECT, related_name="what_ifs")
    base = models.ForeignKey(
        "postings.PostingRevision",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="In force when asked.",
    )
    rules_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=WhatIfState.choices, default=WhatIfState.QUEUED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0, help_text="Applications tried so far.")
    total = models.PositiveIntegerField(default=0)
    reached = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(
        default=0, help_text="Beginnings of a batch since the last finished one."
    )
    last_error = models.TextField(blank=True)
    figures = models.JSONField(default=dict, help_text="What came out, counted once it is done.")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting"],
                condition=Q(state__in=[WhatIfState.QUEUED, WhatIfState.RUNNING]),
                name="what_if_once_at_a_time",
            ),
            models.CheckConstraint(
                name="what_if_ends_in_a_last_state",
                condition=Q(state__in=[WhatIfState.QUEUED, WhatIfState.RUNNING], ended_at__isnull=True)
                | (
                    Q(state__in=[WhatIfState.CANCELLED, WhatIfState.DONE, WhatIfState.FAILED])
                    & Q(ended_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="what_if_cancelled_by_somebody",
                condition=Q(state=WhatIfState.CANCELLED, cancelled_by__isnull=False)
                | (~Q(state=WhatIfState.CANCELLED) & Q(cancelled_by__isnull=True)),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="ended_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"What-if {self.pk} of {self.posting_id}"

    @property
    def is_live(self) -> bool:
        return self.ended_at is None


class Tried(models.Model):
    """One application under the rules it was evaluated by and under others. An empty ``after``: they could not be tried on it.

    ``place_…``: the place among those who meet the requirements, by points and then by when they applied.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=12, choices=Outcome.choices)
    after = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    points_before = models.IntegerField()
    points_after = models.IntegerField()
    place_before = models.PositiveIntegerField(null=True, blank=True)
    place_after = models.PositiveIntegerField(null=True, blank=True)
    node = models.CharField(
        max_length=80, blank=True, help_text="The requirement that makes the outcome another one."
    )
    node_words = models.TextField(blank=True)
    fault = models.TextField(blank=True)

    class Meta:
        abstract = True


class WhatIfRow(Tried):
    """One application under the rules in force and under the draft."""

    what_if = models.ForeignKey(WhatIf, on_delete=models.PROTECT, related_name="rows", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["what_if", "application"], name="what_if_row_once"),
            models.CheckConstraint(name="what_if_fault_has_no_outcome", condition=Q(after="") | Q(fault="")),
        ]
