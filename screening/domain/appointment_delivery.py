"""Appointments on their way to payroll: queued with the appointment, sent by the worker, tried again until they are taken."""

import json
import logging
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from screening import webhook
from screening.appointment_files import as_document, number
from screening.city_time import end_of_day
from screening.domain import history
from screening.domain.offer_queries import appointments
from screening.domain.outgoing import postpone
from screening.doorbell import ring
from screening.errors import Refused
from screening.models import Appointment, AppointmentDelivery, User
from screening.permissions import authorise

log = logging.getLogger(__name__)
WAIT_AFTER_FAILURE = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
)


def queue(appointment: Appointment, *, at: datetime) -> AppointmentDelivery | None:
    """Note within the appointment's transaction that payroll is to get it; None where no address is configured."""
    if not settings.APPOINTMENT_WEBHOOK_URL:
        return None
    made = AppointmentDelivery.objects.create(appointment=appointment, try_after=at)
    ring("screening.tasks.deliver_appointments")
    return made


def take_out(*, actor: User, first: date, last: date, at: datetime) -> list[Appointment]:
    """The appointments made on these days of the city's calendar, for a file; that they were taken out is written down.

    Raises NotAllowed; Refused where the days are the wrong way round.
    """
    authorise(actor, "take_out_appointments")
    if last < first:
        raise Refused("The last day is before the first. Check the days.")
    rows = list(
        appointments().filter(
            appointed_at__gt=end_of_day(first - timedelta(days=1)), appointed_at__lte=end_of_day(last)
        )
    )
    for row in rows:
        history.record(
            actor=actor,
            verb="take_out_appointment",
            subject=row,
            application=row.offer.selection.referral.entry.application,
            at=at,
        )
    return rows


def deliver_due(*, at: datetime, limit: int = 50) -> int:
    """Send what is due, each under its row lock; how many were taken. A second worker skips what this one holds.

    Killed between payroll's answer and our mark, one is sent again under the same key, which payroll knows.
    """
    if not settings.APPOINTMENT_WEBHOOK_URL:
        return 0
    taken = 0
    for _ in range(limit):
        outcome = _deliver_next(at)
        if outcome is None:
            break
        taken += outcome
    return taken


def _deliver_next(at: datetime) -> bool | None:
    with transaction.atomic():
        row = (
            AppointmentDelivery.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(delivered_at__isnull=True, try_after__lte=at)
            .order_by("try_after", "pk")
            .first()
        )
        if row is None:
            return None
        appointment = appointments().get(pk=row.appointment_id)
        try:
            webhook.post(
                settings.APPOINTMENT_WEBHOOK_URL,
                json.dumps(as_document(appointment), ensure_ascii=False, sort_keys=True).encode(),
                secret=settings.APPOINTMENT_WEBHOOK_SECRET,
                key=number(appointment),
                sent_at=at.isoformat(),
            )
        except webhook.NotTaken as error:
            postpone(row, str(error)[:200], at=at, waits=WAIT_AFTER_FAILURE)
            log.warning(
                "appointment %s was not taken (%s), again after %s", appointment.pk, error, row.try_after
            )
            return False
        row.tries, row.delivered_at, row.last_error = row.tries + 1, at, ""
        row.save(update_fields=["tries", "last_error", "delivered_at"])
        history.record(
            actor=None,
            verb="deliver_appointment",
            subject=appointment,
            application=appointment.offer.selection.referral.entry.application,
            facts={"tries": row.tries},
            at=at,
        )
    return True
