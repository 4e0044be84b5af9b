"""What the engine refuses, and in which words: what is wrong, where, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass


class FactsError(ValueError):
    """The facts cannot be read. ``path`` names the place (``jobs[2].start``), ``mend`` what to do."""

    def __init__(self, path: str, what: str, mend: str) -> None:
        self.path, self.what, self.mend = path, what, mend
        super().__init__(f"{path}: {what} {mend}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a requirements document, the path of its node, and what would mend it."""

    path: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what} {self.mend}"


class RequirementsError(ValueError):
    """The requirements cannot be used; ``problems`` holds all that was found, in the document's order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
