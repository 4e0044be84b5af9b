"""A list ends by the calendar alone; here its end is announced, recorded and told."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from screening import civil_service_rules as rules
from screening.city import city
from screening.city_time import city_day
from screening.domain import history, list_name_days, notice
from screening.enums import NoticeKind
from screening.models import EligibleList, EligibleListExpiry, Notice

NAMES_AT_ONCE = 500


def record_expiries(*, at: datetime) -> list[EligibleList]:
    """Record each list whose last day has passed, once, and tell the people on it. Without the record it had ended too."""
    ended = EligibleList.objects.filter(expires_on__lt=city_day(at), expiry__isnull=True).order_by(
        "expires_on", "pk"
    )
    recorded = []
    for eligible_list_id in list(ended.values_list("pk", flat=True)):
        with transaction.atomic():
            eligible_list = EligibleList.objects.select_for_update(of=("self",)).get(pk=eligible_list_id)
            if eligible_list.expires_on >= city_day(at):
                continue  # extended while this waited for its lock
            expiry, created = EligibleListExpiry.objects.get_or_create(
                eligible_list=eligible_list, defaults={"recorded_at": at}
            )
            if not created:
                continue
            history.record(
                actor=None,
                verb="record_expiry",
                subject=expiry,
                posting_id=eligible_list.posting_id,
                facts={"eligible_list": eligible_list.pk, "expires_on": eligible_list.expires_on.isoformat()},
                at=at,
            )
            if not eligible_list.by_name and not _was_told_of_its_end(eligible_list):
                _tell(eligible_list, NoticeKind.LIST_EXPIRED, at=at)
            recorded.append(eligible_list)
    _tell_by_name(NoticeKind.LIST_EXPIRED, date.min, city_day(at) - timedelta(days=1), at=at)
    return recorded


def announce_endings(*, at: datetime) -> int:
    """Tell each person on a list, once, that it ends within the days of the rules; how many were told.

    Asked every night, so that a night missed or a name added late is made good.
    """
    day = city_day(at)
    days = rules.DAYS_BEFORE_A_LIST_ENDS_TO_SAY_SO.value
    ending = EligibleList.objects.filter(
        established_on__lt=day, expires_on__range=(day, day + timedelta(days=days)), list_days__gt=days
    )
    told = _tell_by_name(NoticeKind.LIST_EXPIRING, day, day + timedelta(days=days), longer_than=days, at=at)
    for eligible_list in ending.filter(by_name=False).order_by("expires_on", "pk"):
        with transaction.atomic():
            told += _tell(eligible_list, NoticeKind.LIST_EXPIRING, at=at)
    return told


def _tell(eligible_list: EligibleList, kind: NoticeKind, *, at: datetime) -> int:
    cause = f"{kind}:{eligible_list.pk}{eligible_list.term}"
    told = Notice.objects.filter(recipient=OuterRef("person"), cause=cause)
    entries = list(
        eligible_list.entries.filter(~Exists(told))
        .select_related("application__posting", "person")
        .order_by("pk")
    )
    if entries:
        notice.give_many(
            kind=kind,
            to=[(entry.person, entry.application, cause, {"entry": entry}) for entry in entries],
            context=city(),
            at=at,
        )
    return len(entries)


def _tell_by_name(kind: NoticeKind, first: date, last: date, *, longer_than: int = 0, at: datetime) -> int:
    """Tell the names whose own last day lies between two days, in batches: each is whole or comes again."""
    told = 0
    while True:
        with transaction.atomic():
            names = list_name_days.to_tell(kind, first, last).filter(eligible_list__list_days__gt=longer_than)
            batch = list(names.select_for_update(of=("self",), skip_locked=True)[:NAMES_AT_ONCE])
            if not batch:
                return told
            notice.give_many(
                kind=kind,
                to=[
                    (entry.person, entry.application, list_name_days.cause_of(kind, entry), {"entry": entry})
                    for entry in batch
                ],
                context=city(),
                at=at,
            )
        told += len(batch)
        if len(batch) < NAMES_AT_ONCE:
            return told


def _was_told_of_its_end(eligible_list: EligibleList) -> bool:
    """Whoever was told that a list ends early is not told once more that it ended."""
    return eligible_list.expires_on < eligible_list.first_last_day
