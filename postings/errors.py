"""What a verb refuses, in words for the person who asked."""


class NotAllowed(Exception):
    """What is asked for is not this person's: answered with 404, so that nothing is learnt from it."""


class Refused(Exception):
    """A verb refuses: the message says what is wrong, why, and what to do next."""


class MoveNotAllowed(Refused):
    """The table of transitions has no such move."""


class FileRefused(Refused):
    """A posting's data file cannot be loaded; ``problems`` holds one sentence each."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class NotPublishable(Refused):
    """A revision cannot be published yet; ``problems`` holds one sentence each, with what to do."""

    def __init__(self, label: str, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join([f"{label} cannot be published yet:", *problems]))
