"""The front page says what each vacancy waits for; a vacancy is opened and cancelled from its pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from screening.domain import offer
from screening.domain.list_return import is_overdue
from screening.enums import DispositionKind as Kind
from screening.enums import VacancyState
from screening.models import Vacancy
from screening.offer_enums import OfferWithdrawal
from tests.factories_eligible_list import AT, make_class_posting
from tests.factories_hiring import issue_list, make_manager, make_vacancy, record
from tests.factories_offers import accept, make_offer
from tests.factories_postings import make_department
from tests.screening.hiring_manager.pages import messages_of, move_to

pytestmark = pytest.mark.django_db
TO_SELECTED = (Kind.CONTACTED, Kind.INTERVIEW_SET, Kind.INTERVIEWED, Kind.SELECTED)


def waits(client):
    response = client.get(reverse("hiring:front"))
    return [
        (one.requisition, standing.waits_for, standing.days)
        for one, standing in response.context["vacancies"]
    ]


def test_the_front_page_says_what_each_vacancy_waits_for_and_how_long(scene, client, time_machine):
    manager, one, eligible_list = scene
    steps = [waits(client)]
    issued = issue_list(manager, one, eligible_list, names=2)
    steps.append(waits(client))
    record(manager, issued, "Ada Cole", Kind.CONTACTED)
    steps.append(waits(client))
    record(manager, issued, "Ben Diaz", Kind.DECLINED)
    move_to(time_machine, client, manager, 2025, 5, 15, 17)
    steps.append(waits(client))
    record(manager, issued, "Ada Cole", Kind.NO_REPLY)
    steps.append(waits(client))
    client.post(reverse("hiring:interview_list_close", args=[issued.pk]))
    steps.append(waits(client))
    assert [step[0][1:] for step in steps] == [
        ("No interview list yet", 0),
        ("2 of 2 names without a disposition", 0),
        ("1 of 2 names without a disposition", 0),
        ("1 of 2 names without a final disposition", 3),
        ("Every name has a final disposition: close the list", 3),
        ("1 of 1 position still open: ask for more names", 3),
    ]


def test_an_offer_is_named_beside_the_names_that_are_still_worked_with(scene, client):
    manager, _one, eligible_list = scene
    two = make_vacancy(manager, eligible_list.posting.job_class, "WB-2", positions=2)
    issued = issue_list(manager, two, eligible_list, names=2)
    record(manager, issued, "Ada Cole", *TO_SELECTED)
    made = make_offer(issued)
    card = " ".join(strip_tags(client.get(reverse("hiring:front")).content.decode()).split())
    assert "1 of 2 names without a disposition" in card
    assert "1 offer waits for the answer" in card
    accept(made)
    card = " ".join(strip_tags(client.get(reverse("hiring:front")).content.decode()).split())
    assert "1 accepted offer is being checked" in card
    assert "waits for the answer" not in card


def test_the_front_page_names_the_lists_in_force_with_their_days(scene, client):
    response = client.get(reverse("hiring:front"))
    assert [
        (str(one.posting.job_class), one.names, days) for one, days in response.context["eligible_lists"]
    ] == [("Customer Services Representative", 3, 169)]


@pytest.mark.parametrize(
    ("day", "words"), [((2025, 10, 26), "2 days"), ((2025, 10, 27), "1 day"), ((2025, 10, 28), "Ends today")]
)
def test_the_front_page_counts_the_days_after_today(scene, client, time_machine, day, words):
    move_to(time_machine, client, scene[0], *day, 17)
    page = client.get(reverse("hiring:front")).content.decode()
    cell = page.split('data-label="Days left">')[1].split("</td>")[0]
    assert strip_tags(cell).strip() == words


@pytest.mark.parametrize(
    ("day", "deadline"),
    [
        ((2025, 9, 27), ""),
        ((2025, 10, 16), "The eligible list ends in 12 days"),
        ((2025, 10, 27), "The eligible list ends in 1 day"),
        ((2025, 10, 28), "The eligible list ends today"),
        ((2025, 10, 29), "No eligible list of this class is in force"),
    ],
)
def test_the_front_page_warns_of_a_lists_end(scene, client, time_machine, day, deadline):
    move_to(time_machine, client, scene[0], *day, 17)
    response = client.get(reverse("hiring:front"))
    assert [standing.deadline for _, standing in response.context["vacancies"]] == [deadline]


@pytest.mark.parametrize(("after", "overdue"), [(0, 0), (1, 1), (9, 9)])
def test_the_front_page_shows_a_lists_day_and_how_many_days_it_is_overdue(
    scene, client, time_machine, after, overdue
):
    manager, one, eligible_list = scene
    issued = issue_list(manager, one, eligible_list, names=2)
    day = issued.return_by + timedelta(days=after)
    move_to(time_machine, client, manager, day.year, day.month, day.day, 17)
    response = client.get(reverse("hiring:front"))
    ((_, standing),) = response.context["vacancies"]
    assert (standing.return_by, standing.overdue, is_overdue(issued, day)) == (
        issued.return_by,
        overdue,
        bool(overdue),
    )
    assert (f"overdue by {overdue} day" in response.content.decode()) == bool(overdue)


def test_a_list_that_is_closed_is_not_overdue(scene, client, time_machine):
    manager, one, eligible_list = scene
    issued = issue_list(manager, one, eligible_list, names=1)
    record(manager, issued, "Ada Cole", Kind.DECLINED)
    client.post(reverse("hiring:interview_list_close", args=[issued.pk]))
    day = issued.return_by + timedelta(days=3)
    move_to(time_machine, client, manager, day.year, day.month, day.day, 17)
    ((_, standing),) = client.get(reverse("hiring:front")).context["vacancies"]
    assert (standing.return_by, standing.overdue) == (None, 0)


def test_a_manager_of_two_departments_sees_both_and_no_third(today, client):
    library, parks = make_department("library", "Library"), make_department("parks", "Parks")
    both = make_manager("Maria Lopez", make_department(), library)
    posting = make_class_posting()
    make_vacancy(both, posting.job_class, "WB-1")
    make_vacancy(both, posting.job_class, "LIB-1", department=library)
    make_vacancy(make_manager("Otto Kern", parks), posting.job_class, "PARK-1", department=parks)
    client.force_login(both)
    assert [row[0] for row in waits(client)] == ["LIB-1", "WB-1"]


def test_filled_and_cancelled_vacancies_stand_on_a_page_of_their_own(scene, client):
    manager, one, eligible_list = scene
    issued = issue_list(manager, one, eligible_list, names=1)
    record(manager, issued, "Ada Cole", *TO_SELECTED)
    assert [row[:2] for row in waits(client)] == [
        ("WB-2025-014", "Every name has a final disposition: close the list")
    ]
    assert past(client) == []
    client.post(reverse("hiring:interview_list_close", args=[issued.pk]))
    assert waits(client) == []
    assert past(client) == [("WB-2025-014", "Nothing: every position has its selected person")]


def test_a_filled_vacancy_stays_on_the_front_page_while_an_offer_waits(scene, client):
    manager, one, eligible_list = scene
    issued = issue_list(manager, one, eligible_list, names=1)
    record(manager, issued, "Ada Cole", *TO_SELECTED)
    made = make_offer(issued)
    client.post(reverse("hiring:interview_list_close", args=[issued.pk]))
    assert [row[1] for row in waits(client)] == ["1 offer waits for the answer"]
    accept(made)
    assert [row[1] for row in waits(client)] == ["1 accepted offer is being checked"]
    assert past(client) == []


def past(client):
    response = client.get(reverse("hiring:front"), {"show": "past"})
    return [(one.requisition, standing.waits_for) for one, standing in response.context["vacancies"]]


def test_a_long_list_of_vacancies_is_paged_by_key(scene, client):
    manager, one, _ = scene
    for number in range(25):
        make_vacancy(manager, one.job_class, f"WB-{number:02d}")
    first = client.get(reverse("hiring:front"))
    second = client.get(reverse("hiring:front") + first.context["next_url"])
    assert (
        len(first.context["vacancies"]),
        [each.requisition for each, _ in second.context["vacancies"]],
    ) == (
        25,
        ["WB-2025-014"],
    )


# Open and cancel


def test_a_vacancy_is_opened_from_the_form(scene, client):
    _, one, _ = scene
    asked = {
        "department": make_department().pk,
        "job_class": one.job_class_id,
        "requisition": "WB-2025-015",
        "positions": "2",
        "location": "Kearny Mesa",
    }
    response = client.post(reverse("hiring:vacancy_new"), asked, follow=True)
    assert (
        Vacancy.objects.filter(requisition="WB-2025-015", positions=2).count(),
        messages_of(response),
    ) == (
        1,
        ["Vacancy WB-2025-015 is open. Next, ask for an interview list."],
    )


def test_what_is_wrong_with_a_vacancy_is_said_at_its_field(scene, client):
    _, one, _ = scene
    asked = {
        "department": make_department().pk,
        "job_class": one.job_class_id,
        "requisition": "WB-2025-014",
        "positions": "two",
    }
    response = client.post(reverse("hiring:vacancy_new"), asked)
    assert (response.status_code, response.context["form"].errors["positions"]) == (
        400,
        ["Enter how many people you want to hire as a whole number, for example 2."],
    )
    response = client.post(reverse("hiring:vacancy_new"), {**asked, "positions": "2"})
    assert (response.status_code, response.context["form"].errors["requisition"]) == (
        400,
        [
            "Public Utilities already has a vacancy with requisition number WB-2025-014. "
            "Open that one, or check the number."
        ],
    )


def test_another_departments_name_in_the_form_opens_nothing(scene, client):
    _, one, _ = scene
    asked = {
        "department": make_department("library", "Library").pk,
        "job_class": one.job_class_id,
        "requisition": "LIB-1",
        "positions": "1",
    }
    response = client.post(reverse("hiring:vacancy_new"), asked)
    assert (
        response.context["form"].errors["department"],
        Vacancy.objects.filter(requisition="LIB-1").count(),
    ) == (
        ["Choose one of your departments."],
        0,
    )


def test_a_vacancy_is_cancelled_or_the_page_says_why_not(scene, client):
    manager, one, eligible_list = scene
    issued = issue_list(manager, one, eligible_list, names=1)
    record(manager, issued, "Ada Cole", Kind.INTERVIEW_SET, Kind.INTERVIEWED, Kind.SELECTED)
    made = make_offer(issued)
    response = client.post(reverse("hiring:vacancy_cancel", args=[one.pk]), follow=True)
    assert messages_of(response)[0].startswith("Somebody has an offer for this vacancy.")
    offer.take_back(actor=manager, offer_id=made.pk, reason=OfferWithdrawal.UNFILLED, at=AT)
    response = client.post(reverse("hiring:vacancy_cancel", args=[one.pk]), follow=True)
    assert messages_of(response) == [
        f"Vacancy {one.requisition} is cancelled. Each person who waited was told."
    ]
    one.refresh_from_db()
    assert one.state == VacancyState.CANCELLED
