"""The demonstration is made through the verbs, once."""

from io import StringIO

import pytest
from django.core.management import call_command

from screening.enums import ApplicationState, Outcome
from screening.models import Application, EligibleListEntry, NameRemoval, Notice, Offer, Referral, User

POSTING = "postings/data/customer-services-representative.yaml"


@pytest.mark.django_db
def test_a_second_run_changes_nothing_and_every_outcome_is_there() -> None:
    call_command("load_posting", POSTING, stdout=StringIO())
    said = StringIO()
    call_command("load_demonstration", stdout=said)
    tables = (Application, EligibleListEntry, NameRemoval, Notice, Offer, Referral, User)
    before = [table.objects.count() for table in tables]
    call_command("load_demonstration", stdout=StringIO())
    assert [table.objects.count() for table in tables] == before
    assert set(Application.objects.values_list("outcome", flat=True)) == set(Outcome.values)
    states = set(Application.objects.values_list("state", flat=True))
    assert states == set(ApplicationState.values) - {
        ApplicationState.DRAFT,
        ApplicationState.SUBMITTED,
        ApplicationState.QUALIFIED,
    }
    assert (
        Application.objects.filter(state__in=[ApplicationState.LISTED, ApplicationState.WITHDRAWN]).count()
        == EligibleListEntry.objects.count()
    )
    for role in ("applicant", "analyst", "supervisor", "manager", "auditor"):
        assert f"{role}@example.org" in said.getvalue()
    for words in ("on the eligible list", "told what is not met", "asked for a document"):
        assert f"applicant {words}" in said.getvalue()
    assert list(Offer.objects.order_by("state").values_list("state", flat=True)) == ["accepted", "made"]
    accepted = Offer.objects.get(state="accepted")
    done = accepted.checks.filter(results__isnull=False).distinct().count()
    assert 0 < done < accepted.checks.count()
    assert NameRemoval.objects.get().reason == "unreachable"
    call_command("check_invariants", stdout=StringIO())
    call_command("replay", "--all", stdout=StringIO())
