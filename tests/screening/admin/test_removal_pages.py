"""The removal of a name on its pages: proposed, replied to, decided, restored."""

from datetime import timedelta

import pytest

from screening.city_time import city_day, now
from screening.enums import Role
from screening.models import EligibleListEntry, NameRemoval
from tests.factories import signed_in
from tests.factories_eligible_list import make_analyst, make_class_posting, make_list, make_names, make_user

pytestmark = pytest.mark.django_db


def test_from_the_proposal_to_the_restoration() -> None:
    eligible_list = make_list(make_class_posting(), city_day(now()) - timedelta(days=10))
    make_names(eligible_list, "Ada Cole", "Ben Diaz")
    entry = EligibleListEntry.objects.get(application__name="Ada Cole")
    first, second = (
        signed_in(make_analyst()),
        signed_in(make_user("Sam Ford", (Role.SUPERVISING_ANALYST, None))),
    )
    lists = "/admin/screening/eligiblelist/"
    here = f"{lists}{eligible_list.pk}/names/{entry.pk}/"
    assert here in first.get(f"{lists}{eligible_list.pk}/change/").content.decode()
    empty = first.post(here, {})
    assert (empty.status_code, "Choose the reason." in empty.content.decode()) == (400, True)
    first.post(here, {"reason": "falsified", "note": "The diploma is of another person."})
    row = NameRemoval.objects.get()
    assert "Names proposed for removal" in second.get(lists).content.decode()
    assert first.post(here, {"outcome": "remove", "why": "Yes."}).status_code == 404
    person, own = signed_in(entry.person), f"/applications/{entry.application_id}/removals/{row.pk}/"
    assert "See why and reply" in person.get(f"/applications/{entry.application_id}/").content.decode()
    wordless = person.post(own, {"hearing": "on"})
    assert (wordless.status_code, "Write why your name should stay." in wordless.content.decode()) == (
        400,
        True,
    )
    assert person.post(own, {"words": "It is my diploma.", "hearing": "on"}).status_code == 302
    early = second.post(here, {"outcome": "remove", "why": "Checked."})
    assert (early.status_code, "asked for a hearing" in early.content.decode()) == (409, True)
    held = city_day(now()).isoformat()
    assert second.post(here, {"outcome": "remove", "why": "Checked.", "hearing_on": held}).status_code == 302
    assert "was taken off the eligible list" in person.get(own).content.decode()
    assert "Taken off" in second.get(f"{lists}{eligible_list.pk}/change/").content.decode()
    assert second.post(here, {"why": "The school wrote again."}).status_code == 302
    assert "back on the list" in person.get(own).content.decode()


def test_a_name_of_another_list_is_not_found() -> None:
    eligible_list = make_list(make_class_posting(), city_day(now()) - timedelta(days=10))
    other = make_list(make_class_posting("other", "Other"), city_day(now()) - timedelta(days=10))
    make_names(eligible_list, "Ada Cole")
    entry = EligibleListEntry.objects.get()
    here = f"/admin/screening/eligiblelist/{other.pk}/names/{entry.pk}/"
    assert signed_in(make_analyst()).get(here).status_code == 404
