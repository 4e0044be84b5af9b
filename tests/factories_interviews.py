"""Plain makers of interview times, offers and bookings."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from screening.domain import interview_booking, interview_offer, interview_slot
from screening.domain.interview_slot import NewSlots
from screening.enums import Role
from screening.models import InterviewBooking, InterviewList, InterviewOffer, InterviewSlot, User
from tests.factories_eligible_list import AT, make_class_posting, make_list, make_names, make_user
from tests.factories_hiring import issue_list, make_manager, make_vacancy
from tests.factories_postings import make_department

DAY = date(2025, 5, 20)
TOO_LATE = datetime(2025, 5, 19, 16, 0, 1, tzinfo=UTC)
"""One second after the cut-off of the first time that ``make_slots`` makes: 20 May, 9 a.m. Pacific."""
LATER = AT + timedelta(hours=1)


def make_panelist(name: str = "Pat Ortiz") -> User:
    return make_user(name, (Role.PANEL_MEMBER, None))


def make_issued(*names: str, manager: User | None = None) -> InterviewList:
    """A list issued to a manager with these names on it."""
    posting = make_class_posting()
    eligible_list = make_list(posting)
    make_names(eligible_list, *(names or ("Ada Cole", "Ben Diaz")))
    manager = manager or make_manager()
    return issue_list(manager, make_vacancy(manager, posting.job_class), eligible_list, names=9)


def issue_elsewhere(issued: InterviewList, requisition: str = "LIB-1") -> InterviewList:
    """The same names, issued to another department."""
    library = make_department("library", "Library")
    librarian = make_manager("Otto Kern", library)
    vacancy = make_vacancy(librarian, issued.vacancy.job_class, requisition, department=library)
    return issue_list(librarian, vacancy, issued.eligible_list, names=9)


def new_slots(panel: Sequence[User], **changed: Any) -> NewSlots:
    """Two interviews of 45 minutes from 9 a.m. on a Tuesday, in a room."""
    return NewSlots(
        **{
            "day": DAY,
            "begins": time(9),
            "minutes": 45,
            "pause": 15,
            "how_many": 2,
            "zone": "America/Los_Angeles",
            "place": "Room 4B, 202 C Street",
            "link": "",
            "panel": [member.pk for member in panel],
            **changed,
        }
    )


def make_slots(
    issued: InterviewList, panel: Sequence[User], *, at: datetime = AT, **changed: Any
) -> list[InterviewSlot]:
    return interview_slot.make(
        actor=issued.issued_by, interview_list_id=issued.pk, new=new_slots(panel, **changed), at=at
    )


def offer_to(issued: InterviewList, *names: str, at: datetime = AT) -> list[InterviewOffer]:
    referrals = issued.referrals.filter(entry__application__name__in=names)
    return interview_offer.offer(
        actor=issued.issued_by,
        interview_list_id=issued.pk,
        referral_ids=list(referrals.values_list("pk", flat=True)),
        at=at,
    )


def choose(offer: InterviewOffer, slot: InterviewSlot, *, at: datetime = LATER) -> InterviewBooking:
    return interview_booking.choose(
        actor=offer.referral.entry.person, offer_id=offer.pk, slot_id=slot.pk, at=at
    )
