"""Why two accounts may be one person, and what somebody found of it."""

from django.db.models import TextChoices


class Likeness(TextChoices):
    EMAIL = "email", "Same mailbox"
    NAME_AND_ADDRESS = "name_address", "Same name at the same postal address"
    WORK = "work", "Two jobs with the same employers and dates"
    PHONE = "phone", "Same phone number"


WEAK = frozenset({Likeness.PHONE})
"""Families, shared homes and helpers share a phone: alone it says little."""


class DuplicateFinding(TextChoices):
    APART = "apart", "Two different people"
    LATER = "later", "To be looked at later"
