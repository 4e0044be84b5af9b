"""A conflict of interest: whoever declares one sees the application no more and can do nothing with it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from screening.domain import decision as decisions
from screening.domain import fact_request, settled_fact
from screening.domain import recusal as recusals
from screening.domain.queries import latest_evaluation
from screening.enums import Finding, Role
from screening.enums_conflict import ConflictKind
from screening.errors import NotAllowed, Refused
from screening.models import Decision, History, Recusal, User
from tests.factories import make_staff, make_user
from tests.screening.admin.scene import AT, LIST, make_in_pool, make_scene, page_of

pytestmark = pytest.mark.django_db
ROOM = "/admin/screening/recusal/"


def recuse(analyst, application, kind=ConflictKind.RELATIVE, note=""):
    return recusals.recuse(actor=analyst, application_id=application.pk, kind=kind, note=note, at=AT)


def scene():
    posting, analyst = make_scene()
    return posting, analyst, make_in_pool(posting, "Ada")


def test_a_declared_conflict_takes_the_application_away_and_is_on_record(client):
    posting, analyst, ada = scene()
    make_in_pool(posting, "Ben", sent=1)
    client.force_login(analyst)
    answer = client.post(page_of(ada, "recuse"), {"kind": "relative", "note": "My cousin."}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        f"You keep out of application {ada.receipt}. A supervising analyst names who takes it over."
    ]
    assert [a.name for a in client.get(LIST).context["cl"].result_list] == ["Ben Lee"]
    assert client.get(page_of(ada)).status_code == 404
    room = client.get(ROOM).content.decode()
    assert ada.receipt in room
    assert "Ada Lee" not in room
    line = History.objects.get(verb="recuse")
    assert (line.actor, line.application_id, line.facts) == (analyst, ada.pk, {"kind": "relative"})


def test_every_verb_on_one_application_refuses_who_keeps_out_of_it():
    _, analyst, ada = scene()
    recuse(analyst, ada)
    known = latest_evaluation(ada)
    day = AT.date()
    verbs = {
        "confirm": lambda: decisions.confirm(actor=analyst, application_id=ada.pk, at=AT),
        "decide": lambda: decisions.decide_otherwise(
            actor=analyst,
            application_id=ada.pk,
            finding=Finding.NOT_QUALIFIED,
            requirement="clerical",
            reason="evidence_on_record",
            note="Because.",
            at=AT,
        ),
        "settle": lambda: settled_fact.settle(
            actor=analyst,
            application_id=ada.pk,
            values={"answers/x": "yes"},
            reason="Because.",
            evaluation_id=known.pk,
            at=AT,
        ),
        "ask": lambda: fact_request.ask_for_facts(
            actor=analyst, application_id=ada.pk, what="answers", questions=(), note="?", due_on=day, at=AT
        ),
        "recuse": lambda: recuse(analyst, ada),
    }
    for name, verb in verbs.items():
        with pytest.raises(NotAllowed):
            verb()
            raise AssertionError(name)
    assert Decision.objects.count() == 0


def test_many_at_once_leave_it_out_and_say_so():
    posting, analyst, ada = scene()
    others = [make_in_pool(posting, name, sent=sent) for sent, name in enumerate(("Ben", "Cy"), 1)]
    recuse(analyst, ada)
    result = decisions.confirm_many(actor=analyst, seen={a.pk: None for a in [ada, *others]}, at=AT)
    assert (ada, "You keep out of it: a conflict of interest") in result.skipped
    assert not ada.decisions.exists()


@pytest.mark.parametrize("who", ["recused", "applicant"])
def test_the_database_itself_refuses_a_decision_of_somebody_with_a_conflict(who):
    _, analyst, ada = scene()
    recuse(analyst, ada)
    person = analyst if who == "recused" else ada.applicant
    with pytest.raises(IntegrityError, match="has a conflict of interest"), transaction.atomic():
        Decision.objects.create(
            application=ada,
            evaluation=latest_evaluation(ada),
            finding="qualified",
            reason="as_evaluated",
            decided_by=person,
            decided_at=AT,
        )


def test_ones_own_application_is_refused_whatever_the_role():
    posting, _ = make_scene()
    own = make_in_pool(posting, "Ada")
    person = User.objects.get(pk=own.applicant_id)
    person.roles.create(role=Role.SUPERVISING_ANALYST)
    with pytest.raises(NotAllowed):
        decisions.confirm(actor=person, application_id=own.pk, at=AT)


def test_another_reason_needs_a_note():
    _, analyst, ada = scene()
    with pytest.raises(Refused, match="Say in the note why"):
        recuse(analyst, ada, ConflictKind.OTHER, "  ")
    assert Recusal.objects.count() == 0


def test_a_supervisor_names_who_takes_it_over_and_history_keeps_it(client):
    posting, analyst, ada = scene()
    made = recuse(analyst, ada)
    second = make_staff(Role.ANALYST, "second@example.org", posting=posting)
    client.force_login(make_staff(Role.SUPERVISING_ANALYST))
    assert client.get("/admin/").context["to_give"] == 1
    assert list(client.get(f"{ROOM}{made.pk}/give/").context["form"].fields["to"].queryset) == [
        second,
        User.objects.get(roles__role=Role.SUPERVISING_ANALYST),
    ]
    client.post(f"{ROOM}{made.pk}/give/", {"to": second.pk})
    assert client.get("/admin/").context["to_give"] == 0
    assert History.objects.get(verb="give_recused").facts == {"to": second.pk}
    client.force_login(second)
    assert client.get("/admin/").context["given"] == 1
    assert "Ada Lee" in client.get(ROOM).content.decode()


@pytest.mark.parametrize("who", ["the recused", "a stranger", "the applicant"])
def test_it_is_not_given_to_somebody_who_may_not_decide(who):
    posting, analyst, ada = scene()
    made = recuse(analyst, ada)
    to = {"the recused": analyst, "a stranger": make_user("x@example.org"), "the applicant": ada.applicant}[
        who
    ]
    with pytest.raises(Refused, match="cannot take this application"):
        recusals.give(actor=make_staff(Role.SUPERVISING_ANALYST), recusal_id=made.pk, to=to, at=AT)


def test_an_analyst_names_nobody_and_a_supervisor_with_a_conflict_neither():
    posting, analyst, ada = scene()
    made = recuse(analyst, ada)
    supervisor = make_staff(Role.SUPERVISING_ANALYST)
    second = make_staff(Role.ANALYST, "second@example.org", posting=posting)
    recuse(supervisor, ada)
    for actor in (second, supervisor):
        with pytest.raises(NotAllowed):
            recusals.give(actor=actor, recusal_id=made.pk, to=second, at=AT)


def test_the_room_reads_no_more_for_more_rows(client):
    posting, analyst, ada = scene()
    recuse(analyst, ada)
    client.force_login(make_staff(Role.SUPERVISING_ANALYST))
    counts = []
    for name in ("", "Ben", "Cy"):
        if name:
            recuse(analyst, make_in_pool(posting, name))
        with CaptureQueriesContext(connection) as captured:
            client.get(ROOM)
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2]
