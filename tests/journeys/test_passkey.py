"""A passkey signs in alone, and is the second step of staff: a real authenticator, kept by the browser."""

from typing import Any

from allauth.mfa.models import Authenticator

from screening.models import User
from tests.factories import PASSWORD
from tests.journeys.steps import look, sign_in


def has_authenticator(page: Any) -> None:
    """The device that keeps passkeys, as a phone or a laptop has one."""
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


def sign_out(page: Any, base: str) -> None:
    page.goto(f"{base}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{base}/")


def test_a_passkey_opens_the_account_without_a_password(page: Any, base: str, applicant: User) -> None:
    base = base.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to an address
    has_authenticator(page)
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
    look(page)
    codes = page.get_by_role("list", name="Codes not used yet").get_by_role("listitem").all_inner_texts()
    assert Authenticator.objects.filter(type="webauthn", user=applicant).count() == 1
    page.goto(f"{base}/accounts/2fa/webauthn/")
    look(page)
    sign_out(page, base)
    page.goto(f"{base}/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="My applications").wait_for()
    sign_out(page, base)
    a_recovery_code_stands_in_once(page, base, applicant, codes[0])


def a_recovery_code_stands_in_once(page: Any, base: str, applicant: User, code: str) -> None:
    sign_in(page, base, applicant.email)
    page.get_by_text("I cannot use my app").click()
    look(page)
    page.fill("[name=code]", code)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="My applications").wait_for()
    sign_out(page, base)
    sign_in(page, base, applicant.email)
    page.fill("[name=code]", code)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.locator("[data-error-summary]").wait_for()
    look(page)
    assert "/accounts/2fa/authenticate/" in page.url


def test_a_passkey_is_the_second_step_of_staff_where_one_is_required(
    page: Any, base: str, analyst: User, settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR_FOR_STAFF = True
    base = base.replace("127.0.0.1", "localhost")
    has_authenticator(page)
    sign_in(page, base, analyst.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Set up your authenticator app").wait_for()
    look(page)
    page.get_by_role("link", name="use a passkey").click()
    page.fill("[name=name]", "Key on my desk")
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    sign_out(page, base)

    sign_in(page, base, analyst.email)
    page.get_by_role("heading", name="Second step").wait_for()
    look(page)
    page.goto(f"{base}/admin/")
    page.get_by_role("heading", name="Second step").wait_for()  # a password alone opens nothing
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)
    answer = page.goto(f"{base}/admin/")
    assert (answer.status, page.url) == (200, f"{base}/admin/")
