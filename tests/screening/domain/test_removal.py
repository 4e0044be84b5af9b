"""Nobody is taken off a list unheard, by one person alone, or for good without a way back."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from screening.domain import removal
from screening.domain.consideration import consider
from screening.domain.list_as_of import stood_on
from screening.enums import DispositionKind as Kind
from screening.enums import RemovalReason, Role
from screening.errors import NotAllowed, Refused
from screening.models import EligibleListEntry, NameRemoval, Notice, Offer, User
from screening.offer_enums import OfferState, OfferWithdrawal
from tests.factories_eligible_list import AT, make_analyst, make_user
from tests.factories_hiring import make_vacancy, record
from tests.factories_interviews import make_issued
from tests.factories_offers import accept, make_offer, select
from tests.screening.hiring_manager.test_races import raced

pytestmark = pytest.mark.django_db
IN_TIME = AT + timedelta(days=2)
AFTER = AT + timedelta(days=15)


def second() -> User:
    found = User.objects.filter(email="sam.ford@example.org").first()
    return found or make_user("Sam Ford", (Role.SUPERVISING_ANALYST, None))


def ada(issued: object = None) -> EligibleListEntry:
    if issued is None:
        make_issued()
    return EligibleListEntry.objects.get(application__name="Ada Cole")


def propose(
    entry: EligibleListEntry, reason: RemovalReason = RemovalReason.UNREACHABLE, *, at: datetime = AT
) -> NameRemoval:
    return removal.propose(
        actor=make_analyst(), entry_id=entry.pk, reason=reason, note="Three letters came back.", at=at
    )


def decide(
    row: NameRemoval, *, remove: bool = True, at: datetime = AFTER, hearing_on: date | None = None
) -> NameRemoval:
    return removal.decide(
        actor=second(), removal_id=row.pk, remove=remove, why="Nobody answered.", hearing_on=hearing_on, at=at
    )


def reply(row: NameRemoval, *, hearing: bool = False, at: datetime = IN_TIME) -> NameRemoval:
    return removal.reply(
        actor=row.entry.person, removal_id=row.pk, words="I moved. Here I am.", hearing=hearing, at=at
    )


def told(person: User) -> list[str]:
    return [
        kind
        for kind in Notice.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True)
        if kind != "referred"
    ]


def why_out(entry: EligibleListEntry) -> str:
    vacancy = make_vacancy(
        User.objects.get(email="maria.lopez@example.org"), entry.eligible_list.posting.job_class, "X-9"
    )
    found = consider(entry.eligible_list, vacancy, [], 9, day=date(2025, 5, 27))
    return next(one.why for one in found.considered if one.entry.pk == entry.pk)


def test_a_name_stays_until_a_second_person_decides_after_the_days_to_reply() -> None:
    entry = ada()
    row = propose(entry)
    assert (row.reply_by, told(entry.person)) == (date(2025, 5, 22), ["removal_proposed"])
    with pytest.raises(Refused, match="may reply until the end of May 22, 2025"):
        decide(row, at=IN_TIME)
    with pytest.raises(Refused, match="You proposed this removal"):
        removal.decide(actor=make_analyst(), removal_id=row.pk, remove=True, why="Yes.", at=AFTER)
    decide(row)
    assert told(entry.person) == ["removal_proposed", "name_removed"]
    assert why_out(entry) == "Taken off the eligible list on May 27, 2025."
    stood = {
        name.entry.application.name: name.resting for name in stood_on(entry.eligible_list, date(2025, 5, 27))
    }
    assert stood["Ada Cole"] == "Taken off the eligible list on May 27, 2025."
    assert {name.resting for name in stood_on(entry.eligible_list, date(2025, 5, 26))} == {""}


def test_a_reply_is_read_once_and_lets_it_be_decided() -> None:
    row = propose(ada())
    with pytest.raises(Refused, match="Write why your name should stay"):
        removal.reply(actor=row.entry.person, removal_id=row.pk, words=" ", hearing=False, at=IN_TIME)
    reply(row)
    with pytest.raises(Refused, match="We have your reply"):
        reply(row)
    decide(row, remove=False, at=IN_TIME)
    assert told(row.entry.person) == ["removal_proposed", "removal_replied", "removal_dropped"]
    with pytest.raises(Refused, match="decided already"):
        decide(row)
    assert propose(ada(row), at=IN_TIME).is_open


def test_a_hearing_that_was_asked_for_is_held_first() -> None:
    row = propose(ada(), RemovalReason.FALSIFIED)
    reply(row, hearing=True)
    for day in (None, date(2025, 5, 28)):
        with pytest.raises(Refused, match="asked for a hearing"):
            decide(row, hearing_on=day)
    assert decide(row, hearing_on=date(2025, 5, 20)).holds


def test_falsification_takes_the_offer_back_and_any_other_reason_waits_for_its_end() -> None:
    made = accept(make_offer(select(make_issued())))
    entry = ada(made)
    row = propose(entry, RemovalReason.DECLINED)
    with pytest.raises(Refused, match="has a job offer"):
        decide(row)
    decide(row, remove=False)
    decide(propose(entry, RemovalReason.FALSIFIED, at=AT), at=AFTER)
    made.refresh_from_db()
    assert (made.state, made.withdrawal) == (OfferState.WITHDRAWN, OfferWithdrawal.FALSIFIED)
    assert told(entry.person)[-2:] == ["offer_taken_back", "name_removed"]
    said = " ".join(Notice.objects.filter(recipient=made.made_by).values_list("body", flat=True))
    assert "falsif" not in said


def test_a_removed_name_is_not_selected_and_its_managers_know() -> None:
    issued = make_issued()
    entry = ada(issued)
    record(issued.issued_by, issued, "Ada Cole", Kind.INTERVIEW_SET, Kind.INTERVIEWED)
    decide(propose(entry))
    assert told(issued.issued_by)[-1] == "candidate_removed"
    with pytest.raises(Refused, match="cannot be selected. Taken off the eligible list"):
        record(issued.issued_by, issued, "Ada Cole", Kind.SELECTED, at=AFTER)
    removal.restore(
        actor=second(), removal_id=NameRemoval.objects.get().pk, why="The address was ours.", at=AFTER
    )
    assert told(entry.person)[-1] == "name_restored"
    record(issued.issued_by, issued, "Ada Cole", Kind.SELECTED, at=AFTER)
    with pytest.raises(Refused, match="Nothing is to be restored"):
        removal.restore(actor=second(), removal_id=NameRemoval.objects.get().pk, why="Again.", at=AFTER)


def test_who_may_not() -> None:
    issued = make_issued()
    entry = ada(issued)
    stranger, manager = make_user("No Body"), issued.issued_by
    for actor in (stranger, manager, entry.person):
        with pytest.raises(NotAllowed):
            removal.propose(actor=actor, entry_id=entry.pk, reason=RemovalReason.RULE, note="So.", at=AT)
    row = propose(entry)
    for actor in (stranger, manager, second()):
        with pytest.raises(NotAllowed):
            removal.reply(actor=actor, removal_id=row.pk, words="Mine.", hearing=False, at=IN_TIME)
    for actor in (stranger, manager, entry.person):
        with pytest.raises(NotAllowed):
            removal.decide(actor=actor, removal_id=row.pk, remove=True, why="So.", at=AFTER)
    decide(row)
    for actor in (stranger, manager, entry.person):
        with pytest.raises(NotAllowed):
            removal.restore(actor=actor, removal_id=row.pk, why="So.", at=AFTER)


def test_the_database_itself_wants_a_second_person_and_keeps_what_was_said() -> None:
    row = propose(ada())
    one = NameRemoval.objects.filter(pk=row.pk)
    reply(row)
    attempts = (
        lambda: one.update(removed=True, decided_by=row.proposed_by, decided_at=AFTER, decided_why="So."),
        lambda: one.update(note="Other words"),
        lambda: one.update(reply="Other words"),
        lambda: one.update(restored_by=row.proposed_by, restored_at=AFTER, restored_why="So."),
        lambda: row.delete(),
    )
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("offer_first", [True, False])
def test_an_offer_and_a_removal_at_once_leave_no_offer_to_a_removed_name(offer_first: bool) -> None:
    issued = select(make_issued())
    row = propose(ada(issued), RemovalReason.FALSIFIED)
    acts = [lambda: make_offer(issued, at=AFTER), lambda: decide(row)]
    raced(*(acts if offer_first else reversed(acts)))
    live = Offer.objects.filter(state=OfferState.MADE).count()
    assert (live, NameRemoval.objects.get().holds) == ((1, False) if offer_first else (0, True))
