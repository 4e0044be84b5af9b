"""What the machine found, and what a person decided."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from screening.enums import DecisionReason, Finding, Outcome
from screening.models.append_only import AppendOnly
from screening.models.application import Application, Submission
from screening.models.conflict import refuse_conflict


class Evaluation(AppendOnly):
    """One run of the engine over one submission under one revision; ``proof`` is its canonical JSON text."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="evaluations", db_index=False
    )
    revision = models.ForeignKey("postings.PostingRevision", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    reasons = models.JSONField(default=list)
    points = models.IntegerField(default=0)
    order_reasons = models.JSONField(default=list, help_text="Why these points: [{points, label, cite}].")
    engine_version = models.CharField(max_length=20)
    proof = models.TextField()
    proof_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["submission", "revision"], name="evaluation_once")]

    def __str__(self) -> str:
        return self.get_outcome_display()


class EvaluationFailure(models.Model):
    """A submission that could not be evaluated; after a few tries it is set aside for a person."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="failure")
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField()
    last_try_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["set_aside_at", "id"]

    def __str__(self) -> str:
        return f"{self.submission}: {self.tries} tries"


class EvaluationRun(models.Model):
    """Applications that a worker is evaluating, committed before it begins; a row that nobody holds names the killed."""

    application_ids = ArrayField(models.BigIntegerField())
    started_at = models.DateTimeField()


class Decision(AppendOnly):
    """A named person's finding; a later one names the one it replaces."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="decisions")
    finding = models.CharField(max_length=16, choices=Finding.choices)
    requirement = models.CharField(max_length=80, blank=True, help_text="The node that decided it.")
    reason = models.CharField(max_length=24, choices=DecisionReason.choices)
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    class Meta(AppendOnly.Meta):
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="decision_otherwise_says_why",
                condition=Q(reason=DecisionReason.AS_EVALUATED) | ~Q(note=""),
                violation_error_message="Say in a note why you decide otherwise than the evaluation found.",
            ),
            models.CheckConstraint(
                name="decision_against_names_a_requirement",
                condition=~Q(finding=Finding.NOT_QUALIFIED) | ~Q(requirement=""),
                violation_error_message="Name the requirement that is not met.",
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(replaces__isnull=True), name="decision_first_once"
            ),
        ]
        triggers = [*AppendOnly.Meta.triggers, refuse_conflict("decided_by_id")]

    def __str__(self) -> str:
        return self.get_finding_display()
