"""The tables of allowed moves of an offer and of the Fair Chance steps. docs/states.md is generated from them."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from screening.errors import MoveNotAllowed
from screening.offer_enums import FairChance as Step
from screening.offer_enums import OfferEvent as Event
from screening.offer_enums import OfferState as State


class OfferMove(NamedTuple):
    from_state: State
    event: Event
    to_state: State
    because: str


OFFER_MOVES: tuple[OfferMove, ...] = (
    OfferMove(State.MADE, Event.ACCEPT, State.ACCEPTED, "The person signed it in time."),
    OfferMove(State.MADE, Event.DECLINE, State.DECLINED, "The person does not want the position."),
    OfferMove(State.MADE, Event.LAPSE, State.LAPSED, "Its last day passed without an answer."),
    OfferMove(State.MADE, Event.WITHDRAW, State.WITHDRAWN, "The department took it back."),
    OfferMove(State.ACCEPTED, Event.DECLINE, State.DECLINED, "The person thought better of it."),
    OfferMove(
        State.ACCEPTED, Event.WITHDRAW, State.WITHDRAWN, "A check failed, or the position is not filled."
    ),
    OfferMove(State.ACCEPTED, Event.APPOINT, State.APPOINTED, "Every check is complete."),
)


def offer_target(state: str, event: Event) -> State:
    """The state an event leads an offer to. Raises MoveNotAllowed in words."""
    for each in OFFER_MOVES:
        if (each.from_state, each.event) == (state, event):
            return each.to_state
    raise MoveNotAllowed(
        _("This is not possible while the offer stands so: %(state)s. Open it again to see where it is.")
        % {"state": State(state).label}
    )


class FairChanceMove(NamedTuple):
    """Which step may follow which; ``None``: no step was taken yet."""

    after: Step | None
    to: Step
    because: str


FAIR_CHANCE_MOVES: tuple[FairChanceMove, ...] = (
    FairChanceMove(None, Step.NO_BEARING, "The individual assessment found no direct relation to the job."),
    FairChanceMove(None, Step.BEARING, "The individual assessment found a direct relation to the job."),
    FairChanceMove(
        Step.BEARING, Step.PRELIMINARY, "The person gets the notice and the report, and may answer."
    ),
    FairChanceMove(Step.BEARING, Step.CLEARED, "The City thought better of it before any notice."),
    *(
        FairChanceMove(before, Step.ANSWERED, "What the person sent must be weighed.")
        for before in (Step.PRELIMINARY, Step.DISPUTED)
    ),
    *(
        FairChanceMove(before, Step.DISPUTED, "The person has five more business days.")
        for before in (Step.PRELIMINARY, Step.ANSWERED)
    ),
    *(
        FairChanceMove(before, to, because)
        for before in (Step.PRELIMINARY, Step.DISPUTED, Step.ANSWERED)
        for to, because in (
            (Step.CLEARED, "Weighed again, the offer stands."),
            (Step.FINAL, "The days to answer have passed, and what came was weighed."),
        )
    ),
)
ENDS_FAIR_CHANCE = (Step.NO_BEARING, Step.CLEARED, Step.FINAL)


def steps_after(last: str | None) -> tuple[Step, ...]:
    """The steps that may follow, in the order of the table."""
    return tuple(dict.fromkeys(move.to for move in FAIR_CHANCE_MOVES if move.after == (last or None)))
