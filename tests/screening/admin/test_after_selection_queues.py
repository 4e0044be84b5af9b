"""What waits after a selection is a queue of the front page: answers, checks, Fair Chance steps, names to be removed."""

import pytest

from screening.domain import removal
from screening.domain.offer_queues import waiting_after_selection
from screening.enums import RemovalReason, Role
from screening.models import User
from screening.offer_enums import CheckResult
from screening.offer_enums import FairChance as Step
from tests.factories import signed_in
from tests.factories_eligible_list import make_analyst, make_user
from tests.factories_offers import LATER, accept, complete, offered, result
from tests.screening.offers.test_fair_chance import fingerprints, take

pytestmark = pytest.mark.django_db


def counts(person: User) -> dict[str, int]:
    return {line.queue.slug: line.count for line in waiting_after_selection(person) if line.count}


def test_an_offer_goes_from_queue_to_queue_until_it_is_complete() -> None:
    made, analyst = offered(), make_analyst()
    assert counts(analyst) == {"offer_answers": 1}
    accept(made)
    assert counts(analyst) == {"offer_checks": 1}
    take(analyst, made, Step.BEARING, at=LATER)
    assert counts(analyst) == {"offer_checks": 1, "fair_chance": 1}
    line = next(one for one in waiting_after_selection(analyst) if one.queue.slug == "fair_chance")
    assert line.since == LATER


def test_a_check_that_was_corrected_is_open_again() -> None:
    made, analyst = accept(offered()), make_analyst()
    complete(made, analyst)
    assert counts(analyst) == {}
    result(made.checks.exclude(pk=fingerprints(made).pk)[0], analyst, CheckResult.NOT_COMPLETE)
    assert counts(analyst) == {"offer_checks": 1}


def test_a_name_proposed_for_removal_waits_and_the_front_page_leads_there() -> None:
    made, analyst = offered(), make_analyst()
    other = made.selection.referral.interview_list.referrals.exclude(entry__person=made.person).get()
    removal.propose(
        actor=analyst,
        entry_id=other.entry_id,
        reason=RemovalReason.UNREACHABLE,
        note="Letters came back.",
        at=LATER,
    )
    assert counts(analyst) == {"offer_answers": 1, "removals": 1}
    page = signed_in(analyst).get("/admin/").content.decode()
    for words, address in (
        ("Offers that wait for an answer", "/admin/screening/offer/"),
        ("Names proposed for removal", "/admin/screening/eligiblelist/"),
    ):
        assert f'<a href="{address}">{words}</a>' in page


def test_who_does_not_review_them_has_no_such_queue() -> None:
    made = offered()
    assert counts(make_user("Lee Wu", (Role.HIRING_MANAGER, made.vacancy.department))) == {}
    assert counts(made.person) == {}
