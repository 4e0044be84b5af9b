"""The table of what may be recorded of a referred name after what."""

from typing import NamedTuple

from screening.enums import DispositionKind as Disposition


class DispositionMove(NamedTuple):
    """What may be recorded of a referred name after what; ``None``: nothing was recorded yet."""

    after: Disposition | None
    to: Disposition
    because: str


def _moves(after: Disposition | None, **to: str) -> tuple[DispositionMove, ...]:
    return tuple(DispositionMove(after, Disposition(kind), because) for kind, because in to.items())


DISPOSITION_MOVES: tuple[DispositionMove, ...] = (
    *_moves(
        None,
        unfilled="The vacancy was cancelled.",
        contacted="The department reached out.",
        no_reply="The person was written to or called and did not answer.",
        declined="The person does not want this interview.",
        interview_set="A day was agreed on.",
        withdrew="The person is no longer available.",
        not_selected="The positions were filled before this name was reached.",
    ),
    *_moves(
        Disposition.CONTACTED,
        unfilled="The vacancy was cancelled.",
        no_reply="No answer came.",
        declined="The person does not want this interview.",
        interview_set="A day was agreed on.",
        withdrew="The person is no longer available.",
        not_selected="The positions were filled before this name was interviewed.",
    ),
    *_moves(
        Disposition.NO_REPLY,
        contacted="An answer came after all.",
        declined="An answer came after all.",
        interview_set="An answer came after all.",
        withdrew="An answer came after all.",
    ),
    *_moves(
        Disposition.DECLINED,
        contacted="The person thought better of it, or it was recorded by mistake.",
        interview_set="The person thought better of it.",
    ),
    *_moves(
        Disposition.INTERVIEW_SET,
        unfilled="The vacancy was cancelled.",
        contacted="The day must be agreed on again.",
        declined="The person does not want this interview.",
        no_show="The person did not come.",
        interviewed="The interview took place.",
        withdrew="The person is no longer available.",
        not_selected="The positions were filled before the interview.",
    ),
    *_moves(
        Disposition.NO_SHOW,
        interview_set="There was a good reason: another day was agreed on.",
        interviewed="It was recorded by mistake: the interview took place.",
        withdrew="The person is no longer available.",
        not_selected="The department decided.",
    ),
    *_moves(
        Disposition.INTERVIEWED,
        unfilled="The vacancy was cancelled.",
        no_show="It was recorded by mistake: the person did not come.",
        selected="The department decided.",
        not_selected="The department decided.",
        withdrew="The person is no longer available.",
    ),
    *_moves(
        Disposition.SELECTED,
        declined="The person does not take the position: the selection ends.",
        withdrew="The person is no longer available: the selection ends.",
        unfilled="The vacancy was cancelled: the selection ends.",
        not_selected="The department decided otherwise: the selection ends.",
    ),
    *_moves(
        Disposition.NOT_SELECTED,
        contacted="A position is free again, and the person had not been interviewed.",
        interviewed="A position is free again, or it was recorded by mistake.",
        withdrew="The person is no longer available.",
    ),
    *_moves(
        Disposition.WITHDREW,
        contacted="The person is available again, or it was recorded by mistake.",
        interviewed="It was recorded by mistake after the interview.",
    ),
)
FINAL_DISPOSITIONS = frozenset(
    {
        Disposition.NO_REPLY,
        Disposition.DECLINED,
        Disposition.NO_SHOW,
        Disposition.SELECTED,
        Disposition.NOT_SELECTED,
        Disposition.WITHDREW,
        Disposition.UNFILLED,
    }
)

SHOWS_THE_NAME = frozenset(
    {Disposition.INTERVIEW_SET, Disposition.NO_SHOW, Disposition.INTERVIEWED, Disposition.SELECTED}
)
"""From one of these on a name of a blind list is known to whoever hires."""

BY_CANCELLING_ALONE = frozenset({Disposition.UNFILLED})
"""What nobody records of one name by hand: the end of the vacancy writes it."""


def dispositions_after(last: str | None) -> tuple[Disposition, ...]:
    """What may be recorded next of a referred name, in the order of the table."""
    return tuple(
        move.to
        for move in DISPOSITION_MOVES
        if move.after == (last or None) and move.to not in BY_CANCELLING_ALONE
    )
