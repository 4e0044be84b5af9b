"""How the City reaches a person: once a person, whatever they apply for."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models

FIELDS = (
    "given_names",
    "family_names",
    "email",
    "phone",
    "address1",
    "address2",
    "city",
    "state",
    "postal_code",
)


class ContactDetails(models.Model):
    """A person's name and addresses as they stand now; a submission keeps those it was sent with.

    ``version`` grows with each change, so that an older tab is noticed.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="contact_details"
    )
    given_names = models.CharField(max_length=200, blank=True)
    family_names = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address1 = models.CharField(max_length=200, blank=True)
    address2 = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=40, blank=True)
    postal_code = models.CharField(max_length=12, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "contact details"
        verbose_name_plural = "contact details"

    def __str__(self) -> str:
        return f"{self.given_names} {self.family_names}".strip() or "Contact details"

    @property
    def content(self) -> dict[str, Any]:
        """What was given, by field."""
        return {name: getattr(self, name) for name in FIELDS if getattr(self, name)}


class ContactChange(models.Model):
    """What a person's details were and what they became: only the fields that changed. It goes with the details."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="contact_changes"
    )
    before = models.JSONField()
    after = models.JSONField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["person_id", "-id"]
        triggers = [pgtrigger.ReadOnly(name="contact_change_is_final")]

    def __str__(self) -> str:
        return f"Change {self.pk}"
