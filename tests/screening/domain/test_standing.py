"""A person's own standing: a pause with its day, leaving the list, withdrawing, and undoing it within a day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, transaction

from screening.domain import document_request, evaluation, pause, standing, withdrawal
from screening.domain.consideration import consider
from screening.domain.queries import due_submissions
from screening.enums import ApplicationState, NoticeKind, Role, StandingKind
from screening.errors import MoveNotAllowed, NotAllowed, Refused
from screening.models import Application, EligibleListEntry, History, Notice, StandingChange
from tests.factories import (
    FILED_AT,
    make_evaluated_application,
    make_job,
    make_posting,
    make_staff,
    make_submitted_application,
    make_user,
)
from tests.factories_eligible_list import AT, make_class_posting, make_list, make_names
from tests.factories_hiring import issue_list, make_manager, make_vacancy

pytestmark = pytest.mark.django_db
UNTIL = date(2025, 6, 30)
A_DAY = timedelta(hours=24)
LEAVE, WITHDRAW = StandingKind.LEAVE_LIST, StandingKind.WITHDRAW


def listed(*names: str) -> list[EligibleListEntry]:
    return make_names(make_list(make_class_posting()), *(names or ("Ada Cole", "Ben Diaz")))


def paused(entry: EligibleListEntry, until: date = UNTIL, at: Any = AT) -> StandingChange:
    return pause.pause(actor=entry.person, application_id=entry.application_id, until=until, at=at)


def left(entry: EligibleListEntry, kind: StandingKind = LEAVE, at: Any = AT) -> StandingChange:
    return withdrawal.withdraw(actor=entry.person, application_id=entry.application_id, kind=kind, at=at)


def state_of(application: Application) -> tuple[str, Any]:
    application.refresh_from_db()
    return application.state, application.waiting_since


def sent(entries: list[EligibleListEntry], day: date) -> tuple[list[str], dict[str, int]]:
    """Whom a list issued on a day would send, and how many each rule keeps in or out."""
    manager = make_manager()
    eligible_list = entries[0].eligible_list
    vacancy = make_vacancy(manager, eligible_list.posting.job_class)
    found = consider(eligible_list, vacancy, [], 10, day=day)
    return [entry.application.name for entry in found.sent], dict(found.counts)


@pytest.mark.parametrize(
    ("day", "rests"), [(date(2025, 5, 12), True), (UNTIL, True), (date(2025, 7, 1), False)]
)
def test_a_paused_name_is_left_out_up_to_its_last_day_with_the_reason(day: date, rests: bool) -> None:
    entries = listed()
    paused(entries[0])
    assert sent(entries, day) == (
        (["Ben Diaz"], {"pause": 1, "in": 1}) if rests else (["Ada Cole", "Ben Diaz"], {"in": 2})
    )


def test_the_reason_is_said_to_who_hires() -> None:
    entries = listed()
    paused(entries[0])
    left(entries[1])
    words = standing.live_on(entries, date(2025, 5, 13))
    assert [standing.in_words(words[entry.application_id]) for entry in entries] == [
        "Not available until June 30, 2025, as the person asked.",
        "Withdrew on May 12, 2025.",
    ]


def test_a_pause_is_on_record_told_and_ended_by_coming_back() -> None:
    entries = listed()
    change = paused(entries[0])
    pause.return_early(actor=entries[0].person, application_id=entries[0].application_id, at=AT + A_DAY)
    change.refresh_from_db()
    assert (change.until, change.ended_by, change.ended_at) == (UNTIL, entries[0].person, AT + A_DAY)
    assert sent(entries, date(2025, 5, 14))[0] == ["Ada Cole", "Ben Diaz"]
    assert [
        (line.verb, line.actor)
        for line in History.objects.filter(subject_kind="standingchange").order_by("pk")
    ] == [
        ("pause", entries[0].person),
        ("return", entries[0].person),
    ]
    assert list(Notice.objects.order_by("pk").values_list("kind", flat=True)) == ["paused", "returned"]


def test_another_day_ends_the_pause_before_it() -> None:
    entry = listed()[0]
    first, second = paused(entry), paused(entry, date(2025, 7, 31))
    first.refresh_from_db()
    assert (first.ended_at, second.ended_at) == (AT, None)


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2025, 5, 11), "This day has passed."),
        (date(2025, 10, 28), "Your time on the eligible list ends on October 28, 2025."),
    ],
)
def test_a_pause_ends_between_today_and_the_lists_last_day(until: date, words: str) -> None:
    entry = listed()[0]
    with pytest.raises(Refused, match=words):
        paused(entry, until)


def test_there_is_no_pause_without_a_list_in_force() -> None:
    application = make_submitted_application(make_posting())
    with pytest.raises(Refused, match="while your name is on an eligible list"):
        pause.pause(actor=application.applicant, application_id=application.pk, until=UNTIL, at=FILED_AT)
    entry = listed()[0]
    with pytest.raises(Refused, match="while your name is on an eligible list"):
        paused(entry, date(2026, 1, 1), at=AT + timedelta(days=200))
    with pytest.raises(Refused, match="The eligible list has ended"):
        left(entry, at=AT + timedelta(days=200))


def test_nobody_else_changes_somebodys_standing() -> None:
    entry = listed()[0]
    for person in (make_user("other@example.org"), make_staff(Role.SUPERVISING_ANALYST), make_manager()):
        for verb, more in (
            (pause.pause, {"until": UNTIL}),
            (pause.return_early, {}),
            (withdrawal.withdraw, {"kind": LEAVE}),
            (withdrawal.undo, {}),
        ):
            with pytest.raises(NotAllowed):
                verb(actor=person, application_id=entry.application_id, at=AT, **more)  # type: ignore[operator]


def test_who_left_the_list_is_left_out_and_comes_back_as_they_stood() -> None:
    entries = listed()
    before = state_of(entries[0].application)
    left(entries[0])
    assert state_of(entries[0].application) == (ApplicationState.WITHDRAWN, AT)
    assert sent(entries, date(2025, 5, 12)) == (["Ben Diaz"], {"leave_list": 1, "in": 1})
    withdrawal.undo(actor=entries[0].person, application_id=entries[0].application_id, at=AT + A_DAY)
    assert state_of(entries[0].application) == before
    assert standing.live(entries[0].application) == []
    assert list(Notice.objects.order_by("pk").values_list("kind", flat=True)) == [
        "list_left",
        "withdrawal_undone",
    ]


def test_a_pause_survives_a_withdrawal_that_is_undone() -> None:
    entries = listed()
    paused(entries[0])
    left(entries[0])
    assert sent(entries, date(2025, 5, 13))[1] == {"leave_list": 1, "in": 1}
    withdrawal.undo(actor=entries[0].person, application_id=entries[0].application_id, at=AT)
    assert [change.kind for change in standing.live(entries[0].application)] == ["pause"]


def test_after_its_day_a_withdrawal_stands() -> None:
    entry = listed()[0]
    left(entry)
    with pytest.raises(Refused, match=r"could be undone until Tuesday, May 13, 2025 at 10:00 a\.m\. Pacific"):
        withdrawal.undo(
            actor=entry.person, application_id=entry.application_id, at=AT + A_DAY + timedelta(seconds=1)
        )
    assert state_of(entry.application)[0] == ApplicationState.WITHDRAWN


def test_what_is_not_withdrawn_cannot_be_undone() -> None:
    entry = listed()[0]
    with pytest.raises(MoveNotAllowed, match="no withdrawal to undo"):
        withdrawal.undo(actor=entry.person, application_id=entry.application_id, at=AT)


def test_a_page_that_showed_another_standing_withdraws_nothing() -> None:
    entry = listed()[0]
    with pytest.raises(Refused, match="has moved on since this page was opened"):
        left(entry, WITHDRAW)
    assert state_of(entry.application)[0] == ApplicationState.LISTED


def test_managers_with_the_name_on_an_open_list_are_told_of_both() -> None:
    entries = listed()
    manager = make_manager()
    vacancy = make_vacancy(manager, entries[0].eligible_list.posting.job_class)
    issue_list(manager, vacancy, entries[0].eligible_list)
    left(entries[0])
    withdrawal.undo(actor=entries[0].person, application_id=entries[0].application_id, at=AT)
    told = Notice.objects.filter(recipient=manager).order_by("pk")
    assert [(one.kind, one.subject) for one in told] == [
        (NoticeKind.CANDIDATE_WITHDREW, "Ada Cole withdrew (your requisition WB-2025-014)"),
        (NoticeKind.CANDIDATE_RETURNED, "Ada Cole is back (your requisition WB-2025-014)"),
    ]


def test_a_withdrawn_application_is_not_evaluated_and_is_due_again_when_it_is_undone() -> None:
    application = make_submitted_application(make_posting(), jobs=[make_job()])
    person = application.applicant
    withdrawal.withdraw(actor=person, application_id=application.pk, kind=WITHDRAW, at=FILED_AT)
    assert (evaluation.evaluate_due(clock=lambda: FILED_AT), due_submissions().count()) == (0, 0)
    withdrawal.undo(actor=person, application_id=application.pk, at=FILED_AT)
    assert (due_submissions().count(), evaluation.evaluate_due(clock=lambda: FILED_AT)) == (1, 1)
    assert state_of(application)[0] == ApplicationState.IN_REVIEW


def test_a_last_day_that_passes_while_withdrawn_still_leads_back_to_a_person() -> None:
    city_job = make_job(kind="out_of_class", city_employee=True, employer="City of San Diego")
    application = make_evaluated_application(make_posting(), jobs=[city_job])
    document_request.ask(
        actor=make_staff(Role.SUPERVISING_ANALYST),
        application_id=application.pk,
        kind="oca_documentation",
        job_key="job1",
        due_on=(FILED_AT + timedelta(days=2)).date(),
        at=FILED_AT,
    )
    person, late = application.applicant, FILED_AT + timedelta(days=3)
    withdrawal.withdraw(actor=person, application_id=application.pk, kind=WITHDRAW, at=late - A_DAY)
    assert document_request.lapse_due(at=late) == 0
    withdrawal.undo(actor=person, application_id=application.pk, at=late)
    assert document_request.lapse_due(at=late) == 1
    assert state_of(application)[0] == ApplicationState.SUBMITTED


def test_the_database_keeps_one_pause_one_withdrawal_and_what_was_made() -> None:
    entry = listed()[0]
    change = left(entry)
    again = StandingChange(
        application=entry.application, entry=entry, kind=LEAVE, from_state="listed", waited_since=AT,
        made_by=entry.person, made_at=AT,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="withdrawn_once"), transaction.atomic():
        again.save()
    change.kind = StandingKind.WITHDRAW
    with pytest.raises(InternalError, match="made_is_frozen"), transaction.atomic():
        change.save()
    with pytest.raises(InternalError, match="made_is_kept"), transaction.atomic():
        change.delete()
