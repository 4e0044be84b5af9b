"""An appeal that waits over the days it was promised in stands in an urgent queue of its own, in the city's calendar."""

from datetime import date, timedelta

import pytest

from screening.city_time import city_day
from screening.domain import appeal as appeals
from screening.domain import decision as decisions
from screening.domain.queues import waiting
from screening.models import Application
from tests.screening.admin.scene import AT, SHORT, make_in_pool, make_scene

pytestmark = pytest.mark.django_db


def counts(day: date) -> dict[str, int]:
    found = {each.queue.slug: each.count for each in waiting(Application.objects.all(), day)}
    return {slug: found[slug] for slug in ("appeals_past_due", "appeals")}


def test_the_day_after_the_promised_one_it_is_past_due() -> None:
    posting, analyst = make_scene()
    application = make_in_pool(posting, "Ada", jobs=SHORT)
    decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
    made = appeals.appeal(
        actor=application.applicant, application_id=application.pk, requirement="clerical", why="Look.", at=AT
    )
    last = appeals.decided_by_day(made)
    assert last == city_day(AT) + timedelta(days=30)
    assert counts(last) == {"appeals_past_due": 0, "appeals": 1}
    assert counts(last + timedelta(days=1)) == {"appeals_past_due": 1, "appeals": 0}
    appeals.withdraw_appeal(actor=application.applicant, appeal_id=made.pk, at=AT)
    assert counts(last + timedelta(days=1)) == {"appeals_past_due": 0, "appeals": 0}
