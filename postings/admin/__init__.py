"""The analysts' view of postings and of the question bank. The room that has the site and knows people registers them."""

from django.contrib import admin

from postings.admin import bank, posting
from postings.admin.door import Door

__all__ = ["register"]


def register(site: admin.AdminSite, door: Door) -> None:
    """Give the postings and the question bank their rooms in a site."""
    posting.register(site, door)
    bank.register(site, door)
