"""Supplemental questions: the posting's own, whose answers the automated evaluation reads."""

from django.db import models
from django.db.models import Q

from postings.enums import QuestionKind
from postings.models.revision_part import RevisionPart


class SupplementalQuestion(RevisionPart):
    """One question of one revision. ``limits`` holds min, max, max_length as its kind needs them."""

    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=12, choices=QuestionKind.choices)
    text = models.TextField()
    help = models.TextField(blank=True)
    required = models.BooleanField(default=True)
    choices = models.JSONField(default=list, blank=True, help_text="[{value, label}]")
    limits = models.JSONField(default=dict, blank=True)
    asked_when = models.JSONField(
        default=dict,
        blank=True,
        help_text="{question, is}: the earlier answer that asks it; empty: always asked.",
    )
    bank = models.SlugField(
        max_length=60,
        blank=True,
        help_text="The code of the bank question it was taken from; empty: its own.",
    )
    bank_version = models.PositiveSmallIntegerField(null=True, blank=True)
    cite = models.JSONField(
        default=list, blank=True, help_text="The sentence of the posting it stands for, or several."
    )

    class Meta(RevisionPart.Meta):
        default_related_name = "questions"
        constraints = [
            models.UniqueConstraint(fields=["revision", "slug"], name="question_slug_once"),
            models.CheckConstraint(
                name="question_of_the_bank_names_its_version",
                condition=Q(bank="", bank_version__isnull=True)
                | (~Q(bank="") & Q(bank_version__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.text
