"""Accounts that may be one person: found by what was sent, judged by a person, never joined."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from screening.city_time import city_day
from screening.domain import application as applications
from screening.domain import duplicate as duplicates
from screening.domain import duplicate_finding as finding
from screening.domain import recusal as recusals
from screening.domain.duplicate_keys import keys_of, mailbox, phone_digits, plain
from screening.enums import Role, Section
from screening.enums_conflict import ConflictKind
from screening.enums_duplicate import Likeness
from screening.errors import NotAllowed, Refused
from screening.models import Application, DuplicateAnswer, DuplicateKey, DuplicatePair, History, User
from tests.factories import (
    FILED_AT,
    contact_content,
    make_application,
    make_job,
    make_posting,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db
AT = FILED_AT + timedelta(days=1)
TWO_JOBS = [make_job(), make_job("job2", employer="Bay Gas", start="2020-01-01", end="2022-12-31")]


def send(posting: Any, email: str, *, given: str, jobs: Any = None, **contact: str) -> Application:
    """An application sent with contact details of its own; by default nothing is shared."""
    person = make_user(email, given=given, family="Lee")
    draft = make_application(posting, person, jobs=jobs if jobs is not None else [make_job()])
    number = f"619-555-{person.pk % 10000:04d}"
    content = contact_content(draft) | {"phone": number, "address1": f"{person.pk} Oak Street"} | contact
    applications.save_section(
        actor=person,
        application_id=draft.pk,
        section=Section.CONTACT,
        content=content,
        version=1,
        at=FILED_AT,
    )
    return applications.submit(
        actor=person, application_id=draft.pk, certified_name="Lee", arrived_at=FILED_AT
    )


def look() -> list[tuple[list[str], bool]]:
    finding.find_due(clock=lambda: AT)
    return list(DuplicatePair.objects.values_list("why", "is_weak"))


def two_on_one_phone() -> DuplicatePair:
    posting = make_posting()
    send(posting, "ada@example.org", given="Ada", phone="(619) 555-0199")
    send(posting, "ben@example.org", given="Ben", phone="+1 619.555.0199")
    look()
    return DuplicatePair.objects.get()


@pytest.mark.parametrize(
    ("normalised", "expected"),
    [
        (mailbox("Rosa.Park+City@Example.org"), "rosa.park@example.org"),
        (mailbox("no address"), ""),
        (phone_digits("+1 (619) 555-0100"), "6195550100"),
        (phone_digits("６１９５５５０１００"), "6195550100"),
        (phone_digits("12"), ""),
        (plain("O'Brien, José"), "obrienjose"),
        (plain("王 小明"), "王小明"),
    ],
)
def test_spelling_makes_no_difference(normalised, expected):
    assert normalised == expected


def test_what_was_not_given_makes_no_key():
    assert keys_of({"given_names": "Ada", "postal_code": "92101"}, {"jobs": [make_job()]}) == set()


@pytest.mark.parametrize(
    ("emails", "given", "contact", "jobs", "expected"),
    [
        (("ada@x.org", "ada+2@x.org"), ("Ada", "Eve"), {}, None, [(["email"], False)]),
        (("ada@x.org", "eve@x.org"), ("Ada", "Eve"), {"phone": "619-555-0199"}, None, [(["phone"], True)]),
        (
            ("ada@x.org", "eve@x.org"),
            ("Ada", "ada"),
            {"address1": "12 Elm St."},
            None,
            [(["name_address"], False)],
        ),
        (("ada@x.org", "eve@x.org"), ("Ada", "Eve"), {"address1": "12 Elm St."}, None, []),
        (("ada@x.org", "eve@x.org"), ("Ada", "Eve"), {}, TWO_JOBS, [(["work"], False)]),
        (("ada@x.org", "eve@x.org"), ("Ada", "Eve"), {}, TWO_JOBS[:1], []),
    ],
    ids=["tagged mailbox", "phone", "name and address", "address alone", "two jobs", "one job"],
)
def test_what_makes_a_pair_and_what_does_not(emails, given, contact, jobs, expected):
    posting = make_posting()
    for email, name in zip(emails, given, strict=True):
        send(posting, email, given=name, jobs=jobs, **contact)
    assert look() == expected


def test_a_pair_is_found_once_in_order_and_joins_nothing():
    pair = two_on_one_phone()
    assert pair.first_id < pair.second_id
    assert (finding.find_due(clock=lambda: AT), DuplicatePair.objects.count()) == (0, 1)
    finding.find(person_id=pair.second_id, at=AT)
    assert list(History.objects.filter(verb="find_duplicate").values_list("actor", "facts")) == [
        (None, {"why": ["phone"]})
    ]
    assert list(User.objects.filter(email__in=["ada@example.org", "ben@example.org"], is_active=True)) == [
        pair.first,
        pair.second,
    ]
    assert Application.objects.values("applicant").distinct().count() == 2


def test_what_many_share_says_nothing_of_two_of_them():
    posting = make_posting()
    people = [make_user(f"n{n}@example.org") for n in range(finding.MOST_SHARE)]
    digest = next(d for k, d in keys_of({"phone": "619-555-0199"}, {}) if k == Likeness.PHONE)
    DuplicateKey.objects.bulk_create(
        DuplicateKey(person=person, kind=Likeness.PHONE, digest=digest) for person in people
    )
    send(posting, "ada@example.org", given="Ada", phone="619-555-0199")
    assert look() == []
    DuplicateKey.objects.filter(person=people[0]).delete()
    finding.find(person_id=Application.objects.get().applicant_id, at=AT)
    assert DuplicatePair.objects.count() == finding.MOST_SHARE - 1


def test_kept_apart_it_never_waits_again_for_the_same_but_for_something_else():
    pair, boss = two_on_one_phone(), make_staff(Role.SUPERVISING_ANALYST)
    duplicates.keep_apart(actor=boss, pair_id=pair.pk, seen=["phone"], reason="Sisters.", at=AT)
    finding.find(person_id=pair.first_id, at=AT)
    assert list(duplicates.waiting_pairs(boss, city_day(AT))) == []
    assert list(duplicates.kept_apart_pairs(boss)) == [pair]
    digest = "0" * 64
    for person in (pair.first, pair.second):
        DuplicateKey.objects.create(person=person, kind=Likeness.WORK, digest=digest)
    finding._write_down(pair.first_id, pair.second_id, {Likeness.WORK}, AT)
    assert [(p.why, p.is_weak) for p in duplicates.waiting_pairs(boss, city_day(AT))] == [
        (["work", "phone"], False)
    ]
    with pytest.raises(Refused, match="More was found alike"):
        duplicates.keep_apart(actor=boss, pair_id=pair.pk, seen=["phone"], reason="Sisters.", at=AT)
    line = History.objects.get(verb="keep_apart")
    assert (line.actor, line.facts) == (boss, {"why": ["phone"]})


def test_put_off_it_waits_again_on_its_day():
    pair, boss = two_on_one_phone(), make_staff(Role.SUPERVISING_ANALYST)
    day = city_day(AT)
    for until in (day, day + timedelta(days=366)):
        with pytest.raises(Refused, match="Choose a day"):
            duplicates.put_off(actor=boss, pair_id=pair.pk, seen=["phone"], until=until, reason="", at=AT)
    until = day + timedelta(days=7)
    duplicates.put_off(actor=boss, pair_id=pair.pk, seen=["phone"], until=until, reason="", at=AT)
    assert list(duplicates.waiting_pairs(boss, until - timedelta(days=1))) == []
    assert list(duplicates.put_off_pairs(boss, until - timedelta(days=1))) == [pair]
    assert list(duplicates.waiting_pairs(boss, until)) == [pair]


def test_a_reason_is_needed_and_it_is_said_once():
    pair, boss = two_on_one_phone(), make_staff(Role.SUPERVISING_ANALYST)
    with pytest.raises(Refused, match="Say why"):
        duplicates.keep_apart(actor=boss, pair_id=pair.pk, seen=["phone"], reason=" ", at=AT)
    duplicates.keep_apart(actor=boss, pair_id=pair.pk, seen=["phone"], reason="Sisters.", at=AT)
    with pytest.raises(Refused, match="kept these two apart already"):
        duplicates.keep_apart(actor=boss, pair_id=pair.pk, seen=["phone"], reason="Sisters.", at=AT)
    assert DuplicateAnswer.objects.count() == 1


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ANALYST, Role.SYSTEM_ADMINISTRATOR, None])
def test_nobody_but_a_supervising_analyst_says_what_it_is(role):
    pair = two_on_one_phone()
    posting = Application.objects.first().posting if role == Role.ANALYST else None
    person = make_staff(role, "who@example.org", posting=posting) if role else make_user("who@example.org")
    with pytest.raises(NotAllowed):
        duplicates.keep_apart(actor=person, pair_id=pair.pk, seen=["phone"], reason="Sisters.", at=AT)
    assert list(duplicates.pairs_for(person)) == ([pair] if role == Role.AUDITOR else [])


def test_not_of_oneself_and_not_with_a_conflict_of_interest():
    pair, boss = two_on_one_phone(), make_staff(Role.SUPERVISING_ANALYST)
    other = make_staff(Role.SUPERVISING_ANALYST, "other@example.org")
    recusals.recuse(
        actor=boss,
        application_id=Application.objects.get(applicant=pair.second).pk,
        kind=ConflictKind.RELATIVE,
        note="",
        at=AT,
    )
    own = User.objects.get(pk=pair.first_id)
    own.roles.create(role=Role.SUPERVISING_ANALYST)
    for person in (boss, own):
        assert list(duplicates.pairs_for(person)) == []
        with pytest.raises(NotAllowed):
            duplicates.keep_apart(actor=person, pair_id=pair.pk, seen=["phone"], reason="Sisters.", at=AT)
    assert list(duplicates.pairs_for(other)) == [pair]


def test_the_database_refuses_a_pair_out_of_order_or_twice_and_an_answer_changed():
    pair, boss = two_on_one_phone(), make_staff(Role.SUPERVISING_ANALYST)
    same = {"why": ["phone"], "is_weak": True, "found_at": AT}
    for first, second in ((pair.second, pair.first), (pair.first, pair.first), (pair.first, pair.second)):
        with pytest.raises(IntegrityError), transaction.atomic():
            DuplicatePair.objects.create(first=first, second=second, **same)
    made = duplicates.keep_apart(actor=boss, pair_id=pair.pk, seen=["phone"], reason="Sisters.", at=AT)
    with pytest.raises(Exception, match="append_only"), transaction.atomic():
        DuplicateAnswer.objects.filter(pk=made.pk).update(reason="Other.")


def test_when_records_are_deleted_keys_are_read_again_from_what_is_left():
    pair, boss = two_on_one_phone(), make_staff(Role.SUPERVISING_ANALYST)
    duplicates.keep_apart(actor=boss, pair_id=pair.pk, seen=["phone"], reason="Sisters.", at=AT)
    finding.forget({pair.first_id, pair.second_id})
    assert (DuplicateKey.objects.count(), DuplicatePair.objects.count()) == (0, 1)
    assert finding.find_due(clock=lambda: AT) == 2
    assert DuplicatePair.objects.get().waits is False
    gone = make_user("gone@example.org")
    DuplicatePair.objects.create(first=pair.first, second=gone, why=["work"], is_weak=False, found_at=AT)
    finding.forget({gone.pk})
    assert list(DuplicatePair.objects.all()) == [pair]
