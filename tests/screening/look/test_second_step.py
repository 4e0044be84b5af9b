"""Setting up an authenticator app, keeping the recovery codes, and signing in with the second step."""

from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.utils import timezone

from screening.models import User
from tests.screening.look.test_in_a_browser import violations

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "four-unrelated-words"


@pytest.fixture
def analyst(django_user_model: type[User]) -> User:
    user = django_user_model.objects.create_user(email="analyst@example.com", password=PASSWORD)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def code_now(secret: str) -> str:
    counter = int(timezone.now().timestamp()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def sign_in(page: Any, address: str) -> None:
    page.goto(address + "/accounts/login/")
    page.get_by_label("E-mail address").fill("analyst@example.com")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_an_app_is_set_up_and_then_asked_for(live_server: Any, page: Any, analyst: User) -> None:
    sign_in(page, live_server.url)
    page.goto(live_server.url + "/accounts/2fa/totp/activate/")
    if page.get_by_role("heading", name="Is it you?").count():
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()

    secret = page.locator("main .code").inner_text()
    assert page.locator(".qr svg path").count() == 1
    assert violations(page) == []

    page.get_by_label("Code from your authenticator app").fill(code_now(secret))
    page.get_by_role("button", name="Turn it on").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Your recovery codes"
    codes = page.get_by_role("list", name="Codes not used yet").get_by_role("listitem").all_inner_texts()
    assert len(set(codes)) == 10
    assert violations(page) == []

    page.goto(live_server.url + "/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    sign_in(page, live_server.url)
    assert page.get_by_role("heading", level=1).inner_text() == "Second step"
    assert violations(page) == []

    code = page.get_by_label("Code from your authenticator app")
    code.fill("not-a-code")
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert page.get_by_role("alert").get_by_role("link").inner_text() == (
        "This code does not match. Wait for the next one in your app, then enter it."
    )
    code.fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(live_server.url + "/accounts/2fa/")
    assert "You have 9 codes left." in page.get_by_role("main").inner_text()
    assert violations(page) == []
