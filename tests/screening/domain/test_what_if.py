"""A draft over the real pool: what it says, that the pool is only read, batches, a killed worker, cancel, who may not."""

import hashlib
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from postings.domain.drafting import begin_draft, save_draft
from postings.models import Posting
from screening.domain import what_if as what_ifs
from screening.enums import Outcome, Role, WhatIfState
from screening.errors import NotAllowed, Refused
from screening.models import Application, User, WhatIf, WhatIfRow
from tests.factories import (
    make_evaluated_application,
    make_job,
    make_posting,
    make_staff,
    make_submitted_application,
    make_user,
)
from tests.screening.admin.scene import AT

pytestmark = pytest.mark.django_db
POOL = (
    "screening_application",
    "screening_submission",
    "screening_evaluation",
    "screening_decision",
    "screening_eligiblelistentry",
    "screening_notice",
)
LONG, SHORT = [make_job()], [make_job(end="2023-04-30")]


@pytest.fixture
def posting() -> Posting:
    posting = make_posting()
    for number, jobs in enumerate((LONG, SHORT, LONG, SHORT, LONG)):
        make_evaluated_application(posting, make_user(f"person{number}@example.org"), jobs=jobs)
    return posting


@pytest.fixture
def analyst(posting: Posting) -> User:
    return make_staff(Role.ANALYST, posting=posting)


def draft(posting: Posting, actor: User, change: Callable[[dict[str, Any]], None]) -> None:
    """The posting's draft, with a change saved as its second version."""
    begun = begin_draft(actor=actor, posting_id=posting.pk, at=AT)
    document = deepcopy(begun.versions.get(number=1).document)
    document["requirement_sentences"] = ["Work with customers."]
    change(document)
    save_draft(actor=actor, draft_id=begun.pk, based_on=1, document=document, said="changed", at=AT)


def months(node: Any, wanted: int) -> None:
    """Each experience in a part of a document asks for so many months."""
    for each in node if isinstance(node, list) else node.values() if isinstance(node, dict) else ():
        months(each, wanted)
    if isinstance(node, dict) and "experience" in node:
        node["experience"]["months"] = wanted


def fewer_months(document: dict[str, Any]) -> None:
    months(document["minimum_requirements"], 1)


def tried(posting: Posting, actor: User, **how: Any) -> WhatIf:
    what_if = what_ifs.ask(actor=actor, posting=posting, at=AT)
    what_ifs.try_due(clock=lambda: AT, **how)
    what_if.refresh_from_db()
    return what_if


def digest_of_pool() -> str:
    found = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in POOL:
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY id")
            found.update(repr(cursor.fetchall()).encode())
    return found.hexdigest()


def test_a_draft_that_changes_nothing_moves_nobody(posting: Posting, analyst: User) -> None:
    draft(posting, analyst, lambda document: None)
    what_if = tried(posting, analyst)
    figures = what_if.figures
    assert (what_if.state, what_if.done, what_if.total) == (WhatIfState.DONE, 5, 5)
    assert (figures["tried"], figures["changed"], figures["moved"], figures["faults"]) == (5, 0, 0, 0)
    assert figures["nodes"] == []


def test_fewer_months_let_more_people_onto_the_list(posting: Posting, analyst: User) -> None:
    draft(posting, analyst, fewer_months)
    before = digest_of_pool()
    what_if = tried(posting, analyst)
    assert digest_of_pool() == before
    assert what_if.figures["outcomes"] == [
        {"outcome": "met", "before": 3, "after": 5},
        {"outcome": "not_met", "before": 2, "after": 0},
        {"outcome": "undetermined", "before": 0, "after": 0},
    ]
    (node,) = what_if.figures["nodes"]
    assert (node["number"], node["on"], node["off"]) == (2, 2, 0)
    changed = WhatIfRow.objects.exclude(node="")
    assert [(row.before, row.after, row.place_before) for row in changed] == [("not_met", "met", None)] * 2
    places = WhatIfRow.objects.order_by("place_after").values_list("place_after", flat=True)
    assert list(places) == [1, 2, 3, 4, 5]


def test_changed_points_move_the_order(posting: Posting, analyst: User) -> None:
    def more_for_short(document: dict[str, Any]) -> None:
        fewer_months(document)
        document["highly_desirable"] = []

    draft(posting, analyst, more_for_short)
    what_if = tried(posting, analyst)
    assert set(WhatIfRow.objects.values_list("points_after", flat=True)) == {0}
    assert what_if.figures["both"] == 3
    assert what_if.figures["moved"] == 2
    assert what_if.figures["farthest"] == 2


