"""The navigation says how many notices wait to be read; nobody else's are counted."""

import re

from django.test import Client

from screening.city_time import now
from screening.models import Notice, User
from tests.factories import make_posting, make_submitted_application, make_user


def badge(client: Client, path: str = "/applications/") -> str:
    found = re.search(
        r'site-nav__count">(\d+)<span class="visually-hidden"> unread', client.get(path).content.decode()
    )
    return found[1] if found else ""


def test_unread_notices_are_counted_until_they_are_opened(signed_in: Client, applicant: User) -> None:
    assert badge(signed_in) == ""
    for number in range(2):
        posting = make_posting(f"clerk-{number}", title=f"Clerk {number}")
        make_submitted_application(posting, applicant, at=now())
        make_submitted_application(posting, make_user(f"p{number}@example.org"), at=now())
    assert badge(signed_in) == "2"
    first = Notice.objects.filter(recipient=applicant).order_by("pk")[0]
    assert badge(signed_in, f"/notices/{first.pk}/") == "1"
    Notice.objects.filter(recipient=applicant).exclude(pk=first.pk).update(cancelled_at=now())
    assert badge(signed_in, "/notices/") == ""
