"""That a name is to be taken off an eligible list: proposed with a reason, answered by the person, decided by another."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.enums import RemovalReason
from screening.models.eligible_list import EligibleListEntry

_REPLIES = ("reply", "hearing_asked", "replied_at")
_DECIDES = ("removed", "decided_by", "decided_at", "decided_why", "hearing_on")
_RESTORES = ("restored_by", "restored_at", "restored_why")


def _changed(*names: str) -> pgtrigger.Q:
    """Of a trigger's condition: any of these columns differs."""
    found = pgtrigger.Q()
    for name in names:
        found |= pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")})
    return found


class NameRemoval(models.Model):
    """``note`` is what the person reads; ``removed`` is None until it is decided. A restored name stands as it stood."""

    entry = models.ForeignKey(EligibleListEntry, on_delete=models.PROTECT, related_name="removals")
    reason = models.CharField(max_length=16, choices=RemovalReason.choices)
    note = models.TextField(help_text="What was found, in words for the person.")
    reply_by = models.DateField(help_text="The last whole day to reply before it is decided.")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    reply = models.TextField(blank=True)
    hearing_asked = models.BooleanField(default=False)
    replied_at = models.DateTimeField(null=True, blank=True)
    removed = models.BooleanField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_why = models.TextField(blank=True)
    hearing_on = models.DateField(null=True, blank=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    restored_at = models.DateTimeField(null=True, blank=True)
    restored_why = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(removed__isnull=True) | Q(removed=True, restored_at__isnull=True),
                name="removal_one_live_a_name",
            ),
            models.CheckConstraint(name="removal_says_why", condition=~Q(note="")),
            models.CheckConstraint(
                name="removal_decided_by_a_second_person",
                condition=Q(removed__isnull=True, decided_by__isnull=True, decided_at__isnull=True)
                | (
                    Q(removed__isnull=False, decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("proposed_by"))
                    & ~Q(decided_why="")
                ),
            ),
            models.CheckConstraint(
                name="removal_after_the_hearing_asked_for",
                condition=Q(removed__isnull=True)
                | Q(removed=False)
                | Q(hearing_asked=False)
                | Q(hearing_on__isnull=False),
            ),
            models.CheckConstraint(
                name="removal_restored_after_it_was_decided",
                condition=Q(restored_at__isnull=True, restored_by__isnull=True)
                | (
                    Q(
                        removed__isnull=False,
                        removed=True,
                        restored_at__isnull=False,
                        restored_by__isnull=False,
                    )
                    & ~Q(restored_why="")
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="proposed_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=[*_REPLIES, *_DECIDES, *_RESTORES]),
            ),
            pgtrigger.Protect(
                name="replied_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__replied_at__isnull=False) & _changed(*_REPLIES),
            ),
            pgtrigger.Protect(
                name="decided_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__removed__isnull=False) & _changed(*_REPLIES, *_DECIDES),
            ),
            pgtrigger.Protect(
                name="restored_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__restored_at__isnull=False),
            ),
            pgtrigger.Protect(name="proposed_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: entry {self.entry_id}"

    @property
    def is_open(self) -> bool:
        return self.removed is None

    @property
    def holds(self) -> bool:
        """Whether the name is off the list now."""
        return bool(self.removed) and self.restored_at is None
