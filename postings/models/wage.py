"""Dated wage increases, as the posting's notes announce them."""

from django.db import models

from postings.models.revision_part import RevisionPart


class WageIncrease(RevisionPart):
    """A percentage on a day; they compound in the order of their days."""

    percent = models.DecimalField(max_digits=5, decimal_places=2)
    effective_on = models.DateField()
    kind = models.CharField(max_length=40, help_text="general, special salary")
    text = models.TextField(help_text="The sentence of the posting.")

    class Meta(RevisionPart.Meta):
        default_related_name = "wage_increases"
        constraints = [
            models.CheckConstraint(name="wage_increase_positive", condition=models.Q(percent__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.percent.normalize():f}% effective {self.effective_on:%Y-%m-%d}"
