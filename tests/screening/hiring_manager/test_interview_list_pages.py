"""The interview list and the candidate: certified names, dispositions one by one and several at once, closing."""

import pytest
from django.urls import reverse

from screening.enums import DispositionKind as Kind
from screening.enums import InterviewListState
from screening.models import Disposition
from tests.factories_hiring import issue_list, make_manager, make_vacancy, record
from tests.factories_postings import make_department
from tests.screening.hiring_manager.pages import messages_of, text

pytestmark = pytest.mark.django_db
TO_SELECTED = (Kind.CONTACTED, Kind.INTERVIEW_SET, Kind.INTERVIEWED, Kind.SELECTED)


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
