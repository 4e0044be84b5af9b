"""The language is chosen in the header at any moment, kept on the account, and never costs what was typed."""

import pytest
from django.test import Client

from screening.city_time import now
from screening.domain import notice as notices
from screening.enums import Language, NoticeKind, Role
from screening.models import Application, User
from tests.factories import contact_content, make_application, make_posting, make_staff, make_user

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def applicant(db: None) -> User:
    return make_user()


@pytest.fixture
def signed_in(client: Client, applicant: User) -> Client:
    client.force_login(applicant, backend=BACKEND)
    return client


@pytest.fixture
def draft(applicant: User) -> Application:
    return make_application(make_posting(), applicant, at=now())


def spoken(response) -> tuple[str, bool]:
    return response.headers["Content-Language"], b'<html lang="es">' in response.content


def test_a_browser_that_asks_for_spanish_reads_spanish(client, db):
    assert spoken(client.get("/", headers={"accept-language": "es-MX,es;q=0.9"})) == ("es", True)
    assert spoken(client.get("/", headers={"accept-language": "fr"})) == ("en", False)


def test_the_choice_stays_in_the_browser_and_leads_back_to_the_page(client, db):
    chosen = client.post("/language/", {"switch_language": "es", "next": "/how-we-evaluate/?a=1"})
    assert (chosen.status_code, chosen.url) == (302, "/how-we-evaluate/?a=1")
    assert spoken(client.get("/how-we-evaluate/", headers={"accept-language": "en"})) == ("es", True)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "", "javascript:x", "/\\evil.example"]
)
def test_the_way_back_never_leads_elsewhere(client, db, elsewhere):
    assert client.post("/language/", {"switch_language": "es", "next": elsewhere}).url == "/"


def test_an_unknown_language_changes_nothing(client, db):
    answer = client.post("/language/", {"switch_language": "tlh", "next": "/"})
    assert (answer.status_code, "django_language" in answer.cookies) == (302, False)


def test_the_choice_is_forgotten_when_the_browser_closes(client, db):
    cookie = client.post("/language/", {"switch_language": "es"}).cookies["django_language"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"]) == ("", "", True)


def test_the_account_keeps_the_language_of_its_person(signed_in, applicant):
    signed_in.post("/language/", {"switch_language": "es"})
    applicant.refresh_from_db()
    assert applicant.language == "es"
    elsewhere = Client()
    elsewhere.force_login(applicant, backend=BACKEND)
    assert spoken(elsewhere.get("/applications/", headers={"accept-language": "en"})) == ("es", True)


def test_a_new_account_speaks_the_language_it_was_made_in(client, db):
    client.post("/language/", {"switch_language": "es"})
    client.post("/accounts/signup/", {"email": "luz@example.org", "password1": "verde montaña río"})
    assert User.objects.get(email="luz@example.org").language == "es"


def test_a_forged_choice_is_refused(applicant):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(applicant, backend=BACKEND)
    assert strict.post("/language/", {"switch_language": "es"}).status_code == 403
    applicant.refresh_from_db()
    assert applicant.language == ""


def test_a_form_in_the_middle_of_typing_comes_back_as_it_was_typed_and_is_not_saved(
    signed_in, applicant, draft
):
    before = contact_content(draft)
    typed = {
        "given_names": "Ana María",
        "city": "y" * 101,
        "version": "1",
        "switch_language": "es",
    }
    page = signed_in.post(f"/applications/{draft.pk}/contact/", typed)
    form = page.context["form"]
    assert (page.status_code, spoken(page), form.errors) == (200, ("es", True), {})
    assert (form["given_names"].value(), form["city"].value()) == ("Ana María", "y" * 101)
    assert f'value="{"y" * 101}"' in page.content.decode()
    assert contact_content(draft) == before
    applicant.refresh_from_db()
    assert applicant.language == "es"


def test_nothing_is_certified_by_changing_the_language(signed_in, draft):
    page = signed_in.post(
        f"/applications/{draft.pk}/check/", {"certified_name": "Ana", "switch_language": "es"}
    )
    draft.refresh_from_db()
    assert (page.status_code, draft.state) == (200, "draft")


def test_staff_pages_speak_english(client, db):
    client.force_login(make_staff(Role.AUDITOR), backend=BACKEND)
    client.post("/language/", {"switch_language": "es"})
    said = {path: client.get(path).headers["Content-Language"] for path in ("/", "/admin/", "/hiring/")}
    assert said == {"/": "es", "/admin/": "en", "/hiring/": "en"}


@pytest.mark.parametrize(
    ("language", "expected"), [(Language.SPANISH, "es"), (Language.ENGLISH, "en"), ("", "en")]
)
def test_notices_are_written_in_their_readers_language(draft, applicant, language, expected):
    applicant.language = language
    applicant.save()
    notice = notices.give(
        kind=NoticeKind.RECEIVED, recipient=applicant, application=draft, cause="test", at=now()
    )
    assert notice is not None
    assert notice.subject.startswith({"en": "We received", "es": "Recibimos"}[expected])
