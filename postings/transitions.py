"""The one table of allowed moves of a posting."""

from typing import NamedTuple

from postings.enums import PostingEvent as Event
from postings.enums import PostingState as State
from postings.errors import MoveNotAllowed
from postings.models import Posting


class Move(NamedTuple):
    from_state: State
    event: Event
    to_state: State
    because: str


MOVES: tuple[Move, ...] = (
    Move(State.DRAFT, Event.PUBLISH, State.PUBLISHED, "Its first revision was published."),
    Move(State.PUBLISHED, Event.PUBLISH, State.PUBLISHED, "Its next revision was published."),
    Move(State.PUBLISHED, Event.CLOSE, State.CLOSED, "Its closing instant has passed."),
    Move(State.PUBLISHED, Event.CANCEL, State.CANCELLED, "The recruitment was called off."),
    Move(State.CLOSED, Event.CANCEL, State.CANCELLED, "The recruitment was called off after it had closed."),
)

_TABLE = {(move.from_state, move.event): move for move in MOVES}

_REFUSALS = {
    Event.PUBLISH: "No revision can be published any more. Load it as a new posting, under a slug of its own.",
    Event.CLOSE: "Only a published posting can be closed.",
    Event.CANCEL: "Only a posting that was published can be cancelled.",
}


def allowed(state: str, event: Event) -> bool:
    """Whether the table has a move for this event from this state."""
    return (State(state), event) in _TABLE


def move(posting: Posting, event: Event) -> Move:
    """Set the posting's new state, unsaved. Raises MoveNotAllowed in words."""
    found = _TABLE.get((State(posting.state), event))
    if found is None:
        word = State(posting.state).label.lower()
        raise MoveNotAllowed(f"{posting.title} is {word}. {_REFUSALS[event]}")
    posting.state = found.to_state
    return found
