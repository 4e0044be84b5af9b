"""Asking for an interview list: counts before names, issued once, and words where it cannot be."""

from datetime import timedelta

import pytest
from django.urls import reverse

from screening.domain import interview_list
from screening.enums import DispositionKind as Kind
from screening.errors import NotAllowed, Refused
from screening.models import InterviewList
from tests.factories_eligible_list import make_entry, make_list, make_names
from tests.factories_hiring import issue_list, make_manager
from tests.factories_postings import make_department
from tests.screening.hiring_manager.pages import messages_of, move_to, text

pytestmark = pytest.mark.django_db
TO_SELECTED = (Kind.CONTACTED, Kind.INTERVIEW_SET, Kind.INTERVIEWED, Kind.SELECTED)


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


def test_who_stands_on_the_list_sees_no_count_of_it_and_is_told_whom_to_ask(scene, client):
    manager, one, eligible_list = scene
    make_entry(eligible_list, "Maria Lopez", 4, person=manager)
    for asked in ({}, {"names": "2"}, {"names": "2", "answer-phone_system": "on"}):
        response = client.get(ask_url(one), asked)
        page = text(response)
        assert response.status_code == 409
        assert "Your own name is on this eligible list, so you cannot choose from it." in page
        assert "Ask another manager of your department" in page
        assert ("preview" in response.context, "You would get" in page, "<form class=" in page) == (
            False,
            False,
            False,
        )
    client.post(ask_url(one), {"eligible_list": eligible_list.pk, "number": "1", "names": "2"})
    assert InterviewList.objects.count() == 0


def test_another_list_of_the_class_can_still_be_chosen(scene, client):
    manager, one, eligible_list = scene
    make_entry(eligible_list, "Maria Lopez", 4, person=manager)
    other = make_list(eligible_list.posting, eligible_list.established_on - timedelta(days=1))
    make_names(other, "Di Fox", "Eve Gray")
    assert client.get(ask_url(one), {"eligible_list": eligible_list.pk}).status_code == 409
    response = client.get(ask_url(one), {"eligible_list": other.pk, "names": "2"})
    assert (response.status_code, dict(response.context["preview"].counts)) == (200, {"in": 2})


def test_the_preview_asks_who_acts(scene):
    manager, one, eligible_list = scene
    asked = {"for_vacancy": one, "eligible_list": eligible_list, "criteria": [], "names": 2}
    asked["day"] = eligible_list.established_on
    assert interview_list.preview(actor=manager, **asked).passing == 3
    stranger = make_manager("Otto Kern", make_department("library", "Library"))
    with pytest.raises(NotAllowed):
        interview_list.preview(actor=stranger, **asked)
    make_entry(eligible_list, "Maria Lopez", 4, person=manager)
    with pytest.raises(Refused, match="^Your own name is on this eligible list"):
        interview_list.preview(actor=manager, **asked)
