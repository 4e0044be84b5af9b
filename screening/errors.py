"""What a verb refuses, in words for the person who asked: one family for both rooms, kept where both may read it."""

from postings.errors import MoveNotAllowed, NotAllowed, Refused

__all__ = ["MoveNotAllowed", "NotAllowed", "Refused"]
