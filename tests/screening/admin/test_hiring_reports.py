"""Hiring in reports on the analyst's side: whole lists, narrowed by department, class and period; for whom they are."""

import pytest

from screening.enums import DispositionKind as Kind
from screening.enums import Role
from screening.models import RoleAssignment
from tests.factories_eligible_list import AT, make_class_posting, make_list, make_names, make_user
from tests.factories_hiring import issue_list, make_manager, make_vacancy, record
from tests.factories_postings import make_department

pytestmark = pytest.mark.django_db
URL = "/admin/screening/offer/reports/"


@pytest.fixture
def analyst(time_machine, client):
    time_machine.move_to(AT, tick=False)
    posting = make_class_posting()
    eligible_list = make_list(posting)
    make_names(eligible_list, "Ada Cole", "Ben Diaz", "Cy Eng")
    manager = make_manager()
    one = make_vacancy(manager, posting.job_class)
    record(manager, issue_list(manager, one, eligible_list, names=2), "Ben Diaz", Kind.DECLINED)
    library = make_department("library", "Library")
    librarian = make_manager("Otto Kern", library)
    theirs = make_vacancy(librarian, posting.job_class, "LIB-1", department=library)
    issue_list(librarian, theirs, eligible_list, names=1)
    analyst = make_user("Una List")
    RoleAssignment.objects.create(user=analyst, role=Role.ANALYST, posting=posting)
    client.force_login(analyst)
    return analyst


def lines(client, **given):
    return {table.slug: table.lines for table in client.get(URL, given).context["tables"]}


def test_a_whole_list_says_what_became_of_each_name(analyst, client):
    assert lines(client)["use"] == [
        ["Customer Services Representative, established 2025-05-01", "2025-10-28", 3, 2, 0, 0, 0, 2, 1, 0, 0, 0]
    ]  # fmt: skip
    assert lines(client)["reasons"] == [["Last word on an interview list: Declined the interview", 1]]


def test_department_class_and_period_narrow_what_is_counted(analyst, client):
    library = make_department("library", "Library").pk
    reached = [
        lines(client, **given)["time"][0][1] if lines(client, **given)["time"] else 0
        for given in (
            {},
            {"department": library},
            {"first": "2025-05-12"},
            {"last": "2025-05-11"},
            {"first": "2025-05-13"},
        )
    ]
    assert reached == [2, 1, 2, 0, 0]


def test_another_postings_lists_are_not_counted(analyst, client):
    other = make_class_posting("gardener", "Gardener")
    make_names(make_list(other), "Dee Fox")
    assert len(lines(client)["use"]) == 1
    assert client.get(URL, {"job_class": other.job_class_id}).status_code == 400


def test_a_period_that_ends_before_it_begins_is_said_so(analyst, client):
    wrong = client.get(URL, {"first": "2025-06-01", "last": "2025-05-01"})
    assert (wrong.status_code, wrong.context["form"].errors["last"]) == (
        400,
        ["The last day is before the first. Enter a later one."],
    )


def test_a_file_keeps_the_filter(analyst, client):
    answer = client.get(f"{URL}time/csv/", {"department": make_department("library", "Library").pk})
    assert answer.content.decode("utf-8-sig").splitlines()[1].split(",")[:2] == [
        "Interview list asked for and issued",
        "1",
    ]
    assert [client.get(f"{URL}{end}").status_code for end in ("time/pdf/", "people/csv/")] == [404, 404]


@pytest.mark.parametrize("role", [None, Role.HIRING_MANAGER, Role.SYSTEM_ADMINISTRATOR])
def test_nobody_else_finds_the_reports(analyst, client, role):
    other = make_user("Some Body")
    if role:
        department = make_department() if role == Role.HIRING_MANAGER else None
        RoleAssignment.objects.create(user=other, role=role, department=department)
    client.force_login(other)
    assert [client.get(url).status_code for url in (URL, f"{URL}use/csv/")] == [404, 404]


@pytest.mark.parametrize("count", [1, 3])
def test_more_lists_ask_no_more_of_the_database(analyst, client, django_assert_num_queries, count):
    for number in range(count):
        posting = make_class_posting(f"class-{number}", f"Class {number}")
        RoleAssignment.objects.create(user=analyst, role=Role.ANALYST, posting=posting)
        make_names(make_list(posting), f"Person {number}")
    with django_assert_num_queries(10):
        page = client.get(URL)
    assert len(page.context["tables"][1].lines) == count + 1
