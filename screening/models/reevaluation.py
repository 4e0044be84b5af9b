"""A pool evaluated again: staged apart from it by one person, published as one step by another; nothing reads it before."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.enums import ApplicationState
from screening.enums_reevaluation import ReevaluationState
from screening.models.application import Application
from screening.models.evaluation import Decision, Evaluation
from screening.models.what_if import Tried

LIVE = (ReevaluationState.QUEUED, ReevaluationState.RUNNING, ReevaluationState.STAGED)
_OVER = (ReevaluationState.ABANDONED, ReevaluationState.FAILED)


class Reevaluation(models.Model):
    """One staged re-evaluation of a posting's pool. ``rules_sha256``: of what it asks, the closing day and the engine."""

    posting = models.ForeignKey("postings.Posting", on_delete=models.PROTECT, related_name="reevaluations")
    revision = models.ForeignKey(
        "postings.PostingRevision",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Its rules are applied.",
    )
    engine_version = models.CharField(max_length=20)
    rules_sha256 = models.CharField(max_length=64)
    why = models.TextField(help_text="Why the pool is evaluated again.")
    state = models.CharField(
        max_length=12, choices=ReevaluationState.choices, default=ReevaluationState.QUEUED
    )
    staged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    staged_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    abandoned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0, help_text="Applications evaluated so far.")
    total = models.PositiveIntegerField(default=0)
    reached = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(
        default=0, help_text="Beginnings of a batch since the last finished one."
    )
    last_error = models.TextField(blank=True)
    figures = models.JSONField(default=dict, help_text="What would change, counted once it is staged.")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting"], condition=Q(state__in=LIVE), name="reevaluation_once_at_a_time"
            ),
            models.CheckConstraint(name="reevaluation_says_why", condition=Q(why__regex=r"[^[:space:]]")),
            models.CheckConstraint(
                name="reevaluation_published_by_a_second_person",
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("staged_by")),
                violation_error_message="Somebody else than who staged a re-evaluation publishes it.",
            ),
            models.CheckConstraint(
                name="reevaluation_ends_by_somebody",
                condition=Q(state__in=LIVE, ended_at=None, published_by=None, abandoned_by=None)
                | Q(
                    state=ReevaluationState.FAILED,
                    ended_at__isnull=False,
                    published_by=None,
                    abandoned_by=None,
                )
                | Q(
                    state=ReevaluationState.PUBLISHED,
                    ended_at__isnull=False,
                    published_by__isnull=False,
                    abandoned_by=None,
                )
                | Q(
                    state=ReevaluationState.ABANDONED,
                    ended_at__isnull=False,
                    published_by=None,
                    abandoned_by__isnull=False,
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="ended_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="stager_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("staged_by", "staged_at", "posting"),
            ),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"Re-evaluation {self.pk} of {self.posting_id}"

    @property
    def is_live(self) -> bool:
        return self.ended_at is None

    @property
    def is_over(self) -> bool:
        """Ended without anything of it being published."""
        return self.state in _OVER


def _refuse_ended(row: str, operation: pgtrigger.Operation, name: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        func=f"""
            IF EXISTS (SELECT FROM screening_reevaluation r
                       WHERE r.id = {row}.reevaluation_id AND r.ended_at IS NOT NULL) THEN
                RAISE EXCEPTION 're-evaluation % has ended: what it found stays', {row}.reevaluation_id
                USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN {row};
        """,
    )


class StagedEvaluation(Tried):
    """What one application comes to under the rules of a re-evaluation; it becomes an evaluation by the publication alone.

    ``found``, ``decision`` and ``state`` are how the application stood: where it stands otherwise, the stage is stale.
    """

    reevaluation = models.ForeignKey(
        Reevaluation, on_delete=models.PROTECT, related_name="rows", db_index=False
    )
    found = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=ApplicationState.choices)
    reasons = models.JSONField(default=list)
    order_reasons = models.JSONField(default=list)
    proof = models.TextField(blank=True)
    proof_sha256 = models.CharField(max_length=64, blank=True)
    returns = models.BooleanField(
        default=False, help_text="A person decided, and these rules find otherwise than that."
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["reevaluation", "application"], name="staged_evaluation_once"),
            models.CheckConstraint(
                name="staged_fault_has_no_outcome",
                condition=Q(after="", proof="") & ~Q(fault="") | Q(fault="") & ~Q(after="") & ~Q(proof=""),
            ),
            models.CheckConstraint(
                name="only_a_decided_one_returns", condition=Q(returns=False) | Q(decision__isnull=False)
            ),
        ]
        triggers = [
            _refuse_ended("NEW", pgtrigger.Insert, "ended_takes_no_more"),
            _refuse_ended("OLD", pgtrigger.Update, "ended_stays"),
            _refuse_ended("OLD", pgtrigger.Delete, "ended_is_kept"),
            NEVER_EMPTIED,
        ]


class ReturnedDecision(models.Model):
    """A person's decision that a published re-evaluation finds otherwise: it stands until a person kept or replaced it."""

    reevaluation = models.ForeignKey(Reevaluation, on_delete=models.PROTECT, related_name="returned")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="returned")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="returned")
    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="+", help_text="What the re-evaluation found."
    )
    returned_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="Why the decision was kept, or replaced.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["reevaluation", "application"], name="returned_decision_once"),
            models.CheckConstraint(
                name="returned_decision_ends_with_a_note",
                condition=Q(ended_at=None, ended_by=None, note="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & Q(note__regex=r"[^[:space:]]"),
            ),
        ]
        indexes = [
            models.Index(fields=["application"], condition=Q(ended_at=None), name="returned_decision_open")
        ]
        triggers = [
            pgtrigger.Protect(
                name="ended_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
            pgtrigger.Protect(name="returned_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"Decision {self.decision_id} returned"
