"""Who may open which page, take which file, use which verb: everything else is not found, and tells nothing."""

import pytest
from django.urls import reverse

from screening.enums import DispositionKind as Kind
from screening.enums import Role
from screening.models import Disposition, History, InterviewList, RoleAssignment
from screening.views.hiring_manager.urls import urlpatterns
from tests.factories_eligible_list import AT, make_class_posting, make_entry, make_list, make_names, make_user
from tests.factories_hiring import issue_list, make_manager, make_vacancy, record
from tests.factories_postings import make_department

pytestmark = pytest.mark.django_db

READ, WORK, POST_ONLY = "read", "work", "post only"
PAGES = {
    "front": READ,
    "vacancy_new": WORK,
    "vacancy": READ,
    "vacancy_cancel": POST_ONLY,
    "ask": WORK,
    "interview_list": READ,
    "interview_list_close": POST_ONLY,
    "interview_list_csv": READ,
    "interview_list_xlsx": READ,
    "interview_list_print": READ,
    "interview_list_from_file": WORK,
    "referral": READ,
    "interviews": READ,
    "interview_times": WORK,
    "interview_call_off": POST_ONLY,
    "interview_questions": READ,
}
WHO = (
    "own manager",
    "other manager",
    "auditor",
    "supervising analyst",
    "analyst",
    "administrator",
    "applicant",
)


@pytest.fixture
def issued(time_machine):
    time_machine.move_to(AT, tick=False)
    manager, posting = make_manager(), make_class_posting()
    eligible_list = make_list(posting)
    make_names(eligible_list, "Ada Cole", "Ben Diaz")
    issued = issue_list(manager, make_vacancy(manager, posting.job_class), eligible_list, names=1)
    record(manager, issued, "Ada Cole", Kind.CONTACTED, note="Only for our eyes.")
    return issued


def person(who, issued):
    if who == "own manager":
        return issued.issued_by
    if who == "other manager":
        return make_manager("Otto Kern", make_department("library", "Library"))
    if who == "analyst":
        analyst = make_user("Una List")
        RoleAssignment.objects.create(user=analyst, role=Role.ANALYST, posting=issued.eligible_list.posting)
        return analyst
    if who == "applicant":
        return issued.referrals.get().entry.person
    role = {
        "auditor": Role.AUDITOR,
        "supervising analyst": Role.SUPERVISING_ANALYST,
        "administrator": Role.SYSTEM_ADMINISTRATOR,
    }[who]
    return make_user("Some Body", (role, None))


def url_of(name, issued):
    if name in ("front", "vacancy_new"):
        return reverse(f"hiring:{name}")
    if name.startswith("interview") and name != "interview_questions":
        return reverse(f"hiring:{name}", args=[issued.pk])
    return reverse(
        f"hiring:{name}", args=[issued.referrals.get().pk if name == "referral" else issued.vacancy_id]
    )


def expected(who, name, method):
    if PAGES[name] == POST_ONLY and method == "get":
        return 405
    if who == "own manager":
        return {"get": 200}.get(method)
    if who == "auditor":
        return 200 if PAGES[name] == READ and method == "get" else 404
    if who == "other manager" and name in ("front", "vacancy_new"):
        return 200
    return 404


ELSEWHERE = {
    "by_phone",
    "interview_panel",
    "interview_scores",
    "interview_question_remove",
    "interview_day",
    "interview_day_pdf",
}
ELSEWHERE |= {"offer_new", "offer", "offer_take_back", "offer_letter", "appoint"}
ELSEWHERE |= {"reports", "report_csv", "report_xlsx"}
"""Addresses of rows of their own: tests/screening/interviews, tests/screening/offers, test_reports.py."""


def test_the_table_names_every_address():
    assert sorted({*PAGES, *ELSEWHERE}) == sorted(pattern.name for pattern in urlpatterns)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_for_whom_it_is(issued, client, who, name):
    client.force_login(person(who, issued))
    assert client.get(url_of(name, issued)).status_code == expected(who, name, "get")


