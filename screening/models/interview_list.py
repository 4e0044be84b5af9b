"""A vacancy, the interview lists issued for it, and what became of each name."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from postings.models.never_emptied import NEVER_EMPTIED
from screening.disposition_moves import SHOWS_THE_NAME
from screening.enums import DispositionKind, InterviewListState, VacancyState
from screening.models.append_only import AppendOnly
from screening.models.eligible_list import EligibleList, EligibleListEntry


class Vacancy(models.Model):
    """A department's requisition: so many positions of one class."""

    department = models.ForeignKey("postings.Department", on_delete=models.PROTECT, related_name="vacancies")
    job_class = models.ForeignKey("postings.JobClass", on_delete=models.PROTECT, related_name="vacancies")
    requisition = models.CharField(max_length=40, help_text="The department's own number.")
    positions = models.PositiveSmallIntegerField(default=1)
    location = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=10, choices=VacancyState.choices, default=VacancyState.OPEN)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name_plural = "vacancies"
        constraints = [
            models.UniqueConstraint(fields=["department", "requisition"], name="requisition_once"),
            models.CheckConstraint(name="vacancy_has_positions", condition=Q(positions__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.requisition}: {self.job_class}"


class InterviewList(models.Model):
    """Names certified from an eligible list for one vacancy; its content is frozen as issued, only its state moves.

    ``criteria`` is the recorded, job-related filter, the same for all; ``considered`` says for every name of the
    eligible list why it is in or out: [{entry, in, why}].
    """

    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="interview_lists")
    eligible_list = models.ForeignKey(EligibleList, on_delete=models.PROTECT, related_name="interview_lists")
    number = models.PositiveSmallIntegerField()
    names_asked = models.PositiveSmallIntegerField()
    criteria = models.JSONField(default=dict)
    considered = models.JSONField(default=list)
    content_sha256 = models.CharField(max_length=64)
    blind = models.BooleanField(
        default=False,
        help_text="Each name and its contact details stay hidden from whoever hires until its interview is set.",
    )
    issued_on = models.DateField()
    return_by = models.DateField(
        null=True,
        blank=True,
        help_text="By this whole day every name has its last word; none on the oldest lists.",
    )
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    state = models.CharField(
        max_length=8, choices=InterviewListState.choices, default=InterviewListState.ISSUED
    )

    class Meta:
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["vacancy", "number"], name="interview_list_number_once"),
            models.CheckConstraint(
                name="interview_list_returned_after_it_was_issued",
                condition=Q(return_by__isnull=True) | Q(return_by__gt=F("issued_on")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="issued_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["state"]),
            ),
            pgtrigger.Protect(name="issued_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"Interview list {self.number} for {self.vacancy}"


class Referral(AppendOnly):
    """One name on an interview list, in its order."""

    interview_list = models.ForeignKey(InterviewList, on_delete=models.PROTECT, related_name="referrals")
    entry = models.ForeignKey(EligibleListEntry, on_delete=models.PROTECT, related_name="referrals")
    order = models.PositiveIntegerField()

    class Meta(AppendOnly.Meta):
        ordering = ["interview_list_id", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["interview_list", "entry"], name="referral_once")]

    @property
    def is_hidden(self) -> bool:
        """Whether whoever hires may not know yet who this is; once an interview was set, it stays known."""
        return self.interview_list.blind and not any(
            one.kind in SHOWS_THE_NAME for one in self.dispositions.all()
        )

    @property
    def shown_name(self) -> str:
        """The name as whoever hires may see it: 'Candidate 3' by the place on a blind list."""
        if self.is_hidden:
            return _("Candidate %(number)s") % {"number": self.order}
        return self.entry.application.name


class Disposition(AppendOnly):
    """What became of a name, on a day, with a note; the latest holds."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="dispositions")
    kind = models.CharField(max_length=16, choices=DispositionKind.choices)
    happened_on = models.DateField()
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["id"]


class Selection(models.Model):
    """A department's claim on a person. One live selection a person, whoever clicks first."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="selections")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="selections")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="selection_one_live_a_person"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="made_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["ended_at"]),
            ),
            pgtrigger.Protect(
                name="ended_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
            pgtrigger.Protect(name="made_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]
