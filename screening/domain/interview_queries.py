"""Which interviews a person may see: by the list one's department works with, by one's own name, by one's seat on a panel."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from screening.domain.hiring_queries import interview_lists_for, vacancies_for
from screening.models import (
    InterviewBooking,
    InterviewList,
    InterviewOffer,
    InterviewSlot,
    Referral,
    SlotPanelist,
    User,
    Vacancy,
)
from screening.permissions import enters_panel


def slots_for(user: User) -> QuerySet[InterviewSlot]:
    """Interview times of the lists that one's departments work with."""
    return InterviewSlot.objects.filter(
        interview_list__in=interview_lists_for(user).values("pk")
    ).select_related("interview_list__vacancy")


def vacancies_with_questions_for(user: User) -> QuerySet[Vacancy]:
    """Vacancies whose interview questions one may read; never where one's own name may be asked them."""
    own = Referral.objects.filter(interview_list__vacancy=OuterRef("pk"), entry__person=user)
    return vacancies_for(user).filter(~Exists(own))


def offers_of(user: User) -> QuerySet[InterviewOffer]:
    """The interviews that one is offered oneself."""
    return InterviewOffer.objects.filter(referral__entry__person=user).select_related(
        "referral__entry__application__posting",
        "referral__interview_list__vacancy__department",
        "referral__interview_list__vacancy__job_class",
    )


def offers_for(user: User) -> QuerySet[InterviewOffer]:
    """Interviews offered to names of the lists that one's departments work with."""
    return InterviewOffer.objects.filter(
        referral__interview_list__in=interview_lists_for(user).values("pk")
    ).select_related(
        "referral__entry__application",
        "referral__interview_list__vacancy__department",
        "referral__interview_list__vacancy__job_class",
    )


def panel_bookings_for(user: User) -> QuerySet[InterviewBooking]:
    """The interviews that were chosen and on whose panel one sits, in their order."""
    seats = SlotPanelist.objects.filter(slot=OuterRef("slot"), member=user, released_at__isnull=True)
    rows = live_bookings().filter(Exists(seats))
    return rows if enters_panel(user) else rows.none()


def live_bookings() -> QuerySet[InterviewBooking]:
    """The times that were chosen and hold, in their order."""
    return (
        InterviewBooking.objects.filter(ended_at__isnull=True)
        .select_related(
            "slot",
            "offer__referral__entry__application",
            "offer__referral__interview_list__vacancy__department",
            "offer__referral__interview_list__vacancy__job_class",
        )
        .order_by("starts_at", "pk")
    )


def slots_of(interview_list: InterviewList) -> QuerySet[InterviewSlot]:
    """The times of a list that hold, in their order, each with its panel and who chose it (``taken``: none or one)."""
    return InterviewSlot.objects.filter(
        interview_list=interview_list, called_off_at__isnull=True
    ).prefetch_related(
        Prefetch("panel", SlotPanelist.objects.filter(released_at__isnull=True).select_related("member")),
        Prefetch("bookings", live_bookings(), to_attr="taken"),
    )


def panel_lists_for(user: User) -> QuerySet[InterviewList]:
    """The lists with an interview on whose panel one sits."""
    seats = SlotPanelist.objects.filter(
        slot__interview_list=OuterRef("pk"), member=user, released_at__isnull=True
    )
    rows = InterviewList.objects.filter(Exists(seats)).select_related(
        "vacancy__department", "vacancy__job_class", "eligible_list"
    )
    return rows if enters_panel(user) else rows.none()


def panel_slots_of(interview_list: InterviewList, user: User) -> QuerySet[InterviewSlot]:
    """Of the times of a list those on whose panel one sits."""
    seats = SlotPanelist.objects.filter(slot=OuterRef("pk"), member=user, released_at__isnull=True)
    return slots_of(interview_list).filter(Exists(seats))
