"""A sample of what is confirmed together is drawn by lot and looked at by somebody who does not know the result."""

import json
import zipfile
from collections import Counter
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from screening.domain import agreement, dossier
from screening.domain import decision as decisions
from screening.domain import second_look as second_looks
from screening.dossier_file import faults, pack
from screening.enums import Finding, Role
from screening.errors import NotAllowed, Refused
from screening.lot import drawn, how_many
from screening.models import Decision, History, Notice, SecondLook, User
from tests.factories import make_staff
from tests.screening.admin.scene import AT, LIST, SHORT, make_in_pool, make_scene, page_of

pytestmark = pytest.mark.django_db
ROOM = "/admin/screening/secondlook/"


def scene(*pool):
    """A pool of (name, jobs), confirmed together by the first reviewer; all but one of it is decided."""
    posting, first = make_scene()
    made = [make_in_pool(posting, name, jobs=jobs, sent=n) for n, (name, jobs) in enumerate(pool)]
    result = decisions.confirm_many(actor=first, seen={a.pk: None for a in made}, at=AT)
    second = make_staff(Role.ANALYST, "second@example.org", posting=posting)
    User.objects.filter(pk=second.pk).update(first_name="Sam", last_name="Second")
    second.refresh_from_db()
    return posting, first, second, result


def found(look, value="met", **changes):
    return {key: changes.get(key, value) for key in second_looks.requirements_of(look)}


def look_again(actor, look, finding=Finding.QUALIFIED, requirement="", **changes):
    findings = found(look, **changes)
    return second_looks.look_again(
        actor=actor, look_id=look.pk, findings=findings, finding=finding, requirement=requirement, at=AT
    )


def otherwise(actor, look):
    return look_again(actor, look, Finding.NOT_QUALIFIED, "clerical", clerical="not_met")


@pytest.mark.parametrize(("number", "set_aside"), [(0, 0), (1, 1), (20, 1), (21, 2), (500, 25)])
def test_five_percent_are_drawn_rounded_up_at_least_one(number, set_aside):
    assert how_many(number, second_looks.PERCENT) == set_aside
    assert len(drawn("seed", [f"R{n:04}" for n in range(number)], second_looks.PERCENT)) == set_aside


def test_the_lot_is_the_same_for_the_same_seed_in_whatever_order_and_another_for_another():
    receipts = [f"R{n:04}" for n in range(100)]
    assert drawn("one", receipts, 5) == drawn("one", receipts[::-1], 5)
    assert drawn("one", receipts, 5) != drawn("two", receipts, 5)


def test_one_is_set_aside_undecided_and_untold_and_an_auditor_draws_the_same():
    posting, first, _, result = scene(*((name, None) for name in ("Ada", "Ben", "Cy")))
    [look] = result.set_aside
    assert (len(result.decisions), look.first_reviewer) == (2, first)
    look.application.refresh_from_db()
    assert look.application.state == "in_review"
    assert not Notice.objects.filter(application=look.application, kind="qualified").exists()
    assert drawn(look.draw.seed, look.draw.receipts, look.draw.percent) == [look.application.receipt]
    assert len(look.draw.receipts) == 3
    facts = History.objects.get(verb="set_aside_for_second_look").facts
    assert facts == {"draw": look.draw_id, "seed": look.draw.seed}


def test_while_it_is_set_aside_nobody_decides_it_elsewhere():
    _, first, second, result = scene(("Ada", None))
    [look] = result.set_aside
    for actor in (first, second):
        with pytest.raises(Refused, match="set aside for a blind second look"):
            decisions.confirm(actor=actor, application_id=look.application_id, at=AT)
    again = decisions.confirm_many(actor=first, seen={look.application_id: None}, at=AT)
    assert (again.decisions, again.set_aside, len(again.skipped)) == ([], [], 1)


@pytest.mark.parametrize("jobs", [None, SHORT])
def test_the_second_reviewer_sees_no_result_and_no_finding(client, jobs):
    _, first, second, result = scene(("Ada", jobs))
    [look] = result.set_aside
    secrets = (look.evaluation.get_outcome_display() + "</span>", "of 12 months", "counted", str(first))
    client.force_login(first)
    known = client.get(page_of(look.application)).content.decode()
    assert [secret for secret in secrets if secret not in known] == []
    client.force_login(second)
    page = client.get(f"{ROOM}{look.pk}/look/").content.decode()
    assert "One year of full-time clerical experience" in page
    hidden = (*secrets, "tag--success", look.draw.seed, look.evaluation.proof_sha256[:12])
    assert [secret for secret in hidden if secret in page] == []
    assert "checked" not in page
    assert [a.name for a in client.get(LIST).context["cl"].result_list] == []
    for address in ("change", "confirm", "decide", "record/pdf"):
        assert client.get(page_of(look.application, address)).status_code == 404
    today = client.get("/admin/")
    assert [(line["queue"].slug, line["count"]) for line in today.context["waiting"]] == [("second_look", 1)]


def test_the_same_finding_decides_and_tells_in_the_second_reviewers_name(client):
    _, first, second, result = scene(("Ada", None))
    [look] = result.set_aside
    client.force_login(second)
    form = {f"asked_{n}": "met" for n in range(len(found(look)))} | {"finding": "qualified"}
    answer = client.post(f"{ROOM}{look.pk}/look/", form, follow=True)
    assert [str(m) for m in answer.context["messages"]] == [
        "You found what the first reviewer was about to confirm. It is decided."
    ]
    made = Decision.objects.get(application=look.application)
    look.refresh_from_db()
    assert (made.decided_by, made.finding, look.decision, look.looked_by) == (
        second,
        "qualified",
        made,
        second,
    )
    assert look.findings == found(look)