@pytest.mark.parametrize("who", [who for who in WHO if who != "own manager"])
@pytest.mark.parametrize(
    "name", ["vacancy_cancel", "ask", "interview_list", "interview_list_close", "referral"]
)
def test_nothing_is_done_by_whom_it_is_not(issued, client, who, name):
    client.force_login(person(who, issued))
    before = (Disposition.objects.count(), InterviewList.objects.count(), History.objects.count())
    asked = {
        "eligible_list": issued.eligible_list_id,
        "number": "2",
        "names": "1",
        "name": f"{issued.referrals.get().pk}-0",
        "seen": "0",
        "kind": "declined",
        "happened_on_month": "5",
        "happened_on_day": "12",
        "happened_on_year": "2025",
    }
    assert client.post(url_of(name, issued), asked).status_code == 404
    assert (Disposition.objects.count(), InterviewList.objects.count(), History.objects.count()) == before


@pytest.mark.parametrize("name", PAGES)
def test_nobody_without_signing_in(issued, client, name):
    if PAGES[name] == POST_ONLY:  # what was typed comes back with a way to sign in beside it
        assert client.post(url_of(name, issued)).status_code == 401
        return
    response = client.get(url_of(name, issued))
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("front", "vacancy_new")])
@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_what_does_not_exist_is_not_found(issued, client, name, pk):
    client.force_login(issued.issued_by)
    response = (client.post if PAGES[name] == POST_ONLY else client.get)(reverse(f"hiring:{name}", args=[pk]))
    assert response.status_code == 404


def test_a_list_on_which_the_own_name_stands_is_not_found(issued, client):
    applicant = issued.referrals.get().entry.person
    RoleAssignment.objects.create(user=applicant, role=Role.HIRING_MANAGER, department=make_department())
    client.force_login(applicant)
    statuses = {
        name: client.get(url_of(name, issued)).status_code
        for name, kind in PAGES.items()
        if kind == READ and name not in ("front", "vacancy")
    }
    assert statuses == dict.fromkeys(statuses, 404)


def test_whoever_lost_the_role_finds_nothing_any_more(issued, client):
    client.force_login(issued.issued_by)
    RoleAssignment.objects.filter(user=issued.issued_by).delete()
    assert client.get(url_of("interview_list", issued)).status_code == 404


CANARY = "CANARY-7319"


def test_what_is_not_certified_to_this_vacancy_appears_nowhere(issued, client):
    """A canary in every field of another department's vacancy and of an application that was not sent."""
    manager, eligible_list = issued.issued_by, issued.eligible_list
    make_entry(
        eligible_list,
        f"{CANARY} Person",
        3,
        answers={"phone_system": CANARY},
        contact={"email": f"{CANARY}@example.org", "phone": CANARY},
    )
    library = make_department(CANARY.lower(), f"{CANARY} Department")
    librarian = make_manager("Otto Kern", library)
    theirs = make_vacancy(librarian, issued.vacancy.job_class, CANARY, department=library)
    record(
        librarian,
        issue_list(librarian, theirs, eligible_list, names=9),
        "Ada Cole",
        Kind.CONTACTED,
        note=CANARY,
    )
    client.force_login(manager)
    pages = {
        name: client.get(url_of(name, issued)).content for name, kind in PAGES.items() if kind != POST_ONLY
    }
    assert {name: CANARY.encode() in page for name, page in pages.items()} == dict.fromkeys(pages, False)


def test_what_stands_on_a_page_is_not_kept_by_browsers_or_proxies(issued, client):
    client.force_login(issued.issued_by)
    kept = {
        name: client.get(url_of(name, issued)).headers["Cache-Control"]
        for name, kind in PAGES.items()
        if kind == READ
    }
    assert kept == dict.fromkeys(kept, "no-store, private")
