"""The letters of the sign-in as they arrive: the worker's part is done here, then the outbox is read."""

from django.core import mail
from django.core.mail import EmailMessage

from screening.city_time import now
from screening.domain import letter


def letters() -> list[EmailMessage]:
    """Everything that was mailed so far, with the letters that were waiting."""
    letter.send_due(at=now())
    return mail.outbox
