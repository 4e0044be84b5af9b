"""The analysts' view of postings. The room that has the site and knows people registers it: ``register(site, …)``."""

from postings.admin.posting import register

__all__ = ["register"]
