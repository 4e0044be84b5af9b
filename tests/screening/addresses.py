"""The addresses of the site, and those that are not ours to judge."""

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


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield before + str(entry.pattern)
        else:
            yield from addresses(entry, before + str(entry.pattern))
