"""The eligible list: the qualified of a posting in their order, in force by date alone."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from postings.list_policy import ListPolicy
from postings.models import Posting, PostingRevision
from screening.city import city
from screening.city_time import city_day
from screening.domain import history, list_name_days, notice
from screening.domain.queries import evaluations_of, qualified_unlisted
from screening.domain.veterans_credit import credits_of
from screening.enums import ApplicationEvent, ApplicationState, NoticeKind
from screening.errors import Refused
from screening.models import Application, Decision, EligibleList, EligibleListEntry, User
from screening.permissions import authorise
from screening.transitions import target

NO_CREDIT = Decimal(0)


class Placement(NamedTuple):
    """A qualified application, the passing decision, its position and why it stands there. ``credit``: veterans', in points."""

    position: int
    application: Application
    decision: Decision
    order_reasons: list[dict]
    credit: Decimal = Decimal(0)
    band: str = ""

    @property
    def score(self) -> Decimal:
        return self.application.points + self.credit


def last_day(established_on: date, list_days: int) -> date:
    """The last whole day of a list: 180 days from 2025-05-01 are over with 2025-10-28. Source: the posting."""
    return established_on + timedelta(days=list_days)


def days_left(eligible_list: EligibleList, day: date) -> int:
    """How many days the list may still be used after this one; 0 on its last day, less when it is over."""
    return (eligible_list.expires_on - day).days


def order_of(decisions: list[Decision], policy: ListPolicy) -> list[Placement]:
    """The qualified by the revision's policy: the highest score first, what the policy holds equal shares a position.

    A score is the points of highly desirable factors, and veterans' credit where the policy gives it.
    Within a shared position the names stand in the order of filing, which gives no precedence.
    Source: the City's lists are not scored (Proposition C, 2010); the points plan is the posting's.
    """
    credits = credits_of([decision.application_id for decision in decisions], policy)
    scores = {
        decision.pk: decision.application.points + credits.get(decision.application_id, NO_CREDIT)
        for decision in decisions
    }
    ranked = sorted(decisions, key=lambda d: (-scores[d.pk], d.application.submitted_at, d.application_id))
    newest = evaluations_of([decision.application for decision in decisions])  # a pool may be evaluated again
    places = policy.places([scores[decision.pk] for decision in ranked])
    return [
        Placement(
            position=place,
            application=decision.application,
            decision=decision,
            order_reasons=newest.get(decision.application_id, decision.evaluation).order_reasons,
            credit=credits.get(decision.application_id, NO_CREDIT),
            band=policy.band_of(scores[decision.pk]),
        )
        for place, decision in zip(places, ranked, strict=True)
    ]


def preview(posting: Posting, policy: ListPolicy) -> list[Placement]:
    """Who a list established now would hold, or who would be added to one, in which order and why. Changes nothing."""
    return order_of(list(qualified_unlisted(posting)), policy)


def policy_of(revision: PostingRevision) -> ListPolicy:
    """What orders a list of this revision, and which names of it are sent."""
    return ListPolicy.of(revision.list_policy)


def in_force_of(posting: Posting, day: date) -> EligibleList | None:
    """The posting's list that is in force on a day of the city's calendar."""
    in_force = posting.eligible_lists.filter(established_on__lte=day, expires_on__gte=day)
    return in_force.select_related("revision").first()


def establish(*, actor: User, posting_id: int, at: datetime, seen: set[int] | None = None) -> EligibleList:
    """Place the qualified of a posting on a new list that is in force from this day of the city's calendar.

    ``seen`` holds the decisions that a preview showed. Raises NotAllowed; Refused while a list of the posting is in force, when nobody is qualified, when the
    actor is one of them, or when others are qualified now than were seen. Source: the posting, Screening process.
    """
    with transaction.atomic():
        posting = (
            Posting.objects.select_for_update(of=("self",))
            .select_related("current_revision")
            .get(pk=posting_id)
        )
        authorise(actor, "establish_list", posting)
        day = city_day(at)
        standing = in_force_of(posting, day)
        if standing is not None:
            raise Refused(
                f"A list of {posting} established on {standing.established_on:%Y-%m-%d} is in force until "
                f"{standing.expires_on:%Y-%m-%d}. Add the newly qualified to it"
                f"{', each with its own last day' if standing.by_name else ': its last day does not move'}."
            )
        decisions = _lock_qualified(actor, posting, seen)
        assert posting.current_revision is not None  # applications qualify under a published revision
        eligible_list = EligibleList.objects.create(
            posting=posting,
            revision=posting.current_revision,
            established_on=day,
            list_days=posting.current_revision.list_days,
            expires_on=last_day(day, posting.current_revision.list_days),
            by_name=list_name_days.is_by_name(posting.current_revision),
            established_by=actor,
            established_at=at,
        )
        history.record(
            actor=actor,
            verb="establish",
            subject=eligible_list,
            posting_id=posting.pk,
            facts={
                "established_on": day.isoformat(),
                "expires_on": eligible_list.expires_on.isoformat(),
                "names": len(decisions),
            },
            at=at,
        )
        _place(
            actor=actor,
            eligible_list=eligible_list,
            placements=order_of(decisions, policy_of(posting.current_revision)),
            at=at,
        )
    return eligible_list


