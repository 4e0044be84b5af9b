"""Who may change a posting is answered by those appointed, and by nobody's leave it stays shut."""

from datetime import UTC, datetime
from typing import Any

import pytest

from postings import authority
from postings.errors import NotAllowed
from postings.models import Posting

AT = datetime(2026, 11, 22, 20, tzinfo=UTC)


@pytest.fixture
def nobody_appointed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authority, "_appointed", None)


@pytest.mark.usefixtures("nobody_appointed")
def test_until_somebody_is_appointed_no_person_may_do_anything() -> None:
    with pytest.raises(NotAllowed):
        authority.authorise(object(), "publish_revision", Posting())  # type: ignore[arg-type]


@pytest.mark.usefixtures("nobody_appointed")
def test_nothing_happens_that_would_be_written_down_nowhere() -> None:
    with pytest.raises(NotAllowed):
        authority.record(actor=None, verb="cancel_posting", subject=Posting(), at=AT, posting_id=1)


@pytest.mark.usefixtures("nobody_appointed")
def test_those_appointed_are_asked_and_told() -> None:
    asked: list[Any] = []
    authority.appoint(
        authorise=lambda *question: asked.append(question), record=lambda **line: asked.append(line["verb"])
    )
    posting = Posting()
    person: Any = object()
    authority.authorise(person, "publish_revision", posting)
    authority.record(actor=person, verb="publish_revision", subject=posting, at=AT, posting_id=1)
    assert asked == [(person, "publish_revision", posting), "publish_revision"]


def test_the_running_program_has_appointed_its_permissions_and_its_history() -> None:
    from screening.domain import history
    from screening.permissions import authorise

    assert authority._appointed == (authorise, history.record)
