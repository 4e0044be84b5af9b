"""What the read API gives of a department, page by page; what it costs; that it is written down."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from screening.enums import DispositionKind as Kind
from screening.models import Disposition, History
from tests.factories_hiring import record
from tests.screening.api.conftest import LATER, NAMES, Scene


def addresses_of(scene: Scene) -> list[str]:
    return ["eligible-lists/", "interview-lists/", f"interview-lists/{scene.ours.pk}/names/", "dispositions/"]


def test_a_department_reads_its_own_lists_alone(scene: Scene, ask: Any) -> None:
    assert ask("interview-lists/").json() == {
        "items": [
            {
                "id": scene.ours.pk,
                "requisition": "WB-2025-014",
                "job_class": scene.ours.vacancy.job_class.title,
                "number": 1,
                "eligible_list": scene.ours.eligible_list_id,
                "issued_on": "2025-05-12",
                "state": "issued",
                "names": 3,
            }
        ],
        "next": None,
    }


def test_names_come_as_the_manager_sees_them(scene: Scene, ask: Any) -> None:
    [first, *_] = ask(f"interview-lists/{scene.ours.pk}/names/").json()["items"]
    referral = scene.ours.referrals.order_by("pk")[0]
    assert first == {
        "id": referral.pk,
        "order": 1,
        "name": "Ada Cole",
        "phone": "+1 619 555 0001",
        "email": referral.entry.person.email,
        "points": 5,
        "requirements": [],
        "highly_desirable": ["Call center phone systems"],
        "selected_elsewhere": "",
        "not_available": "",
    }


def test_an_eligible_list_has_a_number_of_names_and_no_name(scene: Scene, ask: Any) -> None:
    answer = ask("eligible-lists/")
    [row] = answer.json()["items"]
    assert (row["id"], row["names"], row["expires_on"]) == (scene.ours.eligible_list_id, 3, "2025-10-28")
    assert [name for name in NAMES if name in answer.content.decode()] == []


def test_pages_follow_each_other_by_key_and_give_each_row_once(scene: Scene, ask: Any) -> None:
    path, seen = "dispositions/?limit=1", []
    for _ in NAMES:
        page = ask(path).json()
        seen += [row["referral"] for row in page["items"]]
        path = (page["next"] or "").partition("/api/v1/")[2]
    assert (seen, path) == (list(scene.ours.referrals.order_by("pk").values_list("pk", flat=True)), "")


def test_only_what_was_recorded_since_and_only_of_one_list(scene: Scene, ask: Any) -> None:
    ids = [row["id"] for row in ask("dispositions/").json()["items"]]
    since = ask("dispositions/", after=ids[0], interview_list=scene.ours.pk).json()["items"]
    assert [row["id"] for row in since] == ids[1:]


def test_what_was_recorded_this_minute_waits_so_that_a_smaller_id_is_not_passed_over(
    scene: Scene, ask: Any, time_machine: Any
) -> None:
    manager = scene.ours.vacancy.opened_by
    record(manager, scene.ours, "Ada Cole", Kind.INTERVIEW_SET, at=LATER)
    assert len(ask("dispositions/").json()["items"]) == 3
    time_machine.shift(61)
    assert len(ask("dispositions/").json()["items"]) == 4


def test_names_and_dispositions_that_leave_are_lines_of_history(scene: Scene, ask: Any) -> None:
    ask(f"interview-lists/{scene.ours.pk}/names/", limit=2)
    ask("dispositions/")
    ask("eligible-lists/")
    lines = History.objects.filter(verb="read_by_api").order_by("pk")
    assert [(line.actor, line.subject_id, line.facts) for line in lines] == [
        (None, scene.token.pk, {"what": "names", "rows": 2, "interview_list": scene.ours.pk}),
        (None, scene.token.pk, {"what": "dispositions", "rows": 3}),
    ]


@pytest.mark.parametrize("limit", [1, 3])
def test_a_page_costs_the_same_for_one_row_as_for_three(scene: Scene, ask: Any, limit: int) -> None:
    ask("eligible-lists/")  # the first request of a minute also opens its count and notes the use
    costs = []
    for address in addresses_of(scene):
        with CaptureQueriesContext(connection) as captured:
            assert ask(address, limit=limit).status_code == 200
        costs.append(
            sum(
                not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))
                and "shared_cache" not in query["sql"]
                for query in captured
            )
        )
    assert costs == [2, 2, 8, 3]


def test_every_answer_is_as_the_published_schema_says(scene: Scene, ask: Any, client: Any) -> None:
    published = client.get("/api/v1/openapi.json").json()
    wrong = []
    for address in [*addresses_of(scene), "interview-lists/999/names/", "dispositions/?limit=0"]:
        answer = ask(address)
        path = f"/api/v1/{address.partition('?')[0]}"
        path = path.replace(str(scene.ours.pk), "{interview_list}").replace("999", "{interview_list}")
        said = published["paths"][path]["get"]["responses"][str(answer.status_code)]
        schema = {**said["content"]["application/json"]["schema"], "components": published["components"]}
        wrong += [
            f"{address}: {error.message}" for error in Draft202012Validator(schema).iter_errors(answer.json())
        ]
    assert wrong == []
    assert Disposition.objects.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"limit": "0"}, "limit: Input should be greater than or equal to 1"),
        ({"limit": "many"}, "limit: Input should be a valid integer, unable to parse string as an integer"),
        ({"after": str(2**63)}, f"after: Input should be less than or equal to {2**63 - 1}"),
    ],
)
def test_what_cannot_be_read_is_said(scene: Scene, ask: Any, given: dict[str, str], words: str) -> None:
    answer = ask("dispositions/", **given)
    assert (answer.status_code, answer.json()) == (422, {"detail": words})
