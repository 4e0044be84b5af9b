"""Fault 4: two tabs edit one draft. The older one is shown both values and overwrites nothing unseen."""

import re

from django.test import Client
from django.urls import reverse

from screening.models import Application
from tests.factories import CONTACT, contact_content


def test_an_older_tab_is_shown_both_values_and_may_then_choose(signed_in: Client, draft: Application) -> None:
    address = reverse("applicant:section", args=[draft.pk, "contact"])
    newer = {**CONTACT, "phone": "619-555-0111", "version": 1}
    assert signed_in.post(address, newer).status_code == 302
    older = {**CONTACT, "phone": "619-555-0122", "version": 1}
    answer = signed_in.post(address, older)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "619-555-0111" in page and "619-555-0122" in page
    assert contact_content(draft)["phone"] == "619-555-0111"
    assert 'name="version" value="2"' in page
    assert signed_in.post(address, {**older, "version": 2}).status_code == 302
    assert contact_content(draft)["phone"] == "619-555-0122"


def test_saving_the_same_again_from_an_older_tab_is_no_conflict(
    signed_in: Client, draft: Application
) -> None:
    address = reverse("applicant:section", args=[draft.pk, "contact"])
    for _ in range(2):
        assert signed_in.post(address, {**CONTACT, "phone": "619-555-0111", "version": 1}).status_code == 302


def test_a_half_filled_section_is_kept_and_says_what_is_missing(
    signed_in: Client, draft: Application
) -> None:
    address = reverse("applicant:section", args=[draft.pk, "contact"])
    answer = signed_in.post(address, {"given_names": "Rosa", "version": 1}, follow=True)
    assert contact_content(draft) == {"given_names": "Rosa", "email": draft.applicant.email}
    assert "Your contact information: 6 more to do" in answer.content.decode()


def test_nobody_signs_what_another_window_changed(signed_in: Client, draft: Application) -> None:
    address = reverse("applicant:check", args=[draft.pk])
    opened = re.findall(r'name="shown" value="(\w{16})"', signed_in.get(address).content.decode())
    signed_in.post(
        reverse("applicant:section", args=[draft.pk, "contact"]), {**CONTACT, "phone": "1", "version": 1}
    )
    answer = signed_in.post(address, {"certified_name": "Rosa Park", "shown": opened[0]})
    assert answer.status_code == 409
    assert "Your answers changed in another window" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"
    now_shown = re.findall(r'name="shown" value="(\w{16})"', answer.content.decode())
    answer = signed_in.post(address, {"certified_name": "Rosa Park", "shown": now_shown[0]})
    assert answer["Location"] == reverse("applicant:receipt", args=[draft.pk])
