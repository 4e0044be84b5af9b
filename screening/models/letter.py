"""Letters of the sign-in: rows first, then e-mail by the worker. What a letter says is forgotten once it left."""

from django.db import models
from django.db.models import Q


class Letter(models.Model):
    """One message to one address: a link to confirm it, a code, word of a change. The address need not have an account.

    Its body may hold a secret, so it is emptied when it was sent; after ``good_until`` it is not sent any more.
    """

    kind = models.CharField(
        max_length=60, help_text="The template of its words, for example email/login_code."
    )
    address = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField()
    unsubscribe_url = models.URLField(
        max_length=300, blank=True, help_text="Ends what it is a part of, by one POST (RFC 8058)."
    )
    good_until = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    try_after = models.DateTimeField(help_text="Not before this instant.")
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="letter_forgotten_once_sent", condition=Q(sent_at__isnull=True) | Q(body="")
            ),
        ]
        indexes = [
            models.Index(fields=["try_after", "id"], condition=Q(sent_at__isnull=True), name="letter_due"),
        ]

    def __str__(self) -> str:
        return self.subject
