"""Selection rates from a real pool: right figures, read under a role of their own, leading to nobody, seen by few."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from screening.domain import selection_rates as rates
from screening.enums import Role
from screening.errors import NotAllowed, Refused
from screening.models import Application, History, SelectionFigures, SurveyAnswers
from tests.factories import FILED_AT, make_posting, make_staff
from tests.screening.counted import COUNTED_AT, make_counted

pytestmark = pytest.mark.django_db
POOL = {("female", "asian"): (12, 7), ("male", "white"): (20, 5), ("", ""): (2, 1)}


@pytest.fixture
def supervisor(db):
    return make_staff(Role.SUPERVISING_ANALYST)


@pytest.fixture
def posting(supervisor):
    posting = make_posting()
    make_counted(posting, supervisor, POOL)
    return posting


def rows(kept, part=0, table=0):
    return {row["group"][0]: row for row in rates.parts_of(kept)[part]["tables"][table]["rows"]}


def test_the_figures_are_those_of_the_pool(posting, supervisor):
    kept = rates.take(actor=supervisor, subject=posting, at=COUNTED_AT)
    assert (kept.people, kept.decisions, kept.waiting) == (34, 34, 0)
    whole = rates.parts_of(kept)[0]
    assert (whole["number"], whole["selected"]) == (34, 13)
    assert rows(kept)["male"] == {
        "group": ["male"],
        "number": 20,
        "selected": 5,
        "rate": "0.250",
        "impact_ratio": "0.429",
        "under_four_fifths": True,
        "p": "0.1297",
        "by_chance": True,
        "turned_by_one": False,
    }
    assert whole["tables"][0]["unknown"] == {"number": 2, "selected": 1}
    assert [part["outcome"] for part in rates.parts_of(kept)] == ["qualified", "clerical", "customer_service"]


def test_each_look_is_a_line_of_history(posting, supervisor):
    kept = rates.take(actor=supervisor, subject=posting, at=COUNTED_AT)
    auditor = make_staff(Role.AUDITOR)
    assert rates.look(actor=auditor, subject=posting, at=COUNTED_AT, form="csv") == kept
    line = History.objects.latest("pk")
    assert (line.actor, line.verb, line.subject_id, line.facts["form"]) == (
        auditor,
        "look_at_selection_rates",
        kept.pk,
        "csv",
    )


def test_new_figures_wait_until_enough_has_changed(posting, supervisor):
    rates.take(actor=supervisor, subject=posting, at=COUNTED_AT)
    with pytest.raises(Refused, match="since the last figures"):
        rates.take(actor=supervisor, subject=posting, at=COUNTED_AT)
    assert SelectionFigures.objects.count() == 1


def test_nobody_counts_who_may_still_change_an_answer(posting, supervisor):
    with pytest.raises(Refused, match="Fewer than 20 decisions can be counted"):
        rates.take(actor=supervisor, subject=posting, at=FILED_AT + timedelta(days=30))


def test_a_class_pools_its_recruitments(posting, supervisor):
    other = make_posting("clerk-again", title="Utility Clerk, again")
    other.job_class = posting.job_class
    other.save()
    make_counted(other, supervisor, {("female", "asian"): (6, 3), ("male", "white"): (6, 3)})
    with pytest.raises(Refused):
        rates.take(actor=supervisor, subject=other, at=COUNTED_AT)
    kept = rates.take(actor=supervisor, subject=posting.job_class, at=COUNTED_AT)
    assert kept.people == 46
    # the first posting's figures are shown, so the difference would be the second posting's small groups
    assert {name for name, row in rows(kept).items() if row.get("hidden")} == {
        "female",
        "male",
        "nonbinary",
    }


@pytest.mark.parametrize("role", [Role.ACCOMMODATION_OFFICER, Role.SYSTEM_ADMINISTRATOR])
def test_others_neither_take_nor_look(posting, role):
    person = make_staff(role)
    for verb in (rates.take, rates.look):
        with pytest.raises(NotAllowed):
            verb(actor=person, subject=posting, at=COUNTED_AT)


def test_an_analyst_looks_at_none_and_an_auditor_takes_none(posting):
    with pytest.raises(NotAllowed):
        rates.look(actor=make_staff(Role.ANALYST, posting=posting), subject=posting, at=COUNTED_AT)
    with pytest.raises(NotAllowed):
        rates.take(actor=make_staff(Role.AUDITOR), subject=posting, at=COUNTED_AT)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT name FROM screening_application",
        "SELECT facts FROM screening_submission",
        "SELECT year FROM screening_surveyanswers",
        "DELETE FROM screening_surveyanswers",
        "UPDATE screening_surveyanswers SET sex = 'male'",
        "SELECT email FROM screening_user",
    ],
)
def test_the_role_reads_answers_and_nothing_else(db, statement):
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"SET LOCAL ROLE {rates.ROLE}")
        cursor.execute(statement)
    assert Application.objects.count() == SurveyAnswers.objects.count() == 0


def test_the_answers_are_read_under_the_role(posting, supervisor):
    """Without its grant the report stops, although the program's own user may read the table."""
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON screening_surveyanswers FROM {rates.ROLE}")
    with pytest.raises(Refused, match="GRANT SELECT"):
        rates.take(actor=supervisor, subject=posting, at=COUNTED_AT)
    assert SurveyAnswers.objects.count() == 32