def test_another_finding_decides_nothing_and_becomes_the_task_of_a_third_person(client):
    _, first, second, result = scene(("Ada", None))
    [look] = result.set_aside
    otherwise(second, look)
    assert not Decision.objects.filter(application=look.application).exists()
    supervisor = make_staff(Role.SUPERVISING_ANALYST)
    client.force_login(supervisor)
    slugs = [line["queue"].slug for line in client.get("/admin/").context["waiting"]]
    assert "two_findings" in slugs
    page = client.get(f"{ROOM}{look.pk}/end/")
    assert [line["differs"] for line in page.context["lines"]].count(True) == 1
    form = {"finding": "not_qualified", "requirement": "clerical", "note": "The duties are retail sales."}
    client.post(f"{ROOM}{look.pk}/end/", form)
    made = Decision.objects.get(application=look.application)
    assert (made.decided_by, made.finding, made.requirement) == (supervisor, "not_qualified", "clerical")
    assert History.objects.filter(verb="end_disagreement").count() == 1


def test_a_first_and_a_second_reviewer_never_are_one_person_in_the_database_either():
    _, first, _, result = scene(("Ada", None))
    [look] = result.set_aside
    with pytest.raises(NotAllowed):
        look_again(first, look)
    with pytest.raises(IntegrityError, match="second_look_by_another_person"), transaction.atomic():
        SecondLook.objects.filter(pk=look.pk).update(looked_by=first, looked_at=AT, finding="qualified")


def test_what_was_found_stays():
    _, _, second, result = scene(("Ada", None))
    [look] = result.set_aside
    otherwise(second, look)
    with pytest.raises(IntegrityError, match="is finished"), transaction.atomic():
        SecondLook.objects.filter(pk=look.pk).update(finding="qualified", requirement="")
    with pytest.raises(Refused, match="quicker"):
        look_again(second, look)


def test_only_a_supervising_analyst_who_was_not_part_of_it_ends_a_disagreement():
    posting, first, second, result = scene(("Ada", None))
    [look] = result.set_aside
    supervisor = make_staff(Role.SUPERVISING_ANALYST)
    otherwise(supervisor, look)
    for actor in (first, second, supervisor):
        with pytest.raises(NotAllowed):
            second_looks.end_disagreement(
                actor=actor, look_id=look.pk, finding=Finding.QUALIFIED, note="Why.", at=AT
            )


def test_a_finding_for_each_requirement_is_needed():
    _, _, second, result = scene(("Ada", None))
    [look] = result.set_aside
    with pytest.raises(Refused, match="Say of each requirement"):
        second_looks.look_again(actor=second, look_id=look.pk, findings={}, finding=Finding.QUALIFIED, at=AT)


def test_kappa_is_cohens_and_not_defined_where_nothing_varies():
    table = Counter({("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15})
    assert agreement.agreement_of(table).data() == {"n": 50, "agreed": 35, "percent": 70.0, "kappa": 0.4}
    assert agreement.agreement_of(Counter({("y", "y"): 3})).data()["kappa"] is None
    assert agreement.agreement_of(Counter()).data() == {"n": 0, "agreed": 0, "percent": None, "kappa": None}


def test_the_figures_stand_by_requirement_as_table_and_picture(client):
    posting, _, second, result = scene(("Ada", None))
    [look] = result.set_aside
    otherwise(second, look)
    lines = {line.requirement: line.first_second.data() for line in agreement.lines_of(posting)}
    assert lines["clerical"] == {"n": 1, "agreed": 0, "percent": 0.0, "kappa": 0.0}
    assert lines["customer_service"] == {"n": 1, "agreed": 1, "percent": 100.0, "kappa": None}
    client.force_login(second)
    page = client.get(f"{ROOM}agreement/{posting.pk}/").content.decode()
    assert "One year of full-time clerical experience: 0 of 1, 0.0 %" in page
    assert "<svg" in page


def test_the_dossier_holds_the_lot_and_a_changed_one_is_found(tmp_path):
    posting, _, second, result = scene(("Ada", None), ("Ben", None), ("Cy", None))
    [look] = result.set_aside
    otherwise(second, look)
    files = {name: b"".join(pieces) for name, pieces in dossier.files_of(posting, step=lambda done: None)}
    assert (
        json.loads(files["agreement.json"])["by_requirement"]["clerical"]["first_and_second"]["agreed"] == 0
    )
    whole, forged = tmp_path / "whole.zip", tmp_path / "forged.zip"
    pack(whole, ((name, [piece]) for name, piece in files.items()), {})
    assert list(faults(whole)) == []
    [row] = [json.loads(line) for line in files["second-looks.jsonl"].splitlines()]
    other = next(receipt for receipt in look.draw.receipts if receipt != row["receipt"])
    files["second-looks.jsonl"] = json.dumps(row | {"receipt": other}).encode()
    pack(forged, ((name, [piece]) for name, piece in files.items()), {})
    assert list(faults(forged)) == [f"Draw {row['draw']}: its seed draws other receipts than were set aside."]
    assert zipfile.is_zipfile(forged)


def test_the_room_reads_no_more_for_more_rows(client):
    posting, first, second, _ = scene(("Ada", None))
    client.force_login(second)
    counts = []
    for name in ("", "Ben", "Cy"):
        if name:
            more = make_in_pool(posting, name)
            decisions.confirm_many(actor=first, seen={more.pk: None}, at=AT)
        with CaptureQueriesContext(connection) as captured:
            client.get(ROOM)
        counts.append(len(captured))
    assert [one - other for one, other in pairwise(counts)] == [0, 0]
