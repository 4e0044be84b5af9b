"""Finding accounts that may be one person: keys of whoever sent something new, and the pairs that share one."""

import json
import logging
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final

import pgtrigger
from django.db import DatabaseError, connection, transaction
from django.db.models import F, OuterRef, Q, Subquery

from screening.domain import history
from screening.domain.duplicate_keys import keys_of
from screening.enums import ApplicationState
from screening.enums_duplicate import WEAK, Likeness
from screening.models import (
    Application,
    DuplicateAnswer,
    DuplicateKey,
    DuplicatePair,
    DuplicateReading,
    Submission,
)

log = logging.getLogger(__name__)

FINDING_LOCK: Final = 7_101_966
AT_ONCE: Final = 1000
MOST_SHARE: Final = 10
"""What more people than this have in common is a shelter's phone or a school's address: it says nothing of two of them."""

_SHARED = """
    SELECT mine.kind, others.people
    FROM screening_duplicatekey mine
    CROSS JOIN LATERAL (
        SELECT array_agg(met.person_id) AS people FROM (
            SELECT theirs.person_id FROM screening_duplicatekey theirs
            WHERE theirs.digest = mine.digest AND theirs.person_id <> mine.person_id
            LIMIT %s
        ) met
    ) others
    WHERE mine.person_id = %s AND cardinality(others.people) BETWEEN 1 AND %s
"""


def find_due(*, clock: Callable[[], datetime]) -> int:
    """Read whoever sent something since they were read last, each in a transaction of their own; how many were."""
    read_up_to = DuplicateReading.objects.filter(person=OuterRef("application__applicant"))
    rows = Submission.objects.annotate(read=Subquery(read_up_to.values("last_submission")[:1]))
    rows = rows.filter(Q(read__isnull=True) | Q(pk__gt=F("read")))
    people = list(rows.order_by().values_list("application__applicant", flat=True).distinct()[:AT_ONCE])
    for person_id in people:
        try:
            find(person_id=person_id, at=clock())
        except DatabaseError:
            log.exception("person %s was not read for duplicates; the next sweep tries again", person_id)
    return len(people)


def find(*, person_id: int, at: datetime) -> None:
    """Read the keys of everything a person sent and write down each account that shares one. One at a time.

    The lock is what lets the second of two who send at the same moment see the first.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FINDING_LOCK])
        sent = list(
            Submission.objects.filter(application__applicant=person_id).values_list("pk", "contact", "facts")
        )
        if not sent:
            return
        keys = {key for _, contact, facts in sent for key in keys_of(contact, json.loads(facts))}
        DuplicateKey.objects.filter(person_id=person_id).exclude(
            digest__in=[digest for _, digest in keys]
        ).delete()
        DuplicateKey.objects.bulk_create(
            [DuplicateKey(person_id=person_id, kind=kind, digest=digest) for kind, digest in sorted(keys)],
            ignore_conflicts=True,
        )
        DuplicateReading.objects.update_or_create(
            person_id=person_id, defaults={"last_submission": max(pk for pk, _, _ in sent)}
        )
        for other, kinds in sorted(_alike(person_id).items()):
            _write_down(person_id, other, kinds, at)


def forget(people: Collection[int]) -> None:
    """The records of a posting were deleted: no key, and no pair of whoever has no application left, outlives them."""
    DuplicateKey.objects.filter(person__in=people).delete()
    DuplicateReading.objects.filter(person__in=people).delete()
    left = Application.objects.filter(applicant__in=people).exclude(state=ApplicationState.DRAFT)
    gone = set(people) - set(left.values_list("applicant", flat=True))
    pairs = DuplicatePair.objects.filter(Q(first__in=gone) | Q(second__in=gone))
    with pgtrigger.ignore("screening.DuplicateAnswer:append_only"):
        DuplicateAnswer.objects.filter(pair__in=pairs).delete()
    pairs.delete()


def _alike(person_id: int) -> dict[int, set[Likeness]]:
    found: dict[int, set[Likeness]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SHARED, [MOST_SHARE, person_id, MOST_SHARE - 1])
        for kind, people in cursor.fetchall():
            for other in people:
                found.setdefault(other, set()).add(Likeness(kind))
    return found


def _write_down(person_id: int, other: int, kinds: set[Likeness], at: datetime) -> None:
    first, second = sorted((person_id, other))
    pair = DuplicatePair.objects.filter(first_id=first, second_id=second).first()
    known = set(pair.why) if pair else set()
    if kinds <= known:
        return
    why = [kind.value for kind in Likeness if kind in known | kinds]
    is_weak = set(why) <= WEAK
    if pair is None:
        pair = DuplicatePair.objects.create(
            first_id=first, second_id=second, why=why, is_weak=is_weak, found_at=at
        )
    else:
        pair.why, pair.is_weak = why, is_weak
        pair.waits, pair.later_until = True, None
        pair.save(update_fields=["why", "is_weak", "waits", "later_until"])
    history.record(actor=None, verb="find_duplicate", subject=pair, facts={"why": why}, at=at)
