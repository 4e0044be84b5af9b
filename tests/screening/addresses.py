"""The addresses of the site, those that are not ours to judge, and everybody who might ask."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver

OUTSIDE = (
    "accounts/",
    "admin/login/",
    "admin/logout/",
    "admin/password_change/",
    "admin/jsi18n/",
    "admin/autocomplete/",
)
OUTSIDE += ("admin/r/", "admin/(?P<url>", "admin/screening/user/<path:object_id>/")
"""Django's and allauth's own addresses: they show nothing but the asking person's own account, or lead elsewhere."""


WHO = (
    "anonymous",
    "stranger",
    "owner",
    "analyst",
    "other analyst",
    "supervisor",
    "manager",
    "other manager",
    "auditor",
    "administrator",
    "officer",
    "panel member",
    "candidate",
    "hired",
)
EVERYONE = frozenset(WHO)
SIGNED_IN = EVERYONE - {"anonymous"}
OWNER = frozenset({"owner"})
DECIDE = frozenset({"analyst", "supervisor"})
REVIEW = DECIDE | {"auditor"}
OFFICER = frozenset({"officer"})
ACCOUNTS = frozenset({"administrator"})
ADMIN = REVIEW | ACCOUNTS | {"other analyst"}
POOLS = REVIEW | {"other analyst"}
WORK_POOLS = DECIDE | {"other analyst"}
HIRE = frozenset({"manager"})
HIRE_READ = HIRE | {"auditor"}
HIRING = HIRE_READ | {"other manager"}
PANEL = frozenset({"panel member"})
PANELS = PANEL | {"manager", "other manager"}
NOBODY: frozenset[str] = frozenset()
"""Everybody who might ask, by what they are; the sets are of them."""


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield before + str(entry.pattern)
        else:
            yield from addresses(entry, before + str(entry.pattern))
