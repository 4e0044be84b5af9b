"""What a verb refuses, in words for the person who asked: one family for both rooms, kept where both may read it."""

from typing import Any

from django.utils.translation import gettext as _

from postings.errors import MoveNotAllowed, NotAllowed, Refused

__all__ = ["Gone", "MoveNotAllowed", "NotAllowed", "OlderVersion", "Refused"]


class Gone(Refused):
    """What the page was about can no longer be changed there; ``page`` is the address that says what stands now."""

    def __init__(self, message: str, *, page: str) -> None:
        self.page = page
        super().__init__(message)


class OlderVersion(Refused):
    """Something was saved elsewhere since this page was opened; ``saved`` (content, version) is what stands now."""

    def __init__(self, saved: Any) -> None:
        self.saved = saved
        super().__init__(
            _(
                "This page was opened before your last save in another window, so saving it would undo that. "
                "Compare both below, then choose what to keep."
            )
        )
