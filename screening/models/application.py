"""An application: a draft that is saved section by section, then immutable submissions of facts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.enums import ApplicationState, Outcome, Section, SubmissionCause
from screening.models.append_only import AppendOnly
from screening.models.kept_for_years import TWO_AGREED
from screening.models.sent_is_final import refuse_change, refuse_new, refuse_removal


class Application(models.Model):
    """One person's application to one posting.

    ``outcome``, ``reasons`` and ``points`` repeat the latest evaluation so that a pool can be ranked and filtered
    by an index; the evaluation row is the record.
    """

    # found through the unique pair and the ranked index, which both begin with it
    posting = models.ForeignKey(
        "postings.Posting", on_delete=models.PROTECT, related_name="applications", db_index=False
    )
    revision = models.ForeignKey(
        "postings.PostingRevision", on_delete=models.PROTECT, related_name="applications"
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications"
    )
    state = models.CharField(max_length=16, choices=ApplicationState.choices, default=ApplicationState.DRAFT)
    started_at = models.DateTimeField()
    started_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The earlier application whose jobs were copied and whose answers are offered.",
    )
    submitted_at = models.DateTimeField(null=True, blank=True, help_text="The instant the request arrived.")
    waiting_since = models.DateTimeField(help_text="Since when it stands in its present state.")
    receipt = models.CharField(
        max_length=14,
        null=True,
        blank=True,
        help_text="Random and readable, e.g. 7KQ2-M4TX-9RWD.",
    )
    name = models.CharField(max_length=200, blank=True, help_text="As certified on submission.")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    points = models.IntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "applicant"], name="application_once_a_person_and_posting"
            ),
            models.UniqueConstraint(fields=["receipt"], name="application_receipt_once"),
            models.CheckConstraint(
                name="application_sent_has_a_receipt",
                condition=(
                    Q(state=ApplicationState.DRAFT, receipt__isnull=True, submitted_at__isnull=True)
                    | (
                        ~Q(state=ApplicationState.DRAFT)
                        & Q(receipt__isnull=False, submitted_at__isnull=False)
                    )
                ),
            ),
        ]
        indexes = [
            models.Index(
                "posting", "state", F("points").desc(), "submitted_at", "id", name="application_ranked"
            ),
            models.Index(F("points").desc(), "submitted_at", "id", name="application_ranked_all"),
            models.Index(
                fields=["waiting_since", "id"],
                condition=Q(state=ApplicationState.SUBMITTED),
                name="application_due",
            ),
        ]
        triggers = [
            refuse_change(
                "posting",
                "revision",
                "applicant",
                "started_at",
                "submitted_at",
                "receipt",
                "name",
                itself=True,
            ),
            refuse_removal(itself=True),
            TWO_AGREED,
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.name or 'Draft'} {self.receipt or ''}".strip()


class DraftSection(models.Model):
    """One saved section of a draft; ``version`` grows with each save, so that an older tab is noticed."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="sections")
    section = models.CharField(max_length=16, choices=Section.choices)
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "section"], name="section_once")]
        triggers = [refuse_new(), refuse_change(), refuse_removal(), NEVER_EMPTIED]


class Submission(AppendOnly):
    """One frozen facts document: number 1 as the applicant sent it, later numbers supplement it.

    ``facts`` is canonical JSON text, and ``facts_sha256`` its hash: the bytes that were evaluated.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="submissions", db_index=False
    )
    number = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=20, choices=SubmissionCause.choices)
    revision = models.ForeignKey("postings.PostingRevision", on_delete=models.PROTECT, related_name="+")
    facts = models.TextField()
    facts_sha256 = models.CharField(max_length=64)
    contact = models.JSONField(default=dict, help_text="As sent. Never read by the evaluation.")
    certified_name = models.CharField(max_length=200, blank=True)
    certified_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["application_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="submission_number_once"),
            models.CheckConstraint(
                name="submission_first_is_sent",
                condition=Q(number=1, cause=SubmissionCause.SENT)
                | (Q(number__gt=1) & ~Q(cause=SubmissionCause.SENT)),
            ),
        ]

    def __str__(self) -> str:
        return f"Submission {self.number} of {self.application_id}"
