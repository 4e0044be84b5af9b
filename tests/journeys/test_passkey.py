"""Somebody makes a passkey, signs out, and signs in with it alone: a real authenticator, kept by the browser."""

from typing import Any

from allauth.mfa.models import Authenticator

from screening.models import User
from tests.factories import PASSWORD
from tests.journeys.steps import look, sign_in


def test_a_passkey_opens_the_account_without_a_password(page: Any, base: str, applicant: User) -> None:
    base = base.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to an address
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, base, applicant.email)
    page.goto(f"{base}/accounts/2fa/")
    look(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.fill("[name=name]", "My phone")
    look(page)
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    assert Authenticator.objects.filter(type="webauthn", user=applicant).count() == 1
    page.goto(f"{base}/accounts/2fa/webauthn/")
    look(page)
    page.goto(f"{base}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto(f"{base}/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="My applications").wait_for()
