"""A publication and a person at the same second: one of them is refused, and the pool is never half changed."""

import pytest

from screening.domain import decision as decisions
from screening.domain.queries import latest_evaluation
from screening.domain.reevaluation_publication import publish
from screening.enums import Role
from screening.models import Decision, Evaluation, Reevaluation, ReturnedDecision
from tests.factories import make_staff
from tests.screening.admin.scene import AT
from tests.screening.domain.test_decision_races import at_once
from tests.screening.reevaluation.pools import LONG, SHORT, make_pool, people, revise, staged

pytestmark = pytest.mark.django_db(transaction=True)


def test_whoever_confirms_while_it_is_published_decided_before_it_or_is_told() -> None:
    posting, pool = make_pool(SHORT, LONG, SHORT)
    analyst, supervisor = people(posting)
    revise(posting)
    stage = staged(posting, analyst)
    seen = latest_evaluation(pool[0])
    assert seen is not None
    said = at_once(
        lambda: publish(actor=supervisor, reevaluation_id=stage.pk, at=AT),
        lambda: decisions.confirm(actor=analyst, application_id=pool[0].pk, evaluation_id=seen.pk, at=AT),
    )
    if Decision.objects.exists():
        assert said[0].startswith("1 of the applications changed since this was staged.")
        assert Evaluation.objects.count() == 3
    else:
        assert said[1].startswith("The facts were evaluated again since this page was opened")
        assert Evaluation.objects.count() == 6


def test_two_who_publish_at_once_publish_it_once() -> None:
    posting, _ = make_pool(SHORT, LONG)
    analyst, supervisor = people(posting)
    second = make_staff(Role.SUPERVISING_ANALYST, "second@example.org")
    revise(posting)
    stage = staged(posting, analyst)
    said = at_once(
        *(lambda who=who: publish(actor=who, reevaluation_id=stage.pk, at=AT) for who in (supervisor, second))
    )
    assert said == [
        "Reevaluation",
        "This re-evaluation is not staged whole, or it has ended. Look at how it stands.",
    ]
    assert (Evaluation.objects.count(), ReturnedDecision.objects.count()) == (4, 0)
    assert Reevaluation.objects.get().published_by in (supervisor, second)
