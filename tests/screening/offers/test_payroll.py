"""An appointment on its way to payroll: signed, sent again until it is taken, known by its key, and taken out as a file."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from screening.domain import appointment, appointment_delivery
from screening.errors import NotAllowed, Refused
from screening.models import Appointment, AppointmentDelivery, History
from screening.webhook import signature
from tests.factories_eligible_list import make_analyst, make_user
from tests.factories_offers import LATER, accepted, complete

pytestmark = pytest.mark.django_db
SECRET = "s" * 40
Taken = list[tuple[dict[str, str], bytes]]


@contextmanager
def payroll(*answers: int) -> Iterator[tuple[str, Taken]]:
    """A server that answers so, one after another, then 200; its address and what it was sent."""
    taken: Taken = []
    left = list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append((dict(self.headers), body))
            status = left.pop(0) if left else 200
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/appointments", taken
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def appointed(pay: str = "Step A, $21.50 an hour") -> Appointment:
    made = complete(accepted(pay=pay), make_analyst())
    return appointment.appoint(
        actor=made.made_by, offer_id=made.pk, starts_on=made.starts_on, stays_on_other_lists=False, at=LATER
    )


def configured(settings: Any, url: str) -> None:
    settings.APPOINTMENT_WEBHOOK_URL, settings.APPOINTMENT_WEBHOOK_SECRET = url, SECRET


def test_an_appointment_is_sent_signed_and_once(settings: Any) -> None:
    with payroll() as (url, taken):
        configured(settings, url)
        made = appointed()
        assert [appointment_delivery.deliver_due(at=LATER) for _ in range(2)] == [1, 0]
    [(headers, body)] = taken
    assert headers["Idempotency-Key"] == f"appointment-{made.pk}"
    assert headers["Webhook-Signature"] == f"v1={signature(SECRET, headers['Webhook-Timestamp'], body)}"
    said = json.loads(body)
    assert (
        said["hireDate"],
        said["person"]["name"]["family"],
        said["deployment"]["positionOpeningId"]["value"],
    ) == (
        "2025-06-23",
        "Cole",
        "WB-2025-014",
    )
    assert History.objects.filter(verb="deliver_appointment").count() == 1


@pytest.mark.parametrize("answer", [500, 404, 302])
def test_what_is_not_taken_is_sent_again_later_under_the_same_key(settings: Any, answer: int) -> None:
    with payroll(answer) as (url, taken):
        configured(settings, url)
        appointed()
        moments = (LATER, LATER + timedelta(seconds=59), LATER + timedelta(minutes=1))
        assert [appointment_delivery.deliver_due(at=at) for at in moments] == [0, 0, 1]
    assert [headers["Idempotency-Key"] for headers, _ in taken] == [taken[0][0]["Idempotency-Key"]] * 2
    row = AppointmentDelivery.objects.get()
    assert (row.tries, row.last_error, row.delivered_at) == (2, "", moments[2])


def test_nobody_at_the_address_is_noted_and_tried_again(settings: Any) -> None:
    configured(settings, "http://127.0.0.1:9/appointments")
    appointed()
    assert appointment_delivery.deliver_due(at=LATER) == 0
    row = AppointmentDelivery.objects.get()
    assert (row.tries, "refused" in row.last_error, row.try_after) == (1, True, LATER + timedelta(minutes=1))


def test_without_an_address_nothing_is_queued() -> None:
    appointed()
    assert (AppointmentDelivery.objects.count(), appointment_delivery.deliver_due(at=LATER)) == (0, 0)


def test_the_files_hold_who_begins_where_and_no_check(client: Any) -> None:
    made = appointed(pay="=1+1")
    analyst = make_analyst()
    client.force_login(analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    asked = {"first": "2025-05-01", "last": "2025-05-31"}
    page = "/admin/screening/offer/appointments/"
    rows = list(
        csv.DictReader(io.StringIO(client.post(page, asked | {"kind": "csv"}).content.decode("utf-8-sig")))
    )
    assert [(row["Appointment"], row["Pay"], row["First day of work"]) for row in rows] == [
        (f"appointment-{made.pk}", "'=1+1", "2025-06-23")
    ]
    found = client.post(page, asked | {"kind": "json"}).content.decode()
    assert json.loads(found)[0]["documentId"]["value"] == f"appointment-{made.pk}"
    assert ("ingerprint" in found, "edical" in found) == (False, False)
    none = client.post(page, {"first": "2025-06-01", "last": "2025-06-30", "kind": "json"})
    assert json.loads(none.content) == []
    assert client.post(page, {"first": "2025-06-02", "last": "2025-06-01", "kind": "csv"}).status_code == 409


def test_only_a_supervising_analyst_takes_appointments_out_and_it_is_written_down() -> None:
    made = appointed()
    for actor in (made.appointed_by, made.offer.person, make_user("No Body")):
        with pytest.raises(NotAllowed):
            appointment_delivery.take_out(
                actor=actor, first=date(2025, 5, 1), last=date(2025, 5, 31), at=LATER
            )
    with pytest.raises(Refused):
        appointment_delivery.take_out(
            actor=make_analyst(), first=date(2025, 5, 2), last=date(2025, 5, 1), at=LATER
        )
    appointment_delivery.take_out(
        actor=make_analyst(), first=date(2025, 5, 13), last=date(2025, 5, 13), at=LATER
    )
    assert History.objects.filter(verb="take_out_appointment").count() == 1


def test_the_page_costs_the_same_for_one_and_for_many(
    client: Any, settings: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(make_analyst(), backend="allauth.account.auth_backends.AuthenticationBackend")
    configured(settings, "http://127.0.0.1:9/appointments")
    appointed()
    with django_assert_max_num_queries(6):
        assert "Not taken yet, 0 tries" in client.get("/admin/screening/offer/appointments/").content.decode()
