"""The moves of a posting, and the page that prints them."""

from pathlib import Path

import pytest
from django.conf import settings

from postings.enums import PostingEvent, PostingState
from postings.errors import MoveNotAllowed
from postings.models import Posting
from postings.transitions import MOVES, allowed, move


@pytest.mark.parametrize("event", list(PostingEvent))
@pytest.mark.parametrize("state", list(PostingState))
def test_only_the_moves_of_the_table_are_made(state: PostingState, event: PostingEvent) -> None:
    posting = Posting(title="Clerk", state=state)
    [to_state] = [each.to_state for each in MOVES if (each.from_state, each.event) == (state, event)] or [
        None
    ]
    assert allowed(state, event) is (to_state is not None)
    if to_state is None:
        with pytest.raises(MoveNotAllowed, match=f"Clerk is {state.label.lower()}."):
            move(posting, event)
        assert posting.state == state
    else:
        assert move(posting, event).to_state == posting.state == to_state


def test_the_page_about_postings_prints_the_table() -> None:
    page = Path(settings.BASE_DIR / "docs/posting.md").read_text(encoding="utf-8")
    rows = [f"| {each.from_state} | {each.event} | {each.to_state} | {each.because} |" for each in MOVES]
    printed = [
        line for line in page.splitlines() if line.startswith(("| draft |", "| published |", "| closed |"))
    ]
    assert printed == rows
