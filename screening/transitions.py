"""The one table of allowed moves. docs/states.md is generated from it."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from screening.enums import AccommodationEvent
from screening.enums import AccommodationState as Asked
from screening.enums import AppealState as Appeal
from screening.enums import ApplicationEvent as Event
from screening.enums import ApplicationState as State
from screening.errors import MoveNotAllowed
from screening.models import Application


class Move(NamedTuple):
    from_state: State
    event: Event
    to_state: State
    because: str


MOVES: tuple[Move, ...] = (
    Move(State.DRAFT, Event.SUBMIT, State.SUBMITTED, "The applicant certified and sent it in time."),
    Move(State.SUBMITTED, Event.EVALUATE, State.IN_REVIEW, "The machine proposes; a person decides."),
    Move(
        State.IN_REVIEW,
        Event.ASK_FOR_DOCUMENT,
        State.INCOMPLETE,
        "A paper or an answer would change the outcome.",
    ),
    Move(State.INCOMPLETE, Event.ASK_FOR_DOCUMENT, State.INCOMPLETE, "Something else is needed too."),
    Move(
        State.INCOMPLETE, Event.SUPPLEMENT, State.SUBMITTED, "What was asked for arrived, or its day passed."
    ),
    Move(
        State.IN_REVIEW,
        Event.SUPPLEMENT,
        State.SUBMITTED,
        "A document or a correction arrived, or a document was reviewed.",
    ),
    Move(
        State.SUBMITTED,
        Event.SUPPLEMENT,
        State.SUBMITTED,
        "A document or a correction arrived before the evaluation ran.",
    ),
    Move(State.IN_REVIEW, Event.QUALIFY, State.QUALIFIED, "A person found every requirement met."),
    Move(State.IN_REVIEW, Event.DISQUALIFY, State.NOT_QUALIFIED, "A person found a requirement not met."),
    Move(State.INCOMPLETE, Event.QUALIFY, State.QUALIFIED, "Qualified without the document asked for."),
    Move(State.NOT_QUALIFIED, Event.QUALIFY, State.QUALIFIED, "A person reversed the finding."),
    Move(State.QUALIFIED, Event.DISQUALIFY, State.NOT_QUALIFIED, "A person reversed the finding."),
    Move(
        State.NOT_QUALIFIED, Event.SUPPLEMENT, State.SUBMITTED, "What was missing arrived after the notice."
    ),
    Move(State.SUBMITTED, Event.WITHDRAW, State.WITHDRAWN, "The applicant withdrew before the evaluation."),
    Move(State.IN_REVIEW, Event.WITHDRAW, State.WITHDRAWN, "The applicant withdrew."),
    Move(State.INCOMPLETE, Event.WITHDRAW, State.WITHDRAWN, "The applicant withdrew."),
    Move(State.QUALIFIED, Event.WITHDRAW, State.WITHDRAWN, "The applicant withdrew before a list was made."),
    Move(State.LISTED, Event.WITHDRAW, State.WITHDRAWN, "The applicant took their name off the list."),
    Move(State.QUALIFIED, Event.LIST, State.LISTED, "Placed on the eligible list by the finding."),
)

_TABLE = {(move.from_state, move.event): move for move in MOVES}


def allowed(state: str, event: Event) -> bool:
    """Whether the table has a move for this event from this state."""
    return (State(state), event) in _TABLE


def target(state: str, event: Event) -> State:
    """The state an event leads to. Raises MoveNotAllowed in words."""
    move = _TABLE.get((State(state), event))
    if move is None:
        raise MoveNotAllowed(
            _(
                "'%(step)s' is not possible while the application is '%(state)s'. It may have changed since this page was "
                "opened: open it again to see where it stands."
            )
            % {"step": event.label, "state": State(state).label}
        )
    return move.to_state


def move(application: Application, event: Event, *, at: datetime) -> tuple[State, State]:
    """Move a locked application by the table and save it; gives the states before and after. Raises MoveNotAllowed."""
    before = State(application.state)
    after = target(before, event)
    application.state = after
    application.waiting_since = at
    application.save()
    return before, after


def take_back_withdrawal(application: Application, to: State, *, waited_since: datetime) -> State:
    """Put a locked, withdrawn application back where it was withdrawn from, with its age; gives the state before.

    Raises MoveNotAllowed.
    """
    before = State(application.state)
    if before != State.WITHDRAWN or not allowed(to, Event.WITHDRAW):
        raise MoveNotAllowed(
            _("There is no withdrawal to undo now. Open the application again to see where it stands.")
        )
    application.state, application.waiting_since = to, waited_since
    application.save()
    return before


class AccommodationMove(NamedTuple):
    from_state: Asked
    event: AccommodationEvent
    to_state: Asked
    because: str


ACCOMMODATION_MOVES: tuple[AccommodationMove, ...] = tuple(
    AccommodationMove(before, event, after, because)
    for befores, event, after, because in (
        ((Asked.WAITING, Asked.IN_TOUCH), AccommodationEvent.REPLY, Asked.IN_TOUCH, "The two work it out."),
        (
            (Asked.WAITING, Asked.IN_TOUCH, Asked.ARRANGED, Asked.NOT_ARRANGED),
            AccommodationEvent.ARRANGE,
            Asked.ARRANGED,
            "What is provided is settled, or settled anew.",
        ),
        (
            (Asked.WAITING, Asked.IN_TOUCH),
            AccommodationEvent.DECLINE,
            Asked.NOT_ARRANGED,
            "It cannot be provided; the reply says why.",
        ),
        (
            (Asked.WAITING, Asked.IN_TOUCH, Asked.ARRANGED),
            AccommodationEvent.WITHDRAW,
            Asked.WITHDRAWN,
            "The person needs it no longer.",
        ),
    )
    for before in befores
)


def accommodation_events(state: str) -> list[AccommodationEvent]:
    """What may be done with a request that stands so."""
    return [move.event for move in ACCOMMODATION_MOVES if move.from_state == state]


def accommodation_target(state: str, event: AccommodationEvent) -> Asked:
    """The state an event leads to. Raises MoveNotAllowed in words."""
    for each in ACCOMMODATION_MOVES:
        if (each.from_state, each.event) == (state, event):
            return each.to_state
    raise MoveNotAllowed(
        _("This is not possible while the request stands so: %(state)s. Open it again to see what was done.")
        % {"state": Asked(state).label}
    )


class AppealMove(NamedTuple):
    from_state: Appeal
    to_state: Appeal
    because: str


APPEAL_MOVES: tuple[AppealMove, ...] = (
    AppealMove(Appeal.OPEN, Appeal.GRANTED, "Another person found the requirement met."),
    AppealMove(Appeal.OPEN, Appeal.UPHELD, "Another person found that the finding stands."),
    AppealMove(Appeal.OPEN, Appeal.WITHDRAWN, "The applicant took it back."),
)


def end_of_appeal(state: str, to: Appeal) -> Appeal:
    """The state an appeal ends in. Raises MoveNotAllowed in words."""
    if not any(move.from_state == state and move.to_state == to for move in APPEAL_MOVES):
        raise MoveNotAllowed(
            _("This appeal has ended already: %(state)s. Open it again to see how it stands.")
            % {"state": Appeal(state).label}
        )
    return to
