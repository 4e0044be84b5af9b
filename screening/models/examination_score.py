"""Scores of an examination that others held: the file they came in, and each person's score in its versions."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from postings.models.never_emptied import NEVER_EMPTIED
from screening.models.append_only import AppendOnly
from screening.models.application import Application


class ScoreImport(models.Model):
    """A file of scores. Until it is taken in it is only looked at; then it stays as it is, file and all."""

    posting = models.ForeignKey("postings.Posting", on_delete=models.PROTECT, related_name="score_imports")
    examination = models.CharField(
        max_length=120, help_text="Its name; later files of the same name correct it."
    )
    source = models.CharField(max_length=160, help_text="Who held the examination.")
    held_on = models.DateField()
    highest = models.DecimalField(max_digits=7, decimal_places=2, help_text="The highest possible score.")
    file = models.CharField(max_length=160, help_text="Below the private folder.")
    file_name = models.CharField(max_length=120)
    form = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="score_import_taken_in_by_a_person",
                condition=Q(taken_in_at__isnull=True, taken_in_by__isnull=True)
                | Q(taken_in_at__isnull=False, taken_in_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["posting", "examination", "sha256"],
                condition=Q(taken_in_at__isnull=False),
                name="score_file_taken_in_once",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="taken_in_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__taken_in_at__isnull=False),
            ),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.examination}, {self.file_name}"


class ExaminationScore(AppendOnly):
    """One person's score. A correction is a new row that names the one it replaces; the newest holds."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="examination_scores")
    score_import = models.ForeignKey(ScoreImport, on_delete=models.PROTECT, related_name="scores")
    examination = models.CharField(max_length=120)
    row = models.PositiveIntegerField(help_text="The row of the file.")
    score = models.DecimalField(max_digits=7, decimal_places=2)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    class Meta(AppendOnly.Meta):
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="examination_score_not_negative", condition=Q(score__gte=0)),
            models.CheckConstraint(
                name="examination_score_supersedes_an_older_one",
                condition=Q(supersedes__isnull=True) | Q(supersedes__lt=F("id")),
            ),
            models.UniqueConstraint(fields=["score_import", "application"], name="score_once_a_file"),
            models.UniqueConstraint(
                fields=["application", "examination"],
                condition=Q(supersedes__isnull=True),
                name="examination_score_begins_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.examination}: {self.score}"
