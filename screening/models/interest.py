"""Interest cards: an address that wants to hear when a class opens, and what it was told. No account stands behind it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from postings.models import JobClass, Posting


class InterestCard(models.Model):
    """One address and one class; it counts only once its address was confirmed. Whoever ends it takes the row away."""

    address = models.EmailField(max_length=254)
    job_class = models.ForeignKey(JobClass, on_delete=models.PROTECT, related_name="interest_cards")
    language = models.CharField(max_length=10, help_text="In which it was asked for, and is written.")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("address"), "job_class", name="interest_once_an_address_and_class"),
        ]
        indexes = [
            models.Index(
                fields=["job_class", "confirmed_at"],
                condition=Q(confirmed_at__isnull=False),
                name="interest_confirmed",
            )
        ]

    def __str__(self) -> str:
        return f"interest card {self.pk}"


class InterestTold(models.Model):
    """A posting that a card was written about, once: the letter stands beside it from the same transaction."""

    card = models.ForeignKey(InterestCard, on_delete=models.CASCADE, related_name="told")
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "posting"], name="interest_told_once")]

    def __str__(self) -> str:
        return f"interest card {self.card_id}, posting {self.posting_id}"