def test_a_draft_that_cannot_read_somebody_says_so_and_goes_on(posting: Posting, analyst: User) -> None:
    make_submitted_application(posting, make_user("waits@example.org"))
    draft(posting, analyst, fewer_months)
    what_if = tried(posting, analyst)
    assert (what_if.figures["tried"], what_if.figures["untried"]) == (5, 1)


def test_a_killed_worker_costs_one_batch_and_a_batch_twice_changes_nothing(
    posting: Posting, analyst: User
) -> None:
    draft(posting, analyst, fewer_months)
    what_if = tried(posting, analyst, batch=2, batches=1)
    assert (what_if.state, what_if.done, what_if.rows.count()) == (WhatIfState.RUNNING, 2, 2)
    WhatIf.objects.update(reached=0, done=0)  # as though the mark had been lost
    assert what_ifs.try_due(clock=lambda: AT, batch=2) == 3
    what_if.refresh_from_db()
    assert (what_if.state, what_if.done, what_if.rows.count()) == (WhatIfState.DONE, 5, 5)
    assert what_if.figures["changed"] == 2
    assert what_ifs.try_due(clock=lambda: AT) == 0


def test_what_kills_its_workers_is_given_up(posting: Posting, analyst: User) -> None:
    draft(posting, analyst, fewer_months)
    what_if = what_ifs.ask(actor=analyst, posting=posting, at=AT)
    WhatIf.objects.update(tries=what_ifs.TRIES)
    assert what_ifs.try_due(clock=lambda: AT) == 0
    what_if.refresh_from_db()
    assert (what_if.state, what_if.last_error) == (
        WhatIfState.FAILED,
        "The worker process ended while it tried a batch.",
    )


def test_a_cancelled_trial_stops_between_batches_and_stays_so(posting: Posting, analyst: User) -> None:
    draft(posting, analyst, fewer_months)
    what_if = tried(posting, analyst, batch=2, batches=1)
    cancelled = what_ifs.cancel(actor=analyst, what_if_id=what_if.pk, at=AT)
    assert what_ifs.try_due(clock=lambda: AT, batch=2) == 0
    assert (cancelled.state, what_if.rows.count()) == (WhatIfState.CANCELLED, 2)
    with pytest.raises(Refused, match="ended already"):
        what_ifs.cancel(actor=analyst, what_if_id=what_if.pk, at=AT)
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        WhatIf.objects.update(state=WhatIfState.DONE, cancelled_by=None)


def test_one_at_a_time_also_in_the_database(posting: Posting, analyst: User) -> None:
    draft(posting, analyst, fewer_months)
    what_if = what_ifs.ask(actor=analyst, posting=posting, at=AT)
    with pytest.raises(Refused, match="being tried already"):
        what_ifs.ask(actor=analyst, posting=posting, at=AT)
    what_if.pk = None
    with pytest.raises(IntegrityError, match="what_if_once_at_a_time"), transaction.atomic():
        what_if.save(force_insert=True)


def test_without_a_draft_a_pool_or_a_readable_draft_it_says_what_to_do(
    posting: Posting, analyst: User
) -> None:
    with pytest.raises(Refused, match="No draft"):
        what_ifs.ask(actor=analyst, posting=posting, at=AT)
    draft(posting, analyst, lambda document: document.update(minimum_requirements={"of": []}))
    with pytest.raises(Refused, match="cannot be read yet"):
        what_ifs.ask(actor=analyst, posting=posting, at=AT)
    Application.objects.update(outcome=Outcome.MET)
    empty = make_posting("empty", title="Empty")
    supervisor = make_staff(Role.SUPERVISING_ANALYST)
    begin_draft(actor=supervisor, posting_id=empty.pk, at=AT)
    with pytest.raises(Refused, match="Nobody has applied"):
        what_ifs.ask(actor=supervisor, posting=empty, at=AT)


def test_who_may_not(posting: Posting, analyst: User) -> None:
    draft(posting, analyst, fewer_months)
    what_if = what_ifs.ask(actor=analyst, posting=posting, at=AT)
    others = make_staff(Role.ANALYST, "other@example.org", posting=make_posting("other", title="Other"))
    for person in (others, make_staff(Role.AUDITOR), make_user("stranger@example.org")):
        with pytest.raises(NotAllowed):
            what_ifs.ask(actor=person, posting=posting, at=AT)
        with pytest.raises(NotAllowed):
            what_ifs.cancel(actor=person, what_if_id=what_if.pk, at=AT)
