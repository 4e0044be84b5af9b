"""The hiring manager's pages as a water-billing supervisor meets them: what waits, ask, look, record, close."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from screening.enums import DispositionKind as Kind
from screening.enums import InterviewListState, VacancyState
from screening.models import Disposition, InterviewList, Vacancy
from tests.factories_hiring import (
    AT,
    issue_list,
    make_class_posting,
    make_entry,
    make_list,
    make_manager,
    make_names,
    make_vacancy,
    record,
)
from tests.factories_postings import make_department

pytestmark = pytest.mark.django_db
TO_SELECTED = (Kind.CONTACTED, Kind.INTERVIEW_SET, Kind.INTERVIEWED, Kind.SELECTED)


@pytest.fixture
def today(time_machine):
    """The morning of 12 May 2025 in the city."""
    time_machine.move_to(AT, tick=False)
    return AT


@pytest.fixture
def scene(today, client):
    manager, posting = make_manager(), make_class_posting()
    eligible_list = make_list(posting)
    make_names(eligible_list, "Ada Cole", "Ben Diaz", "Cy Eng")
    client.force_login(manager)
    return manager, make_vacancy(manager, posting.job_class), eligible_list


def move_to(time_machine, client, manager, *instant):
    """Another day, signed in anew: a session ends after twelve hours."""
    time_machine.move_to(datetime(*instant, tzinfo=UTC), tick=False)
    client.force_login(manager)


def text(response):
    return " ".join(response.content.decode().split())


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


# The front page


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


def test_the_front_page_names_the_lists_in_force_with_their_days(scene, client):
    response = client.get(reverse("hiring:front"))
    assert [
        (str(one.posting.job_class), one.names, days) for one, days in response.context["eligible_lists"]
    ] == [("Customer Services Representative", 3, 170)]


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
    record(manager, issue_list(manager, one, eligible_list, names=1), "Ada Cole", *TO_SELECTED)
    assert waits(client) == []
    past = client.get(reverse("hiring:front"), {"show": "past"})
    assert [(each.requisition, standing.waits_for) for each, standing in past.context["vacancies"]] == [
        ("WB-2025-014", "Every name has a final disposition: close the list")
    ]


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
    response = client.post(reverse("hiring:vacancy_cancel", args=[one.pk]), follow=True)
    assert messages_of(response)[0].startswith("Interview list 1 is still open")
    record(manager, issued, "Ada Cole", Kind.DECLINED)
    client.post(reverse("hiring:interview_list_close", args=[issued.pk]))
    client.post(reverse("hiring:vacancy_cancel", args=[one.pk]))
    one.refresh_from_db()
    assert one.state == VacancyState.CANCELLED


# Ask


def ask_url(one):
    return reverse("hiring:ask", args=[one.pk])


def test_the_preview_tells_counts_and_no_name(scene, client):
    _, one, eligible_list = scene
    make_entry(eligible_list, "Di Fox", 4, answers={"phone_system": "yes"})
    response = client.get(ask_url(one), {"names": "2", "answer-phone_system": "on"})
    assert (response.status_code, dict(response.context["preview"].counts)) == (200, {"criteria": 3, "in": 1})
    page = text(response)
    assert [words in page for words in ("You would get 1 name", "This filter leaves very few names")] == [
        True,
        True,
    ]
    assert [name in page for name in ("Ada Cole", "Ben Diaz", "Cy Eng", "Di Fox")] == [False] * 4
    assert InterviewList.objects.count() == 0


def test_the_previewed_list_is_issued_once(scene, client):
    _, one, eligible_list = scene
    asked = {"eligible_list": eligible_list.pk, "number": "1", "names": "2"}
    first = client.post(ask_url(one), asked, follow=True)
    second = client.post(ask_url(one), asked, follow=True)
    assert messages_of(first) == [
        "Interview list 1 is issued with 2 names. Each person was told that their name was sent to your department."
    ]
    assert messages_of(second)[0].startswith("Interview list 1 of this vacancy was issued already")
    assert InterviewList.objects.count() == 1


def test_more_names_come_by_the_same_rule(scene, client):
    manager, one, eligible_list = scene
    make_entry(eligible_list, "Di Fox", 4, answers={"phone_system": "yes"}, points=20)
    criteria = [
        {"kind": "answer", "subject": "phone_system", "accepts": ["yes"]},
        {"kind": "points", "subject": "", "at_least": 5},
    ]
    issue_list(manager, one, eligible_list, names=1, criteria=criteria)
    form = client.get(ask_url(one)).context["form"]
    assert form.initial == {"answer-phone_system": ["yes"], "points": 5}


@pytest.mark.parametrize(
    ("asked", "field", "error"),
    [
        ({"names": ""}, "names", "Enter how many names you need."),
        ({"names": "nine"}, "names", "Enter how many names you need as a whole number, for example 9."),
        ({"names": "0"}, "names", "Enter 1 or more."),
        ({"names": "501"}, "names", "Enter 500 or fewer."),
        ({"names": "3", "points": "-1"}, "points", "Enter 1 or more, or leave it empty."),
        (
            {"names": "3", "answer-software": "cobol"},
            "answer-software",
            "Choose one of the answers on this page.",
        ),
    ],
)
def test_what_is_wrong_with_the_question_is_said_at_its_field(scene, client, asked, field, error):
    _, one, _ = scene
    response = client.get(ask_url(one), asked)
    assert (response.status_code, response.context["form"].errors[field]) == (400, [error])


@pytest.mark.parametrize(
    "tampered",
    [
        {"eligible_list": "x"},
        {"number": ""},
        {"number": "９"},
        {"eligible_list": "99999999999999999999"},
        {"names": "nine"},
    ],
)
def test_a_tampered_page_issues_nothing(scene, client, tampered):
    _, one, eligible_list = scene
    asked = {"eligible_list": eligible_list.pk, "number": "1", "names": "2", **tampered}
    response = client.post(ask_url(one), asked)
    assert (response.status_code, InterviewList.objects.count()) == (302, 0)


def test_a_list_that_is_over_gives_none_and_says_what_to_do(scene, client, time_machine):
    manager, one, eligible_list = scene
    move_to(time_machine, client, manager, 2025, 10, 29, 7)
    page = text(client.get(ask_url(one)))
    assert (
        "This eligible list ended on October 28, 2025, its last day, so it cannot send names any more."
        in page
    )
    response = client.post(
        ask_url(one), {"eligible_list": eligible_list.pk, "number": "1", "names": "2"}, follow=True
    )
    assert messages_of(response)[0].startswith("This eligible list ended on October 28, 2025")
    assert InterviewList.objects.count() == 0


# The list and the candidate


def test_the_list_shows_certified_names_with_contact_and_nobody_else(scene, client):
    manager, one, eligible_list = scene
    issued = issue_list(manager, one, eligible_list, names=2)
    page = text(client.get(reverse("hiring:interview_list", args=[issued.pk])))
    assert [
        words in page for words in ("Ada Cole", "Ben Diaz", "ada.cole@example.org", "+1 619 555 0001")
    ] == [True] * 4
    assert [words in page for words in ("Cy Eng", "cy.eng@example.org")] == [False, False]


def test_ticked_names_get_one_disposition_each(scene, client):
    manager, one, eligible_list = scene
    issued = issue_list(manager, one, eligible_list, names=3)
    url = reverse("hiring:interview_list", args=[issued.pk])
    ticks = [name.tick for name in client.get(url).context["names"]]
    day = {"happened_on_month": "5", "happened_on_day": "12", "happened_on_year": "2025"}
    response = client.post(
        url, {"name": ticks[:2], "kind": "contacted", "note": "Called.", **day}, follow=True
    )
    assert messages_of(response) == ["Recorded for 2 names."]
    assert list(Disposition.objects.values_list("referral__entry__application__name", "kind", "note")) == [
        ("Ada Cole", "contacted", "Called."),
        ("Ben Diaz", "contacted", "Called."),
    ]


@pytest.mark.parametrize(
    ("given", "field", "error"),
    [
        ({"name": []}, "name", "Tick at least one name in the list above."),
        ({"kind": ""}, "kind", "Choose what happened."),
        ({"kind": "hired"}, "kind", "This cannot be recorded now. Choose one from the list."),
        (
            {"happened_on_day": "31", "happened_on_month": "2"},
            "happened_on",
            "February 2025 has no day 31. Check the day.",
        ),
        (
            {"kind": "not_selected"},
            "note",
            "Write why the person was not selected. The reason must be about the job.",
        ),
        ({"note": "x" * 2001}, "note", "The note is too long. 2000 characters fit."),
        (
            {"name": ["1-99"]},
            "name",
            "Something else was recorded of a name since you opened this page. Look at the list again.",
        ),
    ],
)
def test_what_is_wrong_with_a_disposition_is_said_at_its_field(scene, client, given, field, error):
    manager, one, eligible_list = scene
    issued = issue_list(manager, one, eligible_list, names=1)
    url = reverse("hiring:interview_list", args=[issued.pk])
    asked = {
        "name": [client.get(url).context["names"][0].tick],
        "kind": "contacted",
        "happened_on_month": "5",
        "happened_on_day": "12",
        "happened_on_year": "2025",
        "note": "",
    }
    response = client.post(url, asked | given)
    assert (response.status_code, response.context["form"].errors[field]) == (400, [error])
    assert Disposition.objects.count() == 0


def test_a_candidates_page_records_and_shows_each_row(scene, client):
    manager, one, eligible_list = scene
    issued = issue_list(manager, one, eligible_list, names=1)
    url = reverse("hiring:referral", args=[issued.referrals.get().pk])
    asked = {
        "seen": "0",
        "kind": "interview_set",
        "happened_on_month": "5",
        "happened_on_day": "12",
        "happened_on_year": "2025",
        "note": "May 20, 9 a.m.",
    }
    response = client.post(url, asked, follow=True)
    assert messages_of(response) == ["Recorded for Ada Cole."]
    assert "May 20, 9 a.m." in text(response)
    stale = client.post(url, asked | {"kind": "declined"})
    assert (stale.status_code, stale.context["form"].non_field_errors()) == (
        400,
        [
            "Ada Cole: something else was recorded since you opened this page (Interview set). "
            "Look at it, then record what is still right."
        ],
    )


def test_a_person_selected_elsewhere_is_shown_by_department_only(scene, client):
    manager, one, eligible_list = scene
    issued = issue_list(manager, one, eligible_list, names=1)
    library = make_department("library", "Library")
    librarian = make_manager("Otto Kern", library)
    theirs = make_vacancy(librarian, one.job_class, "LIB-7", department=library)
    record(librarian, issue_list(librarian, theirs, eligible_list, names=1), "Ada Cole", *TO_SELECTED)
    for url in (
        reverse("hiring:interview_list", args=[issued.pk]),
        reverse("hiring:referral", args=[issued.referrals.get().pk]),
        reverse("hiring:interview_list_print", args=[issued.pk]),
    ):
        page = text(client.get(url))
        assert "Selected by Library on May 12, 2025" in page
        assert [words in page for words in ("LIB-7", "Otto Kern")] == [False, False]


def test_a_list_is_closed_from_its_page_or_the_page_says_who_is_open(scene, client):
    manager, one, eligible_list = scene
    issued = issue_list(manager, one, eligible_list, names=1)
    close = reverse("hiring:interview_list_close", args=[issued.pk])
    assert messages_of(client.post(close, follow=True)) == [
        "1 of 1 names still needs a final disposition: Ada Cole. Record what became of each, then close the list."
    ]
    record(manager, issued, "Ada Cole", Kind.WITHDREW)
    assert messages_of(client.post(close, follow=True)) == ["Interview list 1 is closed."]
    issued.refresh_from_db()
    assert issued.state == InterviewListState.CLOSED
