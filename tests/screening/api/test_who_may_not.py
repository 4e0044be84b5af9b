"""Every address of the read API refuses what is missing, ended, of another department, beyond its scope or too often."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from screening.api_scopes import ApiScope
from screening.domain import api_token
from tests.factories_eligible_list import AT, make_analyst
from tests.factories_postings import make_department
from tests.screening.api.addresses import make_token
from tests.screening.api.conftest import LATER, Scene
from tests.screening.api.test_reading import addresses_of

SCOPES = (ApiScope.ELIGIBLE_LISTS, ApiScope.INTERVIEW_LISTS, ApiScope.INTERVIEW_LISTS, ApiScope.DISPOSITIONS)


def statuses(scene: Scene, ask: Any, secret: str) -> list[int]:
    return [ask(address, secret).status_code for address in addresses_of(scene)]


def test_without_a_token_or_with_a_wrong_one(scene: Scene, ask: Any) -> None:
    assert [Client().get(f"/api/v1/{one}").status_code for one in addresses_of(scene)] == [401] * 4
    assert statuses(scene, ask, "screening_wrong") == [401] * 4


def test_a_person_who_is_signed_in_needs_a_token_too(scene: Scene, client: Client) -> None:
    client.force_login(scene.ours.vacancy.opened_by)
    assert [client.get(f"/api/v1/{one}").status_code for one in addresses_of(scene)] == [401] * 4


def test_a_revoked_one(scene: Scene, ask: Any) -> None:
    api_token.revoke(actor=make_analyst(), token_id=scene.token.pk, at=LATER)
    assert statuses(scene, ask, scene.secret) == [401] * 4
    assert ask("dispositions/").json()["detail"].startswith("This token was revoked.")


def test_the_last_day_is_a_whole_day_and_the_next_is_not(scene: Scene, ask: Any, time_machine: Any) -> None:
    _, secret = make_token(make_analyst(), make_department(), at=AT, days=0)
    time_machine.move_to("2025-05-12T23:59:59-07:00", tick=False)
    assert statuses(scene, ask, secret) == [200] * 4
    time_machine.move_to("2025-05-13T00:00:00-07:00", tick=False)
    assert statuses(scene, ask, secret) == [401] * 4


def test_another_departments_list_is_not_there(scene: Scene, ask: Any) -> None:
    theirs = scene.theirs.pk
    assert ask(f"interview-lists/{theirs}/names/").status_code == 404
    assert ask("dispositions/", interview_list=theirs).status_code == 404


def test_each_scope_opens_its_own_addresses_alone(scene: Scene, ask: Any) -> None:
    for scope in ApiScope:
        _, secret = make_token(make_analyst(), make_department(), scope, at=AT)
        assert statuses(scene, ask, secret) == [200 if needed == scope else 403 for needed in SCOPES]


def test_too_often_says_when_to_come_back_and_the_next_minute_is_free(
    scene: Scene, ask: Any, time_machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screening.views.api.door.MOST", 2)
    time_machine.move_to(LATER.replace(second=18), tick=False)
    assert [ask("dispositions/").status_code for _ in range(3)] == [200, 200, 429]
    assert ask("dispositions/").headers["Retry-After"] == "42"
    _, other = make_token(make_analyst(), make_department(), at=AT)
    assert ask("dispositions/", other).status_code == 200
    time_machine.shift(timedelta(seconds=42))
    assert ask("dispositions/").status_code == 200


def test_nothing_is_written_by_another_method(scene: Scene) -> None:
    headers = {"Authorization": f"Bearer {scene.secret}"}
    answers = [Client().post(f"/api/v1/{one}", headers=headers).status_code for one in addresses_of(scene)]
    assert answers == [405] * 4
