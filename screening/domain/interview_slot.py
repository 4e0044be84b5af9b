"""Interview times, made by the hiring manager for an issued list. No room and no panel member is held twice at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet

from postings.city_time import SPOKEN
from screening import civil_service_rules as rules
from screening.city import city
from screening.city_time import instant_in_words
from screening.domain import history, notice
from screening.enums import InterviewListState, NoticeKind, Role
from screening.errors import NotAllowed, Refused
from screening.models import InterviewList, InterviewSlot, SlotPanelist, User
from screening.permissions import authorise

ZONES = tuple(SPOKEN)
"""The IANA names of the zones in which an interview may be said."""
MOST_SLOTS, SHORTEST, LONGEST = 40, 5, 480
_TWICE = {
    "slot_room_once_at_a_time": (
        "This place is taken at {when}: another interview is there. Choose another time, or name another room."
    ),
    "slot_link_once_at_a_time": (
        "This link is used by another interview at {when}. Choose another time, or enter another link."
    ),
    "panel_member_once_at_a_time": (
        "{who} sits on another interview panel at {when}. Choose another time, or leave {who} out of the panel."
    ),
}


class NewSlots(NamedTuple):
    """A row of interviews on one day, each of ``minutes`` with a ``pause`` (minutes) after it; the clock is of ``zone``."""

    day: date
    begins: time
    minutes: int
    pause: int
    how_many: int
    zone: str
    place: str
    link: str
    panel: Sequence[int]


def make(*, actor: User, interview_list_id: int, new: NewSlots, at: datetime) -> list[InterviewSlot]:
    """Make interview times, all or none; the panel is told.

    Raises NotAllowed; Refused for a time that is too soon, does not exist, or is taken for its room, its link or somebody
    on the panel.
    """
    with transaction.atomic():
        interview_list = locked_list(actor, "make_interview_slots", interview_list_id)
        members = list(may_sit_on_panel(interview_list).filter(pk__in=new.panel))
        if not members or {member.pk for member in members} != set(new.panel):
            raise Refused(
                "Choose at least one person for the panel, from the list. Nobody sits on the panel of a list with their own name."
            )
        one_department_at_a_time()
        made = [_make_one(interview_list, actor, new, start, members, at) for start in _starts(new, at)]
        for slot in made:
            facts = {"starts_at": slot.starts_at.isoformat(), "panel": [member.pk for member in members]}
            history.record(
                actor=actor,
                verb="make_interview_slot",
                subject=slot,
                posting_id=interview_list.eligible_list.posting_id,
                facts=facts,
                at=at,
            )
        for member in members:
            if member.pk != actor.pk:
                tell_panel(NoticeKind.PANEL_ASKED, member, made, at=at)
    return made


def may_sit_on_panel(interview_list: InterviewList) -> QuerySet[User]:
    """Interview panel members and the department's hiring managers, without those whose own name is on the list."""
    named = interview_list.referrals.values("entry__person")
    hires = Q(roles__role=Role.HIRING_MANAGER, roles__department=interview_list.vacancy.department_id)
    return (
        User.objects.filter(hires | Q(roles__role=Role.PANEL_MEMBER), is_active=True)
        .exclude(pk__in=named)
        .distinct()
        .order_by("last_name", "first_name", "pk")
    )


def locked_list(actor: User, verb: str, interview_list_id: int) -> InterviewList:
    """An open list under its lock: all that happens with its interviews waits here. Raises NotAllowed, Refused."""
    interview_list = (
        InterviewList.objects.select_for_update(of=("self",))
        .select_related("vacancy__department", "vacancy__job_class", "eligible_list")
        .filter(pk=interview_list_id)
        .first()
    )
    if interview_list is None:
        raise NotAllowed("no such interview list")
    authorise(actor, verb, interview_list)
    if interview_list.referrals.filter(entry__person=actor).exists():
        raise NotAllowed("nobody arranges interviews on a list with their own name")
    if interview_list.state != InterviewListState.ISSUED:
        raise Refused(
            "This list is closed, so no interviews are arranged on it. Ask for another list if you need names."
        )
    return interview_list


def tell_panel(
    kind: NoticeKind,
    member: User,
    slots: Sequence[InterviewSlot],
    *,
    at: datetime,
    seat: SlotPanelist | None = None,
) -> None:
    """Tell a panel member of interview times of one list; who the candidates are is on the pages alone.

    ``seat``: the seat that it is about, where one may be had at the same time more than once.
    """
    notice.give(
        kind=kind,
        recipient=member,
        cause=f"{kind}:{slots[0].pk}" + (f":{seat.pk}" if seat else ""),
        context={"slots": slots, "slot": slots[0], "vacancy": slots[0].interview_list.vacancy, **city()},
        at=at,
    )


def _starts(new: NewSlots, at: datetime) -> list[datetime]:
    if new.zone not in ZONES:
        raise Refused("Choose a time zone from the list.")
    if not (
        1 <= new.how_many <= MOST_SLOTS and SHORTEST <= new.minutes <= LONGEST and 0 <= new.pause <= LONGEST
    ):
        raise Refused(
            f"Enter 1 to {MOST_SLOTS} interviews of {SHORTEST} to {LONGEST} minutes, with 0 to {LONGEST} minutes between."
        )
    local = datetime.combine(new.day, new.begins, tzinfo=ZoneInfo(new.zone))
    first = local.astimezone(UTC)
    if first.astimezone(ZoneInfo(new.zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Refused(
            "This time does not exist: the clocks are set forward in that hour. Choose another time."
        )
    hours = rules.HOURS_BEFORE_AN_INTERVIEW_TO_CHANGE.value
    if first - timedelta(hours=hours) <= at:
        raise Refused(
            f"This is too soon. Candidates choose up to {hours} hours before, so the first interview must begin later than that."
        )
    return [first + timedelta(minutes=(new.minutes + new.pause) * number) for number in range(new.how_many)]


def _make_one(
    interview_list: InterviewList,
    actor: User,
    new: NewSlots,
    starts_at: datetime,
    members: Sequence[User],
    at: datetime,
) -> InterviewSlot:
    slot = InterviewSlot(
        interview_list=interview_list,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=new.minutes),
        zone=new.zone,
        place=" ".join(new.place.split()),
        link=new.link.strip(),
        changes_until=starts_at - timedelta(hours=rules.HOURS_BEFORE_AN_INTERVIEW_TO_CHANGE.value),
        made_by=actor,
        made_at=at,
    )
    if not (slot.place or slot.link):
        raise Refused("Say where it is: enter a place, a link for a video interview, or both.")
    with once_at_a_time(slot):
        slot.save()
    for member in members:
        with once_at_a_time(slot, member):
            SlotPanelist.objects.create(
                slot=slot, member=member, starts_at=slot.starts_at, ends_at=slot.ends_at
            )
    return slot


def one_department_at_a_time() -> None:
    """Rooms and panel members of two departments that exclude each other, written at once, would be a deadlock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('interview_times'))")


@contextmanager
def once_at_a_time(slot: InterviewSlot, member: User | None = None) -> Iterator[None]:
    """The constraints decide; here their refusal gets its words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        words = next((words for name, words in _TWICE.items() if name in str(error)), None)
        if words is None:
            raise
        when = instant_in_words(slot.starts_at, zone_name=slot.zone)
        raise Refused(words.format(when=when, who=member)) from error
