"""A fact that an analyst settled: what the City counts instead of an open answer, beside the applicant's own words."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from screening.models.append_only import AppendOnly
from screening.models.application import Application, Submission
from screening.models.conflict import refuse_conflict
from screening.models.fact_import import FactImport


class SettledFact(AppendOnly):
    """One step of one fact: settled, settled anew, or lifted. The newest step of a path holds.

    ``path`` leads to the fact in the facts document, for example ``jobs/0/duties/clerical`` or ``answers/option``.
    ``submission`` is the version of the facts that it is part of for the first time.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="settled_facts")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="settled_facts")
    path = models.CharField(max_length=200)
    said = models.JSONField(null=True, help_text="The applicant's own answer; empty where there is none.")
    value = models.JSONField(null=True, help_text="What counts; empty: the applicant's own answer again.")
    reason = models.TextField(help_text="Why it is counted so. The applicant reads this.")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()
    fact_import = models.ForeignKey(
        FactImport,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="settled_facts",
        help_text="The file from outside that it came in.",
    )
    row = models.PositiveIntegerField(null=True, blank=True, help_text="The row of that file.")
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    class Meta(AppendOnly.Meta):
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="settled_fact_says_why", condition=Q(reason__regex=r"[^[:space:]]")),
            models.CheckConstraint(
                name="only_a_settled_fact_is_lifted",
                condition=Q(value__isnull=False) | Q(supersedes__isnull=False),
            ),
            models.CheckConstraint(
                name="settled_fact_of_a_file_names_its_row",
                condition=Q(fact_import__isnull=True, row__isnull=True)
                | Q(fact_import__isnull=False, row__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["application", "path"],
                condition=Q(supersedes__isnull=True),
                name="settled_fact_begins_once",
            ),
        ]
        triggers = [
            *AppendOnly.Meta.triggers,
            # a row without a value gives the applicant's own answer back: a correction of their own does so too
            refuse_conflict("settled_by_id", where=pgtrigger.Q(new__value__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.path} of application {self.application_id}"
