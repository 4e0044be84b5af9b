"""Two accounts that may be one person: which wait for somebody, kept apart with a reason, or left until a day.

Nothing joins two accounts. What was sent stays with the account that sent it.
"""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from screening.city_time import city_day
from screening.domain import history
from screening.enums_duplicate import DuplicateFinding
from screening.errors import NotAllowed, Refused
from screening.models import DuplicateAnswer, DuplicatePair, Recusal, User
from screening.permissions import authorise, may

MOST_WORDS: Final = 2000
LONGEST_LATER: Final = timedelta(days=365)


def pairs_for(user: User) -> QuerySet[DuplicatePair]:
    """Every pair a person may look into: not their own, and none of a person whose application they keep out of."""
    rows = DuplicatePair.objects.select_related("first", "second")
    if not may(user, "read_duplicates"):
        return rows.none()
    kept_out_of = Recusal.objects.filter(
        Q(application__applicant=OuterRef("first")) | Q(application__applicant=OuterRef("second")),
        person=user,
    )
    return rows.exclude(Q(first=user) | Q(second=user)).exclude(Exists(kept_out_of))


def waiting_pairs(user: User, day: date) -> QuerySet[DuplicatePair]:
    """Those somebody must look at on a day, what is more than a phone first, then the oldest."""
    return pairs_for(user).filter(Q(later_until__isnull=True) | Q(later_until__lte=day), waits=True)


def put_off_pairs(user: User, day: date) -> QuerySet[DuplicatePair]:
    """Those that wait again on a later day, the nearest first."""
    return pairs_for(user).filter(later_until__gt=day).order_by("later_until", "pk")


def kept_apart_pairs(user: User) -> QuerySet[DuplicatePair]:
    """Those that somebody found to be two people, the newest first."""
    return pairs_for(user).filter(waits=False).order_by(F("pk").desc())


def keep_apart(*, actor: User, pair_id: int, seen: list[str], reason: str, at: datetime) -> DuplicateAnswer:
    """They are two people: the pair never waits again for what is alike now.

    ``seen`` is what the page said was alike. Raises NotAllowed; Refused without a reason, when it is kept apart already, and
    when something else was found alike meanwhile.
    """
    with transaction.atomic():
        pair = _locked(actor, pair_id, seen)
        if not reason.strip():
            raise Refused("Say why they are two different people. Whoever looks later reads it.")
        pair.waits, pair.kept_for, pair.later_until = False, pair.why, None
        return _answer(pair, actor, DuplicateFinding.APART, reason=reason, until=None, at=at)


def put_off(
    *, actor: User, pair_id: int, seen: list[str], until: date, reason: str, at: datetime
) -> DuplicateAnswer:
    """Look at a pair again on a day. Raises NotAllowed; Refused for a day that is not after today or is over a year away."""
    with transaction.atomic():
        pair = _locked(actor, pair_id, seen)
        day = city_day(at)
        if not day < until <= day + LONGEST_LATER:
            raise Refused("Choose a day after today and within a year. It waits again on that day.")
        pair.later_until = until
        return _answer(pair, actor, DuplicateFinding.LATER, reason=reason, until=until, at=at)


def _locked(actor: User, pair_id: int, seen: list[str]) -> DuplicatePair:
    authorise(actor, "answer_duplicate")
    pair = DuplicatePair.objects.select_for_update(of=("self",)).get(pk=pair_id)
    if not pairs_for(actor).filter(pk=pair_id).exists():
        raise NotAllowed("answer_duplicate is not for this person")
    if not pair.waits:
        raise Refused("Somebody kept these two apart already. Nothing was changed.")
    if pair.why != seen:
        raise Refused(
            "More was found alike since this page was opened. Look at them again, then say what you find."
        )
    return pair


def _answer(
    pair: DuplicatePair,
    actor: User,
    finding: DuplicateFinding,
    *,
    reason: str,
    until: date | None,
    at: datetime,
) -> DuplicateAnswer:
    pair.save(update_fields=["waits", "kept_for", "later_until"])
    made = DuplicateAnswer.objects.create(
        pair=pair,
        finding=finding,
        reason=reason.strip(),
        until=until,
        alike=pair.why,
        answered_by=actor,
        answered_at=at,
    )
    facts = {"why": pair.why} | ({"until": until.isoformat()} if until else {})
    verb = {DuplicateFinding.APART: "keep_apart", DuplicateFinding.LATER: "put_off_duplicate"}[finding]
    history.record(actor=actor, verb=verb, subject=pair, facts=facts, at=at)
    return made
