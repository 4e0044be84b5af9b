"""Who enters the personnel office and which rooms and rows are there for them; for everybody else it is 404."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from screening.domain import eligible_list as eligible_lists
from screening.enums import ApplicationState, Role
from screening.models import Application, Decision, DocumentRequest, RoleAssignment
from tests.factories import (
    make_application,
    make_evaluated_application,
    make_posting,
    make_staff,
    make_user,
)
from tests.screening.admin.scene import (
    AT,
    LIST,
    LISTS,
    SHORT,
    confirm,
    make_in_pool,
    make_scene,
    page_of,
)

pytestmark = pytest.mark.django_db


def admin_paths() -> list[str]:
    """Every address below /admin/, with numbers where it asks for them."""

    def walk(patterns: list, prefix: str) -> Iterator[str]:
        for each in patterns:
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, prefix + str(each.pattern))
            elif isinstance(each, URLPattern) and "(?P<url>" not in str(each.pattern):
                yield prefix + str(each.pattern)

    found = []
    for each in get_resolver().url_patterns:
        if isinstance(each, URLResolver) and str(each.pattern) == "admin/":
            found = list(walk(each.url_patterns, "/admin/"))
    filled = []
    for path in found:
        for name in ("object_id", "document_id", "posting_id", "revision_id", "content_type_id"):
            path = path.replace(f"<int:{name}>", "1").replace(f"<path:{name}>", "1")
        filled.append(path.replace("^(?P<app_label>", "").replace(")/$", "/").split("|")[0])
    return [path for path in filled if "<" not in path and "(" not in path]


def test_there_are_addresses_to_ask():
    assert len(admin_paths()) > 20


@pytest.mark.parametrize("who", ["applicant", "manager"])
def test_it_is_not_there_for_those_without_a_role_in_it(client, who):
    posting, _ = make_scene()
    user = make_user("somebody@example.org")
    if who == "manager":
        RoleAssignment.objects.create(user=user, role=Role.HIRING_MANAGER, department=posting.department)
    client.force_login(user)
    for method in (client.get, client.post):
        answers = {path: method(path).status_code for path in [*admin_paths(), "/admin/nowhere/"]}
        assert {path: status for path, status in answers.items() if status != 404} == {}


def test_a_stranger_is_asked_to_sign_in_on_the_one_sign_in_page(client):
    answer = client.get(f"{LIST}?queue=met", follow=True)
    page = urlsplit(answer.redirect_chain[-1][0])
    assert (page.path, parse_qs(page.query)) == ("/accounts/login/", {"next": [f"{LIST}?queue=met"]})


def test_an_analyst_sees_the_applications_of_assigned_postings_alone(client):
    mine, analyst = make_scene("Clerk")
    other, _ = make_scene("Planner")
    ada, ben = make_in_pool(mine, "Ada"), make_in_pool(other, "Ben")
    client.force_login(analyst)
    assert listed(client) == ["Ada Lee"]
    assert client.get(page_of(ada)).status_code == 200
    for page in ("change", "confirm", "decide", "reverse", "ask", "again", "documents/1"):
        assert client.get(page_of(ben, page)).status_code == 404
        assert client.post(page_of(ben, page)).status_code == 404
    assert client.get(f"{LISTS}establish/{other.pk}/").status_code == 404


def test_a_supervising_analyst_sees_all(client):
    for title, name in (("Clerk", "Ada"), ("Planner", "Ben")):
        make_in_pool(make_scene(title)[0], name)
    client.force_login(make_staff(Role.SUPERVISING_ANALYST))
    assert sorted(listed(client)) == ["Ada Lee", "Ben Lee"]


def test_drafts_are_nobodys_business(client):
    posting, analyst = make_scene()
    draft = make_application(posting, make_user("dot@example.org", given="Dot"))
    client.force_login(analyst)
    assert listed(client) == []
    assert client.get(page_of(draft)).status_code == 404


def test_an_analyst_who_applies_never_meets_the_own_application(client):
    posting = make_posting()
    applying = make_staff(Role.ANALYST, posting=posting)
    own = make_evaluated_application(posting, applying)
    client.force_login(applying)
    assert listed(client) == []
    for page in ("change", "confirm", "decide", "ask"):
        assert client.get(page_of(own, page)).status_code == 404
    assert b"To confirm" not in client.get("/admin/").content


def test_an_auditor_reads_all_and_changes_nothing(client):
    posting, analyst = make_scene()
    ada, ben, eva = (
        make_in_pool(posting, "Ada"),
        make_in_pool(posting, "Ben", jobs=SHORT),
        make_in_pool(posting, "Eva"),
    )
    confirm(analyst, eva)
    eligible_list = eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
    client.force_login(make_staff(Role.AUDITOR))
    for path in ("/admin/", LIST, page_of(ada), page_of(ben), LISTS, f"{LISTS}{eligible_list.pk}/change/"):
        answer = client.get(path)
        assert answer.status_code == 200
        forms = 2 if path in (LIST, LISTS) else 1  # signing out; around a list, without a button
        assert answer.content.count(b'method="post"') == forms
        assert b'name="action"' not in answer.content
        assert b'name="index"' not in answer.content
    before = list(Application.objects.values_list("pk", "state").order_by("pk"))
    for page in ("confirm", "decide", "reverse", "ask", "again", "documents/1"):
        assert client.get(page_of(ada, page)).status_code == 404
        assert client.post(page_of(ada, page), {"evaluation": 1}).status_code == 404
    assert client.post(page_of(ada)).status_code == 405
    assert (
        client.post(LIST, {"action": "confirm_as_evaluated", "_selected_action": [ada.pk]}).status_code == 404
    )
    assert client.post(f"{LIST}confirm-as-evaluated/", {"met": f"{ada.pk}:1"}).status_code == 404
    assert client.post(f"{LISTS}establish/{posting.pk}/").status_code == 404
    assert client.post(LISTS).status_code == 405
    assert list(Application.objects.values_list("pk", "state").order_by("pk")) == before
    assert (Decision.objects.count(), DocumentRequest.objects.count()) == (1, 0)


def test_a_system_administrator_sees_accounts_and_no_application(client):
    posting, analyst = make_scene()
    ada = make_in_pool(posting, "Ada")
    confirm(analyst, ada)
    eligible_list = eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
    ben = make_in_pool(posting, "Ben")
    client.force_login(make_staff(Role.SYSTEM_ADMINISTRATOR))
    for path in (LIST, page_of(ada), page_of(ben, "confirm"), LISTS, f"{LISTS}{eligible_list.pk}/change/"):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    front = client.get("/admin/").content.decode()
    assert "What is due" not in front
    assert 'href="/admin/screening/user/"' in front
    assert client.get("/admin/screening/user/").status_code == 200
    account = client.get(f"/admin/screening/user/{ada.applicant_id}/change/").content.decode()
    assert ada.receipt not in account


@pytest.mark.parametrize("role", [Role.SUPERVISING_ANALYST, Role.AUDITOR])
def test_accounts_are_the_system_administrators_alone(client, role):
    user = make_staff(role)
    client.force_login(user)
    for path in (
        "/admin/screening/user/",
        f"/admin/screening/user/{user.pk}/change/",
        "/admin/screening/user/add/",
    ):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404


def listed(client) -> list[str]:
    answer = client.get(LIST)
    return [application.name for application in answer.context["cl"].result_list]


def test_no_page_adds_edits_or_deletes_an_application(client):
    posting, _ = make_scene()
    ada = make_in_pool(posting, "Ada")
    client.force_login(make_staff(Role.SUPERVISING_ANALYST))
    for path in (f"{LIST}add/", page_of(ada, "delete"), page_of(ada, "history"), f"{LISTS}add/"):
        assert client.get(path).status_code == 404
    ada.refresh_from_db()
    assert ada.state == ApplicationState.IN_REVIEW
