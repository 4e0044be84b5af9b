"""Reports of hiring: days to each step with those that still wait, use of lists, why names left; for whom they are."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from screening.city_time import city_day
from screening.domain import offer, offer_answer
from screening.domain.hiring_report_queries import Reason, reasons, scope_of_departments, times, use
from screening.enums import DispositionKind as Kind
from screening.enums import Role
from screening.models import RoleAssignment
from screening.offer_enums import OfferWithdrawal
from tests.factories_eligible_list import AT, make_class_posting, make_list, make_names, make_user
from tests.factories_hiring import issue_list, make_manager, make_vacancy, record
from tests.factories_interviews import make_panelist, make_slots, offer_to
from tests.factories_offers import make_offer
from tests.factories_postings import make_department

pytestmark = pytest.mark.django_db
TO_SELECTED = (Kind.INTERVIEW_SET, Kind.INTERVIEWED, Kind.SELECTED)
URL = "/hiring/reports/"


def after(days):
    return AT + timedelta(days=days)


def way(manager, eligible_list):
    """Ada is selected on the fourth day, Ben declines; one more vacancy waits for its list."""
    job_class = eligible_list.posting.job_class
    issued = issue_list(
        manager, make_vacancy(manager, job_class, "WB-2"), eligible_list, names=2, at=after(2)
    )
    record(manager, issued, "Ben Diaz", Kind.CONTACTED, Kind.DECLINED, at=after(3))
    record(manager, issued, "Ada Cole", *TO_SELECTED, at=after(4))
    return issued


def test_each_step_counts_days_and_those_that_still_wait(scene):
    manager, _, eligible_list = scene
    way(manager, eligible_list)
    found = times(scope_of_departments(manager), today=city_day(after(10)))
    assert [(one.label, one.reached, one.median, one.waiting, one.waited) for one in found] == [
        ("Interview list asked for and issued", 1, 2.0, 1, 10.0),
        ("First contact with a name", 1, 3.0, 1, 10.0),
        ("First interview", 1, 4.0, 1, 10.0),
        ("First selection", 1, 4.0, 1, 10.0),
        ("First offer", 0, None, 2, 10.0),
        ("First offer accepted", 0, None, 2, 10.0),
        ("First appointment", 0, None, 2, 10.0),
        ("Filled or cancelled", 1, 4.0, 1, 10.0),
    ]


def test_an_offer_accepted_and_then_declined_was_accepted_on_its_day(scene):
    manager, _, eligible_list = scene
    made = make_offer(way(manager, eligible_list), at=after(5))
    offer_answer.accept(actor=made.person, offer_id=made.pk, name="Ada Cole", at=after(6))
    offer_answer.decline(actor=made.person, offer_id=made.pk, at=after(9))
    found = {line.label: line for line in times(scope_of_departments(manager), today=city_day(after(10)))}
    accepted = found["First offer accepted"]
    assert (accepted.reached, accepted.median) == (1, 6.0)


def test_an_interview_that_is_offered_is_a_first_contact(scene):
    manager, _, eligible_list = scene
    issued = issue_list(
        manager,
        make_vacancy(manager, eligible_list.posting.job_class, "WB-2"),
        eligible_list,
        names=2,
        at=after(2),
    )
    make_slots(issued, [make_panelist()], at=after(2))
    offer_to(issued, "Ben Diaz", at=after(3))
    found = {line.label: line for line in times(scope_of_departments(manager), today=city_day(after(10)))}
    contact = found["First contact with a name"]
    assert (contact.reached, contact.median) == (1, 3.0)


def test_a_cancelled_vacancy_is_said_to_be_so_and_does_not_wait(scene, client):
    _, one, _ = scene
    client.post(reverse("hiring:vacancy_cancel", args=[one.pk]))
    found = times(scope_of_departments(scene[0]), today=city_day(after(10)))
    assert [(line.reached, line.waiting, line.cancelled) for line in found] == [(0, 0, 1)] * 7 + [(1, 0, 0)]


def test_a_name_counts_once_on_its_list_however_often_it_was_sent(scene):
    manager, one, eligible_list = scene
    way(manager, eligible_list)
    issue_list(manager, one, eligible_list, names=3, at=after(5))
    (found,) = use(scope_of_departments(manager), today=city_day(after(10)))
    assert (found.names, found.sent, found.interviewed, found.selected, found.appointed) == (3, 3, 1, 1, 0)


def test_why_names_left_counts_the_last_word_and_each_offer_without_its_reason(scene):
    manager, _, eligible_list = scene
    issued = way(manager, eligible_list)
    made = make_offer(issued, at=after(5))
    offer.take_back(actor=manager, offer_id=made.pk, reason=OfferWithdrawal.MISTAKE, at=after(6))
    declined = make_offer(issued, at=after(6))
    offer_answer.decline(actor=declined.person, offer_id=declined.pk, at=after(7))
    found = reasons(scope_of_departments(manager))
    assert {one for one in found if one.how == "offer"} == {
        Reason("offer", "declined", 1),
        Reason("offer", "withdrawn", 1),
    }
    assert not {"mistake", "check", "fair_chance", "falsified"} & {one.code for one in found}


def test_the_picture_the_table_and_the_files_say_the_same(scene, client):
    manager, _, eligible_list = scene
    way(manager, eligible_list)
    page = client.get(URL)
    for table in page.context["tables"]:
        lines = [[str(cell) for cell in line] for line in table.lines]
        text = client.get(f"{URL}{table.slug}/csv/").content.decode("utf-8-sig")
        book = load_workbook(io.BytesIO(client.get(f"{URL}{table.slug}/xlsx/").content))
        assert list(csv.reader(io.StringIO(text, newline=""))) == [list(table.columns), *lines]
        assert [[str(cell) for cell in row] for row in book["Report"].iter_rows(values_only=True)] == [
            list(table.columns),
            *lines,
        ]
        assert table.svg in page.content.decode()
    drawn = {table.slug: table.svg.split("</desc>")[1] for table in page.context["tables"]}
    assert (
        "First interview: median 4 days, 1 reached it, 1 wait" in drawn["time"],
        "2 of 3 names sent" in drawn["use"],
        "Declined the interview: 1<" in drawn["reasons"],
    ) == (True, True, True)


def test_another_departments_vacancies_and_ones_own_name_are_not_counted(scene, client):
    manager, _, eligible_list = scene
    issued = way(manager, eligible_list)
    library = make_department("library", "Library")
    librarian = make_manager("Otto Kern", library)
    assert scope_of_departments(librarian)[:2] == ([], [])
    ada = issued.referrals.get(entry__application__name="Ada Cole").entry.person
    RoleAssignment.objects.create(user=ada, role=Role.HIRING_MANAGER, department=make_department())
    assert issued.vacancy_id not in scope_of_departments(ada).vacancies
    client.force_login(librarian)
    assert [table.lines for table in client.get(URL).context["tables"]] == [[], [], []]


@pytest.mark.parametrize(
    "role", [None, Role.ANALYST, Role.SUPERVISING_ANALYST, Role.SYSTEM_ADMINISTRATOR, Role.PANEL_MEMBER]
)
def test_nobody_else_finds_the_reports(scene, client, role):
    other = make_user("Some Body")
    if role:
        posting = scene[2].posting if role == Role.ANALYST else None
        RoleAssignment.objects.create(user=other, role=role, posting=posting)
    client.force_login(other)
    assert [client.get(url).status_code for url in (URL, f"{URL}time/csv/", f"{URL}use/xlsx/")] == [404] * 3


def test_a_report_that_does_not_exist_is_not_found(scene, client):
    assert client.get(f"{URL}people/csv/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_more_vacancies_ask_no_more_of_the_database(scene, client, django_assert_num_queries, count):
    manager, _, _ = scene
    for number in range(count):
        posting = make_class_posting(f"class-{number}", f"Class {number}")
        eligible_list = make_list(posting)
        make_names(eligible_list, f"Person {number}")
        one = make_vacancy(manager, posting.job_class, f"PU-{number}")
        record(manager, issue_list(manager, one, eligible_list, names=1), f"Person {number}", *TO_SELECTED)
    with django_assert_num_queries(8):
        page = client.get(URL)
    assert len(page.context["tables"][1].lines) == count
