"""The pages of a re-evaluation: staged, looked at, refreshed, published; what they cost; what others read meanwhile."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from postings.models import Posting
from screening.domain import eligible_list, reevaluation_run
from screening.domain.reevaluation_publication import publish
from screening.enums import ApplicationState, Role
from screening.enums_reevaluation import ReevaluationState
from screening.models import Application, Decision, Reevaluation, User
from tests.factories import make_evaluated_application, make_posting, make_staff, make_user
from tests.factories_hiring import issue_list, make_manager, make_vacancy
from tests.screening.admin.scene import AT, confirm, page_of
from tests.screening.api.addresses import make_token
from tests.screening.reevaluation.pools import LONG, SHORT, WHY, make_pool, people, revise, staged

pytestmark = pytest.mark.django_db
ROOM = "/admin/screening/reevaluation/"
Scene = tuple[Posting, list[Application], User, User]


@pytest.fixture
def scene(client: Any) -> Scene:
    posting, pool = make_pool(SHORT, LONG, SHORT)
    analyst, supervisor = people(posting)
    confirm(analyst, pool[0])
    revise(posting)
    client.force_login(analyst)
    return posting, pool, analyst, supervisor


def statements(client: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_staged_looked_at_and_published_by_the_second_person(client: Any, scene: Scene) -> None:
    posting, pool, _, supervisor = scene
    assert f'href="{ROOM}stage/{posting.pk}/"' in client.get(ROOM).content.decode()
    assert "Say why the pool" in client.post(f"{ROOM}stage/{posting.pk}/", {}).content.decode()
    page = client.post(f"{ROOM}stage/{posting.pk}/", {"why": WHY}, follow=True).content.decode()
    assert "0 of 3 applications evaluated" in page
    again = client.post(f"{ROOM}stage/{posting.pk}/", {"why": WHY})
    assert (again.status_code, "under way already" in again.content.decode()) == (409, True)
    reevaluation_run.stage_due(clock=lambda: AT)
    stage = Reevaluation.objects.get()
    page = client.get(f"{ROOM}{stage.pk}/").content.decode()
    assert "<strong>2</strong> of 3 applications would have another outcome" in page
    assert "<strong>1</strong> of the 1 that a person decided would come back" in page
    assert "Publish all of it" not in page
    client.force_login(supervisor)
    page = client.get(f"{ROOM}{stage.pk}/").content.decode()
    assert "Publish all of it in one step" in page
    rows = [
        len(client.get(f"{ROOM}{stage.pk}/?show={kind}").context["page"].object_list)
        for kind in ("changed", "on", "off", "fault", "all", "returns")
    ]
    assert rows == [2, 2, 0, 0, 3, 1]
    old = client.post(f"{ROOM}{stage.pk}/publish/", {"seen": "1-1"}, follow=True).content.decode()
    assert "It was refreshed since this page was opened" in old
    seen = client.get(f"{ROOM}{stage.pk}/").context["seen"]
    page = client.post(f"{ROOM}{stage.pk}/publish/", {"seen": seen}, follow=True).content.decode()
    assert "The whole pool changed in one step" in page
    assert (
        client.get("/admin/screening/application/?queue=returned").content.decode().count(pool[0].name) >= 1
    )
    page = client.get(page_of(pool[0])).content.decode()
    assert "Decided, and evaluated otherwise since" in page
    answer = client.post(
        page_of(pool[0], "returned"), {"do": "follow", "note": "Rev. 2 asks less."}, follow=True
    )
    assert "Decided as the rules find now." in answer.content.decode()
    assert Application.objects.get(pk=pool[0].pk).state == ApplicationState.QUALIFIED
    assert client.get(page_of(pool[0], "returned")).status_code == 404


def test_a_decision_is_kept_on_its_page(client: Any, scene: Scene) -> None:
    posting, pool, analyst, supervisor = scene
    publish(actor=supervisor, reevaluation_id=staged(posting, analyst).pk, at=AT)
    answer = client.post(page_of(pool[0], "returned"), {"do": "keep"})
    assert (answer.status_code, "Say why." in answer.content.decode()) == (400, True)
    page = client.get(page_of(pool[0], "returned")).content.decode()
    assert WHY in page
    client.post(page_of(pool[0], "returned"), {"do": "keep", "note": "Too late for Rev. 2."})
    assert Decision.objects.count() == 1
    assert (
        "evaluated otherwise since" not in client.get(page_of(pool[0])).content.decode().split("History")[0]
    )


def test_it_says_that_it_is_stale_and_is_refreshed_or_abandoned_by_its_buttons(
    client: Any, scene: Scene
) -> None:
    posting, pool, analyst, supervisor = scene
    stage = staged(posting, analyst)
    confirm(analyst, pool[1])
    client.force_login(supervisor)
    page = client.get(f"{ROOM}{stage.pk}/").content.decode()
    assert "1 of the applications changed since this was staged." in page
    assert "Publish all of it" not in page
    page = client.post(f"{ROOM}{stage.pk}/refresh/", follow=True).content.decode()
    assert "2 of 3 applications evaluated" in page
    page = client.post(f"{ROOM}{stage.pk}/abandon/", follow=True).content.decode()
    assert "Nothing in the pool was changed." in page
    assert Reevaluation.objects.get().state == ReevaluationState.ABANDONED


def test_nobody_reads_it_before_the_publication(client: Any, scene: Scene) -> None:
    """The pages of the applicants, the analysts and the hiring managers are the same to the byte."""
    posting, pool, analyst, supervisor = scene
    manager = make_staff(Role.HIRING_MANAGER, "manager@example.org", department=posting.department)
    pages = [
        *[(each.applicant, f"/applications/{each.pk}/") for each in pool],
        *[(each.applicant, "/notices/") for each in pool[:1]],
        (manager, "/hiring/"),
        (supervisor, "/admin/screening/application/"),
        *[(supervisor, page_of(each)) for each in pool],
        (supervisor, page_of(pool[1], "confirm")),
    ]

    def read() -> list[str]:
        found = []
        for person, address in pages:
            client.force_login(person)
            answer = client.get(address)
            assert answer.status_code == 200, address
            found.append(_steady(answer.content.decode()))
        return found

    before = read()
    stage = staged(posting, analyst)
    assert read() == before
    publish(actor=supervisor, reevaluation_id=stage.pk, at=AT)
    after = read()
    assert after[:5] == before[:5]
    assert after[5:] != before[5:]


def test_a_hiring_manager_and_the_api_read_what_was_decided_before_and_after(
    client: Any, time_machine: Any
) -> None:
    time_machine.move_to(AT, tick=False)
    posting, [application] = make_pool(LONG)
    analyst, supervisor = people(posting)
    confirm(analyst, application)
    listed = eligible_list.establish(actor=analyst, posting_id=posting.pk, at=AT)
    manager = make_manager("Maria Lopez", posting.department)
    vacancy = make_vacancy(manager, posting.job_class, department=posting.department, at=AT)
    issued = issue_list(manager, vacancy, listed, at=AT)
    _, secret = make_token(supervisor, posting.department, at=AT)
    client.force_login(manager)
    key = {"Authorization": f"Bearer {secret}"}
    time_machine.move_to(AT + timedelta(minutes=2), tick=False)

    def read() -> list[str]:
        answers = [
            client.get(f"/hiring/interview-lists/{issued.pk}/"),
            client.get(f"/hiring/referrals/{issued.referrals.get().pk}/"),
            client.get(f"/hiring/interview-lists/{issued.pk}/csv/"),
            client.get(f"/api/v1/interview-lists/{issued.pk}/names/", headers=key),
            client.get("/api/v1/eligible-lists/", headers=key),
        ]
        assert [answer.status_code for answer in answers] == [200] * 5
        return [_steady((answer.getvalue()).decode()) for answer in answers]

    before = read()
    assert application.name in before[3]
    revise(posting, 400)
    stage = staged(posting, analyst)
    assert stage.figures["returns"] == 1
    assert read() == before
    publish(actor=supervisor, reevaluation_id=stage.pk, at=AT)
    assert read() == before


def _steady(page: str) -> str:
    """Without what differs from one answer to the next."""
    page = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", page)
    return re.sub(r"\d+[\xa0 ](second|minute)s?", "", page)


def test_the_pages_cost_the_same_for_three_rows_as_for_five(client: Any, scene: Scene) -> None:
    posting, _, analyst, _ = scene
    counts = []
    for number in range(2):
        stage = staged(posting, analyst)
        counts.append((statements(client, ROOM), statements(client, f"{ROOM}{stage.pk}/?show=all")))
        client.post(f"{ROOM}{stage.pk}/abandon/", follow=True)
        posting.refresh_from_db()
        for more in "ab":
            make_evaluated_application(posting, make_user(f"more{number}{more}@example.org"))
    assert counts == [(6, 11), (6, 11)]


def test_who_may_not(client: Any, scene: Scene) -> None:
    posting, pool, analyst, supervisor = scene
    stage = staged(posting, analyst)
    verbs = ("refresh", "abandon", "publish")
    assert client.post(f"{ROOM}{stage.pk}/publish/").status_code == 404
    client.force_login(make_staff(Role.AUDITOR))
    assert client.get(f"{ROOM}{stage.pk}/").status_code == 200
    assert [client.post(f"{ROOM}{stage.pk}/{verb}/").status_code for verb in verbs] == [404] * 3
    assert client.get(f"{ROOM}stage/{posting.pk}/").status_code == 404
    elsewhere = make_posting("elsewhere", title="Elsewhere")
    client.force_login(make_staff(Role.ANALYST, "other@example.org", posting=elsewhere))
    assert client.get(f"{ROOM}{stage.pk}/").status_code == 404
    publish(actor=supervisor, reevaluation_id=stage.pk, at=AT)
    assert client.get(page_of(pool[0], "returned")).status_code == 404
    client.force_login(User.objects.get(email="auditor@example.org"))
    assert client.post(page_of(pool[0], "returned"), {"do": "keep", "note": "x"}).status_code == 404
