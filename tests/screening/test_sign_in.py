"""Who gets in: locked after many tries, staff with a second factor where it is required, and one answer for all."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpResponse

from screening.enums import Role
from screening.errors import NotAllowed, Refused
from screening.middleware import ErrorsMiddleware, address_of
from tests.factories import PASSWORD, make_staff, make_user
from tests.letters import letters

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"
MASK = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def try_to_sign_in(client, email: str, password: str) -> HttpResponse:
    return client.post(SIGN_IN, {"login": email, "password": password})


def test_the_right_password_opens_the_door(client):
    make_user("rosa@example.org")
    answer = try_to_sign_in(client, "rosa@example.org", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/home/")


def test_after_ten_wrong_tries_even_the_right_password_waits(client):
    make_user("rosa@example.org")
    make_user("other@example.org")
    seen = [try_to_sign_in(client, "Rosa@Example.org", "wrong").status_code for _ in range(10)]
    assert seen == [200] * 9 + [429]
    assert try_to_sign_in(client, "rosa@example.org", PASSWORD).status_code == 429
    assert try_to_sign_in(client, "other@example.org", PASSWORD).status_code == 302


def test_an_unknown_address_is_locked_just_alike(client):
    seen = [try_to_sign_in(client, "nobody@example.org", "wrong").status_code for _ in range(11)]
    assert seen == [200] * 9 + [429] * 2


def test_sign_up_answers_alike_whether_or_not_the_address_is_known(client):
    make_user("rosa@example.org")
    answers = []
    for email in ("rosa@example.org", "new@example.org"):
        answer = client.post(
            "/accounts/signup/", {"email": email, "password1": PASSWORD, "password2": PASSWORD}, follow=True
        )
        answers.append((answer.redirect_chain, MASK.sub(b"", answer.content.replace(email.encode(), b""))))
        client.logout()
    assert answers[0] == answers[1]
    assert [message.to for message in letters()] == [["rosa@example.org"], ["new@example.org"]]


def test_a_password_reset_answers_alike_whether_or_not_the_address_is_known(client):
    make_user("rosa@example.org")
    answers = [
        client.post("/accounts/password/reset/", {"email": email}, follow=True)
        for email in ("rosa@example.org", "new@example.org")
    ]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert MASK.sub(b"", answers[0].content) == MASK.sub(b"", answers[1].content)


def test_the_admin_has_no_sign_in_of_its_own(client):
    answer = client.get("/admin/login/?next=/admin/")
    assert (answer.status_code, answer["Location"]) == (302, f"{SIGN_IN}?next=%2Fadmin%2F")


@pytest.mark.parametrize("role", [Role.SUPERVISING_ANALYST, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR])
@pytest.mark.parametrize("path", ["/admin/", "/home/", "/hiring/", "/"])
def test_staff_without_a_second_factor_can_only_set_one_up(client, settings, role, path):
    settings.REQUIRE_SECOND_FACTOR_FOR_STAFF = True
    client.force_login(make_staff(role))
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/totp/activate/")
    assert client.get("/accounts/logout/").status_code == 200


def test_staff_with_a_second_factor_and_applicants_go_on(client, settings):
    settings.REQUIRE_SECOND_FACTOR_FOR_STAFF = True
    auditor = make_staff(Role.AUDITOR)
    TOTP.activate(auditor, "JBSWY3DPEHPK3PXP")
    for user in (auditor, make_user()):
        client.force_login(user)
        assert client.get("/").status_code == 200


def test_where_it_is_not_required_staff_go_on_without(client):
    client.force_login(make_staff(Role.AUDITOR))
    assert client.get("/").status_code == 200


def test_every_answer_forbids_what_is_inline_and_framing(client):
    policy = dict(part.split(" ", 1) for part in client.get(SIGN_IN)["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
    }


def test_what_is_not_yours_is_not_found_and_a_refusal_is_said(rf):
    request = rf.get("/applications/1/")
    middleware = ErrorsMiddleware(lambda request: HttpResponse())
    missing = middleware.process_exception(request, NotAllowed("applicant 1 may not"))
    refused = middleware.process_exception(request, Refused("The list ended. Ask for a new one."))
    assert missing is not None
    assert missing.status_code == 404
    assert b"applicant 1" not in missing.content
    assert refused is not None
    assert refused.status_code == 409
    assert b"The list ended. Ask for a new one." in refused.content
    assert middleware.process_exception(request, ValueError()) is None


def test_behind_a_proxy_tries_are_counted_for_each_visitor_and_not_for_the_proxy(client, settings):
    settings.PROXIES = 1
    make_user("rosa@example.org")
    wrong = {"login": "rosa@example.org", "password": "wrong"}
    for _ in range(10):
        client.post(SIGN_IN, wrong, headers={"x-forwarded-for": "10.9.9.9, 203.0.113.7"})
    right = {"login": "rosa@example.org", "password": PASSWORD}
    seen = [
        client.post(SIGN_IN, right, headers={"x-forwarded-for": address}).status_code
        for address in ("10.1.1.1, 203.0.113.7", "203.0.113.8")
    ]
    assert seen == [429, 302]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.7", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", "127.0.0.1"),
        (1, "no address", "127.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(rf, settings, proxies, forwarded, address):
    settings.PROXIES = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert address_of(rf.get("/", headers=headers)) == address