def add_qualified(
    *, actor: User, eligible_list_id: int, at: datetime, seen: set[int] | None = None
) -> list[EligibleListEntry]:
    """Add those found qualified since to a list in force. Its last day does not move; by name, each gets its own.

    Raises NotAllowed; Refused when the list is not in force, and as ``establish`` does.
    Source: adding or removing a name never moves the list's date (City page on eligible lists).
    """
    with transaction.atomic():
        posting_id = EligibleList.objects.values_list("posting_id", flat=True).get(pk=eligible_list_id)
        posting = Posting.objects.select_for_update(of=("self",)).get(pk=posting_id)
        authorise(actor, "establish_list", posting)
        eligible_list = (
            EligibleList.objects.select_for_update(of=("self",))
            .select_related("posting", "revision")
            .get(pk=eligible_list_id)
        )
        if not eligible_list.is_in_force_on(city_day(at)):
            raise Refused(
                f"This list's last day was {eligible_list.expires_on:%Y-%m-%d}: no name can be added to it. "
                "Establish a new list of the qualified instead."
            )
        decisions = _lock_qualified(actor, posting, seen)
        placed = _place(
            actor=actor,
            eligible_list=eligible_list,
            placements=order_of(decisions, policy_of(eligible_list.revision)),
            at=at,
        )
        _renumber(eligible_list)
        list_name_days.last_through_the_names(eligible_list)
        return placed


def _lock_qualified(actor: User, posting: Posting, seen: set[int] | None) -> list[Decision]:
    decisions = list(qualified_unlisted(posting).select_for_update(of=("self", "application")))
    if not decisions:
        raise Refused(
            f"Nobody is qualified for {posting} and waiting for a list. Confirm applications first: only those that a "
            "person found qualified can be placed."
        )
    if any(decision.application.applicant_id == actor.pk for decision in decisions):
        raise Refused(
            "Your own application is among the qualified, so another analyst must place the names of this posting."
        )
    if seen is not None and seen != {decision.pk for decision in decisions}:
        raise Refused(
            "Others are qualified now than the page showed. Look at the names again, then place them."
        )
    return decisions


def _renumber(eligible_list: EligibleList) -> None:
    """Give every name its present position."""
    entries = list(eligible_list.entries.order_by("-score").only("pk", "score", "position"))
    moved = []
    for entry, place in zip(
        entries, policy_of(eligible_list.revision).places([entry.score for entry in entries]), strict=True
    ):
        if entry.position != place:
            entry.position = place
            moved.append(entry)
    EligibleListEntry.objects.bulk_update(moved, ["position"], batch_size=1000)


def _place(
    *, actor: User, eligible_list: EligibleList, placements: list[Placement], at: datetime
) -> list[EligibleListEntry]:
    """Write entries, states and history of many names at once: a pool of thousands stays one short transaction."""
    to_state = target(ApplicationState.QUALIFIED, ApplicationEvent.LIST)
    own_last_day = list_name_days.own_last_day(eligible_list, city_day(at))
    entries = EligibleListEntry.objects.bulk_create(
        EligibleListEntry(
            eligible_list=eligible_list,
            application=placement.application,
            person=placement.application.applicant,
            decision=placement.decision,
            position=placement.position,
            points=placement.application.points,
            credit=placement.credit,
            order_reasons=placement.order_reasons,
            placed_at=at,
            expires_on=own_last_day,
        )
        for placement in placements
    )
    Application.objects.filter(pk__in=[entry.application_id for entry in entries]).update(
        state=to_state, waiting_since=at
    )
    history.record_many(
        actor=actor,
        verb="place",
        lines=[
            (entry, entry.application, {"eligible_list": eligible_list.pk, "position": entry.position})
            for entry in entries
        ],
        from_state=ApplicationState.QUALIFIED,
        to_state=to_state,
        at=at,
    )
    notice.give_many(
        kind=NoticeKind.LISTED,
        to=[(entry.person, entry.application, f"entry:{entry.pk}", {"entry": entry}) for entry in entries],
        context={"eligible_list": eligible_list, **city()},
        at=at,
    )
    return entries
