"""The table of allowed moves of a part of a scan. docs/states.md is generated from it."""

from typing import NamedTuple

from screening.enums_scan import ScanEvent as Event
from screening.enums_scan import ScanState as State
from screening.errors import MoveNotAllowed


class ScanMove(NamedTuple):
    from_state: State
    event: Event
    to_state: State
    because: str


SCAN_MOVES: tuple[ScanMove, ...] = (
    ScanMove(State.WAITING, Event.FILE, State.FILED, "Its cover sheet, or a person, says what it is."),
    ScanMove(
        State.WAITING,
        Event.SET_ASIDE,
        State.SET_ASIDE,
        "A person found that it is no document of an application.",
    ),
    ScanMove(State.FILED, Event.TAKE_OUT, State.SET_ASIDE, "Its applicant took it out of a draft."),
    ScanMove(State.SET_ASIDE, Event.TAKE_BACK, State.WAITING, "It came again, or a person looked again."),
)


def scan_target(state: str, event: Event) -> State:
    """The state an event leads a part of a scan to. Raises MoveNotAllowed in words."""
    for each in SCAN_MOVES:
        if (each.from_state, each.event) == (state, event):
            return each.to_state
    raise MoveNotAllowed(
        f"This is not possible any more: these pages are '{State(state).label.lower()}'. Somebody else may have been "
        "faster. Open the tray again."
    )
