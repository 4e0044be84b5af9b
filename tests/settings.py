"""The project's settings against the servers of this test session."""

from services.throwaway import announce

announce()

from screening.settings import *  # noqa: E402, F403
