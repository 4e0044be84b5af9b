"""A new phone or address holds for every application at once, with what it was; sent facts stay; mail is told."""

from typing import Any

import pytest
from django.test import Client

from screening.city_time import now
from screening.domain import contact, notice
from screening.errors import NotAllowed
from screening.models import ContactChange, ContactDetails, Submission
from tests.factories import PASSWORD, make_posting, make_submitted_application, make_user
from tests.letters import letters

pytestmark = pytest.mark.django_db


def sign_in(client: Client) -> Any:
    rosa = make_user("rosa@example.org")
    make_submitted_application(make_posting(), rosa)
    client.post("/accounts/login/", {"login": "rosa@example.org", "password": PASSWORD})
    notice.send_due(at=now())
    letters().clear()
    return rosa


def test_a_new_phone_is_kept_with_the_old_one_and_told(client: Client) -> None:
    rosa = sign_in(client)
    saved = ContactDetails.objects.get()
    sent = Submission.objects.get()
    typed = {**saved.content, "phone": "619-555-0199", "version": saved.version}
    assert client.post("/account/contact/", typed).status_code == 302
    change = ContactChange.objects.get()
    assert (change.before, change.after) == ({"phone": "619-555-0100"}, {"phone": "619-555-0199"})
    assert Submission.objects.get().contact == sent.contact
    assert "619-555-0199" in client.get("/account/contact/").content.decode()
    notice.send_due(at=now())
    assert [(m.to, m.subject) for m in letters()] == [([rosa.email], "Your contact details were changed")]


def test_an_address_for_mail_is_taken_over_once_it_is_confirmed_and_both_are_told(client: Client) -> None:
    rosa = sign_in(client)
    rosa.emailaddress_set.create(email="new@example.org", verified=False)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    choose = {"email": "new@example.org", "action_primary": ""}
    client.post("/accounts/email/", choose)
    assert (ContactDetails.objects.get().email, ContactChange.objects.count()) == ("rosa@example.org", 0)
    rosa.emailaddress_set.filter(email="new@example.org").update(verified=True)
    client.post("/accounts/email/", choose)
    assert ContactDetails.objects.get().email == "new@example.org"
    assert ContactChange.objects.get().before == {"email": "rosa@example.org"}
    notice.send_due(at=now())
    assert sorted(m.to[0] for m in letters()) == ["new@example.org", "rosa@example.org"]


def test_nobody_changes_the_details_of_another(client: Client) -> None:
    rosa = sign_in(client)
    with pytest.raises(NotAllowed):
        contact.save_contact(actor=make_user("eve@example.org"), person=rosa, content={}, version=1, at=now())
    assert ContactChange.objects.count() == 0


def test_an_older_tab_of_the_account_page_is_shown_both_values_and_keeps_what_was_typed(
    client: Client,
) -> None:
    sign_in(client)
    saved = ContactDetails.objects.get()
    typed = {**saved.content, "phone": "619-555-0199", "version": saved.version}
    client.post("/account/contact/", typed)
    answer = client.post("/account/contact/", {**typed, "phone": "619-555-0177"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "You saved this section in another window" in page
    assert 'value="619-555-0177"' in page and "619-555-0199" in page
    assert 'name="version" value="2"' in page and "Keep what I typed here" in page
    assert ContactDetails.objects.get().phone == "619-555-0199"
    assert (
        client.post("/account/contact/", {**typed, "phone": "619-555-0177", "version": 2}).status_code == 302
    )
    assert ContactDetails.objects.get().phone == "619-555-0177"


def test_a_token_from_before_brings_back_what_was_typed_into_the_account_page() -> None:
    client = Client(enforce_csrf_checks=True)
    rosa = make_user("rosa@example.org")
    client.force_login(rosa, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(
        "/account/contact/", {"phone": "619-555-0177"}, headers={"origin": "http://testserver"}
    )
    assert answer.status_code == 403
    assert 'value="619-555-0177"' in answer.content.decode()
