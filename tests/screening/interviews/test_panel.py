"""The panel of a time changes: who joins, who leaves, what was scored, who may not, and two changes at once."""

from collections.abc import Sequence
from datetime import datetime, time
from threading import Barrier
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from screening.domain import interview_booking, interview_panel, interview_score
from screening.domain.interview_queries import panel_bookings_for, slots_of
from screening.domain.interview_score_record import interview_data, interview_in_words
from screening.enums import DispositionKind, Role
from screening.errors import NotAllowed, Refused
from screening.models import History, InterviewSlot, SlotPanelist, User
from tests.factories_eligible_list import AT, make_user
from tests.factories_hiring import make_manager, record
from tests.factories_interviews import LATER, issue_elsewhere, make_issued, make_panelist, make_slots
from tests.factories_postings import make_department
from tests.screening.domain.test_decision_races import at_once
from tests.screening.hiring_manager.pages import messages_of, text
from tests.screening.interviews.test_pages import as_
from tests.screening.interviews.test_scores import Scene, enter, scene

__all__ = ["scene"]
pytestmark = pytest.mark.django_db


def seated(slot: InterviewSlot) -> list[User]:
    return [seat.member for seat in slots_of(slot.interview_list).get(pk=slot.pk).panel.all()]


def change(
    slot: InterviewSlot,
    members: Sequence[User],
    *,
    why: str = "",
    seen: Sequence[User] | None = None,
    actor: User | None = None,
    at: datetime = LATER,
) -> InterviewSlot:
    return interview_panel.change(
        actor=actor or slot.interview_list.issued_by,
        slot_id=slot.pk,
        seen=[one.pk for one in (seated(slot) if seen is None else seen)],
        members=[one.pk for one in members],
        why=why,
        at=at,
    )


def test_one_joins_and_one_leaves_and_both_are_told() -> None:
    pat, lee = make_panelist(), make_panelist("Lee Wu")
    slot = make_slots(make_issued(), [pat], how_many=1)[0]
    change(slot, [lee], why="Pat cannot come.")
    assert seated(slot) == [lee]
    assert [one.kind for one in pat.notices.order_by("pk")] == ["panel_asked", "panel_left"]
    assert [one.kind for one in lee.notices.all()] == ["panel_asked"]
    kept = History.objects.get(verb="change_interview_panel")
    assert kept.facts == {"joined": [lee.pk], "left": [pat.pk]}
    assert SlotPanelist.objects.get(slot=slot, member=pat).released_why == "Pat cannot come."


def test_who_left_may_come_back_and_is_told_again() -> None:
    pat, lee = make_panelist(), make_panelist("Lee Wu")
    slot = make_slots(make_issued(), [pat, lee], how_many=1)[0]
    change(slot, [lee], why="Pat cannot come.")
    change(slot, [lee, pat])
    assert seated(slot) == [lee, pat]
    assert SlotPanelist.objects.filter(slot=slot, member=pat).count() == 2
    assert pat.notices.filter(kind="panel_asked").count() == 2


def test_who_left_is_free_elsewhere_and_who_is_held_elsewhere_cannot_join() -> None:
    issued = make_issued()
    pat, lee = make_panelist(), make_panelist("Lee Wu")
    mine = make_slots(issued, [pat], how_many=1)[0]
    theirs = make_slots(issue_elsewhere(issued), [lee], how_many=1, begins=time(9, 30), place="Library")[0]
    with pytest.raises(Refused, match="Lee Wu sits on another interview panel at "):
        change(mine, [pat, lee])
    sam = make_panelist("Sam Roe")
    change(theirs, [sam], why="Lee is needed elsewhere.")
    change(mine, [pat, lee])
    assert seated(mine) == [pat, lee]


def test_what_is_refused_says_what_to_do() -> None:
    issued, pat, lee = make_issued(), make_panelist(), make_panelist("Lee Wu")
    slot = make_slots(issued, [pat], how_many=1)[0]
    candidate = issued.referrals.get(entry__application__name="Ada Cole").entry.person
    for members, why, seen, words in (
        ([], "Cannot come.", None, "at least one person"),
        ([candidate], "Cannot come.", None, "from the list"),
        ([pat], "", None, "Tick who joins"),
        ([lee], " ", None, "Say why somebody leaves"),
        ([lee], "x" * 501, None, "at most 500 characters"),
        ([pat, lee], "", [lee], "changed since you opened this page"),
    ):
        with pytest.raises(Refused, match=words):
            change(slot, members, why=why, seen=seen)
    interview_booking.call_off(actor=issued.issued_by, slot_id=slot.pk, at=LATER)
    with pytest.raises(Refused, match="called off"):
        change(slot, [lee], why="Cannot come.", seen=[])
    assert History.objects.filter(verb="change_interview_panel").count() == 0


def test_who_scored_stays_and_who_did_not_come_leaves_so_that_scores_are_shown(scene: Scene) -> None:
    booking, (pat, lee), _questions = scene
    enter(scene, 0, 5, 2)
    after = booking.ends_at
    with pytest.raises(Refused, match="Pat Ortiz entered scores of this interview, which stand"):
        change(booking.slot, [lee], why="Cannot come.", at=after)
    change(booking.slot, [pat], why="Lee did not come.", at=after)
    stands = interview_score.scores_of(booking)
    assert (stands.is_revealed, [member for member, _total in stands.totals]) == (True, [pat])
    assert interview_data(booking)["left"] == [{"member": "Lee Wu", "at": after, "why": "Lee did not come."}]
    assert "Left the panel: Lee Wu, Tuesday, May 20, 2025" in interview_in_words(booking)
    with pytest.raises(Refused, match="shown already, so nobody joins"):
        change(booking.slot, [pat, lee], at=after)
    with pytest.raises(NotAllowed):
        enter(scene, 1, 1, 1)


