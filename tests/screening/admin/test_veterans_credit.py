"""The analyst records veterans' credit where the posting gives it, sees it on the preview, and the applicant reads it."""

from datetime import timedelta

import pytest
from django.test import Client

from screening.city_time import now
from screening.domain import decision as decisions
from screening.domain import eligible_list as eligible_lists
from screening.enums import Role
from screening.models import Application, User
from tests.factories import make_evaluated_application, make_job, make_posting, make_staff, signed_in

pytestmark = pytest.mark.django_db
POLICY = {
    "ranking": "bands",
    "bands": [{"label": "Best qualified", "from": 5}, {"label": "Qualified", "from": 0}],
    "veterans_credit": {"full_score": 100, "percent": 5, "disabled_percent": 10},
}


def scene(policy: dict[str, object]) -> tuple[Client, User, Application]:
    posting = make_posting(list_policy=policy, opens_at=now() - timedelta(days=20))
    analyst = make_staff(Role.ANALYST, posting=posting)
    application = make_evaluated_application(posting, jobs=[make_job()], at=now())
    decisions.confirm(actor=analyst, application_id=application.pk, at=now())
    return signed_in(analyst), analyst, application


def test_recorded_seen_on_the_preview_and_told_to_the_applicant() -> None:
    client, analyst, application = scene(POLICY)
    page = f"/admin/screening/application/{application.pk}"
    assert "nothing is recorded" in client.get(f"{page}/change/").content.decode()
    empty = client.post(f"{page}/credit/", {})
    assert (empty.status_code, "Write which paper you saw." in empty.content.decode()) == (400, True)
    client.post(f"{page}/credit/", {"status": "veteran", "basis": "DD-214"})
    assert "Veteran (DD-214), recorded by" in client.get(f"{page}/change/").content.decode()
    preview = client.get(
        f"/admin/screening/eligiblelist/establish/{application.posting_id}/"
    ).content.decode()
    assert "+ 5 veterans’ credit" in preview and "Best qualified" in preview
    made = eligible_lists.establish(actor=analyst, posting_id=application.posting_id, at=now())
    shown = client.get(f"/admin/screening/eligiblelist/{made.pk}/change/").content.decode()
    assert "+ 5 veterans’ credit" in shown
    assert client.post(f"{page}/credit/", {"status": "none", "basis": "A mistake"}).status_code == 409
    theirs = signed_in(application.applicant).get(f"/applications/{application.pk}/").content.decode()
    assert "Your band is: Best qualified." in theirs
    assert "with 5 points of veterans&#x27; credit." in theirs


def test_where_the_posting_gives_none_there_is_no_such_page() -> None:
    client, _, application = scene({})
    page = f"/admin/screening/application/{application.pk}"
    assert "Veterans’ credit" not in client.get(f"{page}/change/").content.decode()
    assert client.get(f"{page}/credit/").status_code == 404
    theirs = signed_in(application.applicant).get(f"/applications/{application.pk}/").content.decode()
    assert "Your score is" not in theirs
