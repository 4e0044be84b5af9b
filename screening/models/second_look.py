"""Applications that a bulk confirmation set aside: drawn by lot, looked at again by somebody who does not know the result."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.enums import Finding
from screening.models.append_only import AppendOnly
from screening.models.application import Application
from screening.models.conflict import refuse_conflict
from screening.models.evaluation import Decision, Evaluation

_LOOKED = ("looked_by", "looked_at", "findings", "finding", "requirement", "note")
_ENDED = ("decision", "ended_by", "ended_at")


class SecondLookDraw(AppendOnly):
    """One draw out of what one person confirmed together: whoever has the seed and the receipts draws the same again."""

    posting = models.ForeignKey(
        "postings.Posting", on_delete=models.PROTECT, related_name="second_look_draws"
    )
    seed = models.CharField(max_length=64)
    percent = models.PositiveSmallIntegerField()
    receipts = models.JSONField(help_text="The receipts that it was drawn from, sorted.")
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who confirmed them together: the first reviewer.",
    )
    drawn_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="second_look_draw_has_a_seed", condition=~Q(seed="") & Q(percent__gt=0)
            )
        ]

    def __str__(self) -> str:
        return f"Drawn by {self.drawn_by}"


class SecondLook(models.Model):
    """One application set aside. The first finding is the evaluation's, which the first reviewer was about to confirm.

    ``findings`` says of each requirement what the second reviewer found, entered before she saw any result.
    """

    draw = models.ForeignKey(SecondLookDraw, on_delete=models.PROTECT, related_name="looks")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="second_looks")
    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, related_name="second_look")
    first_reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    looked_at = models.DateTimeField(null=True, blank=True)
    findings = models.JSONField(default=dict, blank=True)
    finding = models.CharField(max_length=16, choices=Finding.choices, blank=True)
    requirement = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    decision = models.OneToOneField(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="second_look"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="second_look_by_another_person",
                condition=Q(looked_by__isnull=True) | ~Q(looked_by=F("first_reviewer")),
            ),
            models.CheckConstraint(
                name="second_look_is_whole",
                condition=Q(looked_by__isnull=True, looked_at__isnull=True, finding="")
                | (Q(looked_by__isnull=False, looked_at__isnull=False) & ~Q(finding="")),
            ),
            models.CheckConstraint(
                name="second_look_ends_after_it",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, decision__isnull=True)
                | Q(
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                    decision__isnull=False,
                    looked_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="second_look_never_ended_by_the_first",
                condition=Q(ended_by__isnull=True) | ~Q(ended_by=F("first_reviewer")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["application"], condition=Q(ended_at__isnull=True), name="second_look_not_ended"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="drawn_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=[*_LOOKED, *_ENDED]),
            ),
            pgtrigger.Trigger(
                name="looked_is_final",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(*_LOOKED),
                func="""
                    IF OLD.looked_at IS NOT NULL THEN
                        RAISE EXCEPTION 'second look % is finished: what was found stays', OLD.id
                        USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="ended_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
            pgtrigger.Protect(name="drawn_is_kept", operation=pgtrigger.Delete),
            refuse_conflict("first_reviewer_id"),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"Second look at application {self.application_id}"
