"""Confirming many at once: a page names each rejection before anything is said."""

import pytest

from screening.domain.queries import latest_evaluation
from screening.enums import ApplicationState, Role
from screening.models import Decision, SecondLook
from tests.factories import make_staff
from tests.screening.admin.scene import (
    LIST,
    SHORT,
    UNSURE,
    confirm,
    make_in_pool,
    make_scene,
)

pytestmark = pytest.mark.django_db


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def state_of(application):
    application.refresh_from_db()
    return application.state


def scene(client, jobs=None, name="Ada"):
    posting, analyst = make_scene()
    client.force_login(analyst)
    return posting, analyst, make_in_pool(posting, name, jobs=jobs)


def run(client, action, *applications, **more):
    form = {"action": action, "_selected_action": [a.pk for a in applications], **more}
    return client.post(LIST, form)


def confirm_shown(client, page, **changes):
    form = {
        "met": page.context["met_pairs"],
        "not_met": [line["pair"] for line in page.context["not_met"]],
        "kept": page.context["kept"],
    } | changes
    return client.post(f"{LIST}confirm-as-evaluated/", form, follow=True)


def test_many_are_confirmed_after_a_page_that_names_each_rejection(client):
    posting, _, ada = scene(client)
    ben, cy = make_in_pool(posting, "Ben", jobs=SHORT), make_in_pool(posting, "Cy", jobs=UNSURE)
    page = run(client, "confirm_as_evaluated", ada, ben, cy)
    assert [line["application"].name for line in page.context["met"]] == ["Ada Lee"]
    assert [(line["application"].name, line["requirement"].label) for line in page.context["not_met"]] == [
        ("Ben Lee", "One year of full-time clerical experience")
    ]
    assert [(line["application"].name, line["why"]) for line in page.context["skipped"]] == [
        ("Cy Lee", "The evaluation left a question open: a person must look")
    ]
    assert Decision.objects.count() == 0
    answer = confirm_shown(client, page)
    assert said(answer)[1] == (
        "Set aside for a blind second look: 1, drawn by lot. Somebody else looks before it is decided."
    )
    aside = SecondLook.objects.get().application
    assert aside in (ada, ben)
    expected = {ada: "qualified", ben: "not_qualified", cy: "in_review"} | {aside: "in_review"}
    assert {a: state_of(a) for a in (ada, ben, cy)} == expected
    page = run(client, "confirm_as_evaluated", aside)
    assert [line["why"] for line in page.context["skipped"]] == [
        "Set aside for a second look by somebody else"
    ]


def test_a_rejection_whose_mark_was_taken_away_is_left_alone(client):
    posting, _, ben = scene(client, SHORT)
    page = run(client, "confirm_as_evaluated", ben)
    assert said(confirm_shown(client, page, not_met=[])) == [
        "Nothing was confirmed, because nothing was chosen that can be."
    ]
    assert state_of(ben) == ApplicationState.IN_REVIEW


def test_what_changed_since_the_page_is_left_out_with_words(client):
    posting, analyst, ada = scene(client)
    ben, cy = make_in_pool(posting, "Ben"), make_in_pool(posting, "Cy")
    page = run(client, "confirm_as_evaluated", ada, ben, cy)
    confirm(analyst, ada)
    said_first, _, said_then = said(confirm_shown(client, page))
    assert said_first == "Confirmed 1 as qualified."
    assert said_then.startswith(f"1 left out:<ul><li>Ada Lee {ada.receipt}: {analyst} decided already")


def test_somebody_elses_application_among_them_confirms_nothing_of_it(client):
    posting, _, ada = scene(client)
    foreign = make_in_pool(make_scene("Planner")[0], "Ben")
    form = {"met": f"{ada.pk}:{latest_evaluation(ada).pk} {foreign.pk}:{latest_evaluation(foreign).pk}"}
    assert client.post(f"{LIST}confirm-as-evaluated/", form).status_code == 404
    assert [state_of(a) for a in (ada, foreign)] == ["in_review", "in_review"]


def test_nonsense_instead_of_the_shown_rows_confirms_nothing(client):
    scene(client)
    answer = client.post(f"{LIST}confirm-as-evaluated/", {"met": "x 1 :: 5:y " + "9" * 40 + ":1"})
    assert answer.status_code in (302, 404)
    assert Decision.objects.count() == 0


def test_no_more_rejections_at_once_than_a_person_can_look_at(client, monkeypatch):
    from screening.admin import bulk

    monkeypatch.setattr(bulk, "MOST_REJECTIONS_AT_ONCE", 1)
    posting, _, ben = scene(client, SHORT)
    dan = make_in_pool(posting, "Dan", jobs=SHORT, sent=1)
    page = run(client, "confirm_as_evaluated", ben, dan)
    assert len(page.context["not_met"]) == 1
    assert [line["application"] for line in page.context["skipped"]] == [dan]


def test_establishing_from_the_list_leads_to_the_preview_of_one_posting(client):
    posting, _, ada = scene(client)
    assert run(client, "establish_list", ada).url == f"/admin/screening/eligiblelist/establish/{posting.pk}/"
    foreign = make_in_pool(make_scene("Planner")[0], "Ben")
    client.force_login(make_staff(Role.SUPERVISING_ANALYST))
    answer = client.post(
        LIST, {"action": "establish_list", "_selected_action": [ada.pk, foreign.pk]}, follow=True
    )
    assert said(answer) == ["A list is established for one posting. Filter by a posting, then choose again."]
