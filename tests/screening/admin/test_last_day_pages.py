"""A list's last day on its pages: what is asked, what waits, who may agree."""

from datetime import timedelta

import pytest

from screening.city_time import city_day, now
from screening.enums import Role
from screening.models import EligibleList, LastDayChange
from tests.factories import signed_in
from tests.factories_eligible_list import make_analyst, make_class_posting, make_list, make_names, make_user

pytestmark = pytest.mark.django_db


def test_one_proposes_and_another_agrees() -> None:
    eligible_list = make_list(make_class_posting(), city_day(now()) - timedelta(days=10))
    make_names(eligible_list, "Ada Cole")
    first, second = (
        signed_in(make_analyst()),
        signed_in(make_user("Sam Ford", (Role.SUPERVISING_ANALYST, None))),
    )
    here = f"/admin/screening/eligiblelist/{eligible_list.pk}/"
    empty = first.post(f"{here}last-day/", {})
    assert (empty.status_code, empty.content.decode().count("Enter the reason.")) == (400, 2)
    asked = {"kind": "extension", "authority": "Rule IV", "reason": "Three vacancies are open."}
    early = first.post(f"{here}last-day/", asked | {"last_day": city_day(now()).isoformat()})
    assert (early.status_code, "lasts through" in early.content.decode()) == (409, True)
    until = eligible_list.expires_on + timedelta(days=30)
    assert first.post(f"{here}last-day/", asked | {"last_day": until.isoformat()}).status_code == 302
    change = LastDayChange.objects.get()
    agree = f"{here}last-day/{change.pk}/agree/"
    assert ("Agree to" in first.get(f"{here}change/").content.decode()) is False
    assert "Agree to the new last day" in second.get(f"{here}change/").content.decode()
    assert "You proposed this." in first.post(agree, follow=True).content.decode()
    assert "The new last day holds." in second.post(agree, follow=True).content.decode()
    assert EligibleList.objects.get().expires_on == until
    assert "Agreed to by Sam Ford" in second.get(f"{here}change/").content.decode()


def test_a_proposal_of_another_list_is_not_found() -> None:
    eligible_list = make_list(make_class_posting(), city_day(now()) - timedelta(days=10))
    other = make_list(make_class_posting("other", "Other"), city_day(now()) - timedelta(days=10))
    analyst = signed_in(make_analyst())
    until = (eligible_list.expires_on + timedelta(days=30)).isoformat()
    asked = {"kind": "extension", "authority": "Rule IV", "reason": "Open vacancies.", "last_day": until}
    analyst.post(f"/admin/screening/eligiblelist/{eligible_list.pk}/last-day/", asked)
    change = LastDayChange.objects.get()
    wrong = f"/admin/screening/eligiblelist/{other.pk}/last-day/{change.pk}/drop/"
    assert analyst.post(wrong).status_code == 404
    right = f"/admin/screening/eligiblelist/{eligible_list.pk}/last-day/{change.pk}/drop/"
    assert "The last day stays." in analyst.post(right, follow=True).content.decode()
