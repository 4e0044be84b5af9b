"""The pages of a trial: asked for from the draft, its progress, figures, rows and file; what they cost; who may not."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from postings.models import Posting
from screening.domain import what_if as what_ifs
from screening.enums import Role, WhatIfState
from screening.models import User, WhatIf
from tests.factories import make_evaluated_application, make_posting, make_staff, make_user
from tests.screening.admin.scene import AT, SHORT, make_scene
from tests.screening.domain.test_what_if import draft, fewer_months

pytestmark = pytest.mark.django_db
ROOM = "/admin/screening/whatif/"


@pytest.fixture
def scene(client: Any) -> tuple[Posting, User]:
    posting, analyst = make_scene()
    make_evaluated_application(posting, make_user("=1+1@example.org", given="=Sum", family="Lee"), jobs=SHORT)
    make_evaluated_application(posting, make_user("long@example.org"))
    draft(posting, analyst, fewer_months)
    client.force_login(analyst)
    return posting, analyst


def statements(client: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_from_the_draft_to_the_figures_and_the_file(client: Any, scene: tuple[Posting, User]) -> None:
    posting, _ = scene
    checks = client.get(f"/admin/postings/posting/{posting.pk}/draft/check/").content.decode()
    assert f'action="{ROOM}ask/{posting.pk}/"' in checks
    page = client.post(f"{ROOM}ask/{posting.pk}/", follow=True).content.decode()
    assert "0 of 2 applications tried" in page
    assert "Cancel this trial" in page
    what_ifs.try_due(clock=lambda: AT)
    what_if = WhatIf.objects.get()
    page = client.get(f"{ROOM}{what_if.pk}/").content.decode()
    assert "<strong>1</strong> of 2 applications would have another outcome" in page
    assert "The list would hold <strong>2</strong> instead of 1" in page
    assert page.count("timeline__svg") == 1
    file = b"".join(client.get(f"{ROOM}{what_if.pk}/csv/").streaming_content).decode("utf-8-sig")
    head, *rows = file.splitlines()
    assert head.startswith("Receipt,Name,Outcome now,Outcome under the draft,Requirement that decides")
    assert len(rows) == 2
    assert sum("Does not meet a requirement,Meets the requirements" in row for row in rows) == 1
    node = what_if.figures["nodes"][0]["node"]
    for query, number in (
        ("", 1),
        (f"?node={node}", 1),
        ("?node=other", 0),
        ("?show=all", 2),
        ("?show=off", 0),
    ):
        answer = client.get(f"{ROOM}{what_if.pk}/{query}")
        assert len(answer.context["page"].object_list) == number, query


def test_cancel_by_its_button(client: Any, scene: tuple[Posting, User]) -> None:
    posting, analyst = scene
    what_if = what_ifs.ask(actor=analyst, posting=posting, at=AT)
    page = client.post(f"{ROOM}{what_if.pk}/cancel/", follow=True).content.decode()
    assert "no figures are shown" in page
    what_if.refresh_from_db()
    assert what_if.state == WhatIfState.CANCELLED
    assert client.get(f"{ROOM}{what_if.pk}/csv/").status_code == 302


def test_the_pages_cost_the_same_for_one_row_as_for_three(client: Any, scene: tuple[Posting, User]) -> None:
    posting, analyst = scene
    for number in range(2):
        what_if = what_ifs.ask(actor=analyst, posting=posting, at=AT)
        what_ifs.try_due(clock=lambda: AT)
        assert statements(client, ROOM) == 5
        assert statements(client, f"{ROOM}{what_if.pk}/?show=all") == 6
        make_evaluated_application(posting, make_user(f"more{number}@example.org"))


def test_who_may_not(client: Any, scene: tuple[Posting, User]) -> None:
    posting, analyst = scene
    what_if = what_ifs.ask(actor=analyst, posting=posting, at=AT)
    client.force_login(make_staff(Role.AUDITOR))
    assert client.get(f"{ROOM}{what_if.pk}/").status_code == 200
    assert client.post(f"{ROOM}{what_if.pk}/cancel/").status_code == 404
    assert client.post(f"{ROOM}ask/{posting.pk}/").status_code == 404
    elsewhere = make_posting("elsewhere", title="Elsewhere")
    client.force_login(make_staff(Role.ANALYST, "other@example.org", posting=elsewhere))
    for address in ("", "csv/"):
        assert client.get(f"{ROOM}{what_if.pk}/{address}").status_code == 404


def test_ones_own_application_is_not_among_the_rows(client: Any, scene: tuple[Posting, User]) -> None:
    posting, analyst = scene
    make_evaluated_application(posting, analyst)
    what_if = what_ifs.ask(actor=analyst, posting=posting, at=AT)
    what_ifs.try_due(clock=lambda: AT)
    answer = client.get(f"{ROOM}{what_if.pk}/?show=all")
    assert analyst.pk not in {row.application.applicant_id for row in answer.context["page"]}
    assert len(answer.context["page"].object_list) == 2