def test_once_the_name_is_decided_the_panel_stays(scene: Scene) -> None:
    booking, (pat, _lee), _questions = scene
    issued = booking.slot.interview_list
    kinds = (DispositionKind.INTERVIEWED, DispositionKind.SELECTED)
    record(issued.issued_by, issued, "Ada Cole", *kinds, at=booking.ends_at)
    with pytest.raises(Refused, match="decided about this name"):
        change(booking.slot, [pat], why="Cannot come.", at=booking.ends_at)


def test_who_left_reads_the_interview_no_longer(scene: Scene, client: Client) -> None:
    booking, (pat, lee), _questions = scene
    page = reverse("panel:interview", args=[booking.pk])
    assert as_(client, lee).get(page).status_code == 200
    change(booking.slot, [pat], why="Lee knows the candidate.")
    assert client.get(page).status_code == 404
    assert not panel_bookings_for(lee).exists()


@pytest.mark.parametrize("who", ["other manager", "panel member", "candidate", "analyst"])
def test_who_may_not(who: str, client: Client) -> None:
    issued, pat, lee = make_issued(), make_panelist(), make_panelist("Lee Wu")
    slot = make_slots(issued, [pat], how_many=1)[0]
    actor = {
        "other manager": lambda: make_manager("Otto Kern", make_department("library", "Library")),
        "panel member": lambda: pat,
        "candidate": lambda: issued.referrals.get(entry__application__name="Ada Cole").entry.person,
        "analyst": lambda: make_user("Ann Li", (Role.SUPERVISING_ANALYST, None)),
    }[who]()
    with pytest.raises(NotAllowed):
        change(slot, [pat, lee], actor=actor)
    page = reverse("hiring:interview_panel", args=[slot.pk])
    as_(client, actor)
    assert (client.get(page).status_code, client.post(page).status_code) == (404, 404)
    assert seated(slot) == [pat]


def test_the_page_changes_it_and_says_what_is_wrong(client: Client) -> None:
    issued, pat, lee = make_issued(), make_panelist(), make_panelist("Lee Wu")
    slot = make_slots(issued, [pat], how_many=1)[0]
    as_(client, issued.issued_by)
    page = reverse("hiring:interview_panel", args=[slot.pk])
    overview = reverse("hiring:interviews", args=[issued.pk])
    assert page in client.get(overview).content.decode()
    assert text(client.get(page)).count("Lee Wu") == 1
    typed: dict[str, Any] = {"seen": str(pat.pk), "members": [lee.pk]}
    wrong = client.post(page, typed)
    assert (wrong.status_code, "Say why somebody leaves" in text(wrong)) == (409, True)
    assert client.post(page, {"seen": str(pat.pk)}).status_code == 400
    assert client.post(page, {**typed, "seen": "x,²", "why": "Cannot come."}).status_code == 409
    done = client.post(page, {**typed, "why": "Cannot come."}, follow=True)
    assert messages_of(done) == ["The panel is changed. Who joins and who leaves was told."]
    assert seated(slot) == [lee]


def test_the_page_asks_the_same_however_many_may_sit(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    issued, pat = make_issued(), make_panelist()
    slot = make_slots(issued, [pat], how_many=1)[0]
    page = reverse("hiring:interview_panel", args=[slot.pk])
    as_(client, issued.issued_by)
    client.get(page)
    with django_assert_num_queries(6):
        client.get(page)
    for number in range(5):
        make_panelist(f"Member {number}")
    with django_assert_num_queries(6):
        client.get(page)


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_the_second_is_asked_to_look_again() -> None:
    issued, pat, lee, sam = make_issued(), *map(make_panelist, ("Pat Ortiz", "Lee Wu", "Sam Roe"))
    slot = make_slots(issued, [pat], how_many=1)[0]
    said = at_once(
        lambda: change(slot, [pat, lee], seen=[pat], at=AT),
        lambda: change(slot, [sam], seen=[pat], why="Pat cannot come.", at=AT),
    )
    assert said == [
        "InterviewSlot",
        "The panel was changed since you opened this page. Look at it, then change it.",
    ]
    assert seated(slot) in ([pat, lee], [sam])


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_changes_make_a_panel_that_nobody_chose(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: both have read the panel before either changes it."""
    issued, pat, lee, sam = make_issued(), *map(make_panelist, ("Pat Ortiz", "Lee Wu", "Sam Roe"))
    slot = make_slots(issued, [pat], how_many=1)[0]
    both_have_read, check = Barrier(2), interview_panel._check

    def wait_and_check(*given: Any) -> None:
        both_have_read.wait(timeout=20)
        check(*given)

    monkeypatch.setattr(interview_panel, "locked_list", lambda *_: slot.interview_list)
    monkeypatch.setattr(interview_panel, "_check", wait_and_check)
    said = at_once(
        lambda: change(slot, [pat, lee], seen=[pat], at=AT),
        lambda: change(slot, [sam], seen=[pat], why="Pat cannot come.", at=AT),
    )
    assert said == ["InterviewSlot", "InterviewSlot"]
    assert {str(one) for one in seated(slot)} == {"Lee Wu", "Sam Roe"}
