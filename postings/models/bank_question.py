"""The question bank: questions that postings share, each in numbered versions that never change."""

import pgtrigger
from django.conf import settings
from django.db import models

from postings.enums import QuestionKind
from postings.models.never_emptied import NEVER_EMPTIED


class BankQuestion(models.Model):
    """One version of one question; the newest is offered unless it is retired, and a revision keeps the version it took.

    ``translations``: by language, {text, help, choices: {value: label}}. ``asked_when`` ({question, is}) and ``points``
    ([{value, points}]) are suggestions to the posting that takes it.
    """

    code = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=QuestionKind.choices)
    text = models.TextField()
    help = models.TextField(blank=True)
    choices = models.JSONField(default=list, blank=True, help_text="[{value, label}]")
    limits = models.JSONField(default=dict, blank=True)
    translations = models.JSONField(default=dict, blank=True)
    asked_when = models.JSONField(default=dict, blank=True)
    points = models.JSONField(default=list, blank=True)
    is_retired = models.BooleanField(default=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["code", "-version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="bank_question_version_once")]
        triggers = [
            pgtrigger.Protect(name="bank_version_is_final", operation=pgtrigger.Update | pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return self.text
