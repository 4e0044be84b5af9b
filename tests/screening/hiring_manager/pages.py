"""What the tests of the pages read of an answer."""

from datetime import UTC, datetime


def move_to(time_machine, client, manager, *instant):
    """Another day, signed in anew: a session ends after twelve hours."""
    time_machine.move_to(datetime(*instant, tzinfo=UTC), tick=False)
    client.force_login(manager)


def text(response):
    return " ".join(response.content.decode().split())


def messages_of(response):
    return [str(message) for message in response.context["messages"]]
