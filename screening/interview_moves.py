"""The table of allowed moves of an offered interview. docs/states.md is generated from it."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from screening.enums import InterviewOfferEvent as Event
from screening.enums import InterviewOfferState as State
from screening.errors import MoveNotAllowed


class InterviewMove(NamedTuple):
    from_state: State
    event: Event
    to_state: State
    because: str


INTERVIEW_MOVES: tuple[InterviewMove, ...] = (
    InterviewMove(State.OFFERED, Event.CHOOSE, State.SET, "The candidate chose a time."),
    InterviewMove(State.SET, Event.CHOOSE, State.SET, "The candidate changed to another time."),
    InterviewMove(State.NO, Event.CHOOSE, State.SET, "The candidate thought better of it."),
    InterviewMove(State.OFFERED, Event.SAY_NO, State.NO, "The candidate does not want this interview."),
    InterviewMove(State.SET, Event.SAY_NO, State.NO, "The candidate canceled before the cut-off."),
    InterviewMove(
        State.SET, Event.CALL_OFF, State.OFFERED, "The department called the time off; another can be chosen."
    ),
    InterviewMove(State.OFFERED, Event.FINISH, State.DONE, "A final disposition was recorded first."),
    InterviewMove(
        State.SET, Event.FINISH, State.DONE, "A final disposition was recorded before the interview."
    ),
    InterviewMove(
        State.DONE, Event.REOPEN, State.OFFERED, "The disposition was corrected: a time can be chosen."
    ),
)


def interview_target(state: str, event: Event) -> State:
    """The state an event leads an offered interview to. Raises MoveNotAllowed in words."""
    for each in INTERVIEW_MOVES:
        if (each.from_state, each.event) == (state, event):
            return each.to_state
    raise MoveNotAllowed(
        _("This is not possible while the interview stands so: %(state)s. Open it again to see where it is.")
        % {"state": State(state).label}
    )
