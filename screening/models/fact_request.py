"""Something the applicant is asked to say, because a requirement stays open without it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.models.application import Application

_OPEN = Q(answered_at__isnull=True, lapsed_at__isnull=True)


class FactRequest(models.Model):
    """What is asked (``job-2``, ``job-new``, ``answers``, ``typing``, ``education``), why, and the last day, which counts.

    ``questions``: of ``answers``, which supplemental questions. What was asked stays as it was; only its end is added.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="fact_requests")
    what = models.SlugField(max_length=20)
    questions = models.JSONField(default=list, blank=True)
    note = models.TextField(help_text="What is open and what would settle it. Shown to the applicant.")
    due_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the passed due date was recorded."
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "what"], condition=_OPEN, name="fact_asked_once_at_a_time"
            ),
            models.CheckConstraint(name="fact_request_says_what", condition=~Q(note="")),
        ]
        indexes = [models.Index(fields=["due_on"], condition=_OPEN, name="fact_request_open")]
        triggers = [
            pgtrigger.Protect(
                name="asked_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["answered_at", "lapsed_at"]),
            ),
            pgtrigger.Protect(name="asked_is_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.what} of application {self.application_id}, by {self.due_on:%Y-%m-%d}"
