"""Who may look at postings and change them, as said by the room that knows people."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import QuerySet

from postings.models import Posting


class Door(NamedTuple):
    """``may_look(user)``; ``postings_for(user)``: the rows; ``may(user, verb, posting)``: whether a button is shown.

    The verbs authorise on their own; a button that is not shown is a courtesy.
    """

    may_look: Callable[[Any], bool]
    postings_for: Callable[[Any], QuerySet[Posting]]
    may: Callable[[Any, str, Any], bool]
