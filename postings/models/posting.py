"""A posting and its numbered revisions: the published text and rules that an application is filed under."""

from datetime import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from postings.enums import DaysCounted, PostingState
from postings.models.names import in_language_in_force
from postings.models.never_emptied import NEVER_EMPTIED


class Posting(models.Model):
    """One recruitment for one class: a filing period with a closing instant, or continuous without one."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(
        max_length=120, help_text="As it governs. ``str()`` says it in the reader's language."
    )
    translations = models.JSONField(default=dict, blank=True, help_text="By language: the title.")
    department = models.ForeignKey("postings.Department", on_delete=models.PROTECT, related_name="postings")
    job_class = models.ForeignKey("postings.JobClass", on_delete=models.PROTECT, related_name="postings")
    state = models.CharField(max_length=12, choices=PostingState.choices, default=PostingState.DRAFT)
    opens_at = models.DateTimeField(help_text="Applications are taken from this instant.")
    closes_at = models.DateTimeField(
        null=True, blank=True, help_text="The last instant of filing, in the city's zone. Empty: continuous."
    )
    current_revision = models.ForeignKey(
        "postings.PostingRevision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                name="posting_closes_after_it_opens",
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                violation_error_message="The closing instant must be after the opening instant.",
            ),
            models.CheckConstraint(
                name="posting_published_has_a_revision",
                condition=Q(state=PostingState.DRAFT) | Q(current_revision__isnull=False),
                violation_error_message="A published posting needs a published revision.",
            ),
        ]
        indexes = [models.Index(fields=["state", "closes_at"], name="posting_state_closes")]

    def __str__(self) -> str:
        return in_language_in_force(self.title, self.translations)

    def takes_applications_at(self, instant: datetime) -> bool:
        """Whether an application that arrives at this instant is in time (the closing instant itself is)."""
        return (
            self.state == PostingState.PUBLISHED
            and self.opens_at <= instant
            and (self.closes_at is None or instant <= self.closes_at)
        )


class PostingRevision(models.Model):
    """A numbered text of a posting with its rules; once published, neither it nor its parts ever change."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    revised_on = models.DateField()
    note = models.CharField(max_length=200, blank=True, help_text="As printed, e.g. 'New Recruitment Date'.")
    sections = models.JSONField(help_text="The posting's text by section, verbatim.")
    requirement_sentences = models.JSONField(default=list)
    translations = models.JSONField(
        default=dict, blank=True, help_text="By language: {text as it governs: the same in that language}."
    )
    requirements = models.JSONField(help_text="settings, duties, claims and tree (or levels).")
    highly_desirable = models.JSONField(default=list, blank=True, help_text="The points plan.")
    pre_employment = models.JSONField(
        default=list, blank=True, help_text="What is checked after a conditional offer: [{kind, label}]."
    )
    worked_examples = models.JSONField(default=list)
    list_days = models.PositiveSmallIntegerField(default=180)
    list_policy = models.JSONField(
        default=dict,
        blank=True,
        help_text="What orders the list and which names are sent: ListPolicy. {}: unranked.",
    )
    closes_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="The closing instant that this revision announces. Empty: continuous.",
    )
    closing_notice_days = models.PositiveSmallIntegerField(
        default=5, help_text="Days of notice before a continuous posting closes."
    )
    appeal_days = models.PositiveSmallIntegerField(
        default=10, help_text="Days to appeal a requirement after the notice, the last one whole."
    )
    appeal_counted = models.CharField(max_length=8, choices=DaysCounted.choices, default=DaysCounted.CALENDAR)
    wage_base_low = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    wage_base_high = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    wage_per = models.CharField(max_length=10, default="hour", blank=True)
    source_sha256 = models.CharField(
        max_length=64, help_text="Of the canonical data file it was loaded from."
    )
    authored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["posting_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "number"], name="revision_number_once"),
            models.CheckConstraint(
                name="revision_wage_range",
                condition=Q(wage_base_high__isnull=True) | Q(wage_base_low__lte=F("wage_base_high")),
            ),
            models.CheckConstraint(
                name="revision_published_by_a_second_person",
                condition=~Q(published_by=F("authored_by")),
                violation_error_message="Somebody else than its author publishes a revision.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
            NEVER_EMPTIED,
        ]

    language: str = "en"
    """Of its texts: English as it is kept, another in the copy that ``spoken`` gives."""
    record: "PostingRevision | None" = None
    """What a copy that is shown was made of."""

    def __str__(self) -> str:
        return f"{self.posting}, {self.label}"

    @property
    def wage_unit(self) -> str:
        """'hour', 'month' or 'year' in the language in force."""
        return {"hour": _("hour"), "month": _("month"), "year": _("year")}.get(self.wage_per, self.wage_per)

    @property
    def label(self) -> str:
        """As the City prints it: 'Rev. 8 - April 18, 2025 (New Recruitment Date)'."""
        with override(self.language):
            day = date_format(self.revised_on, "F j, Y" if self.language == "en" else r"j \d\e F \d\e Y")
        return f"Rev. {self.number} - {day}" + (f" ({self.note})" if self.note else "")
