"""An appointment as payroll takes it: HR Open-shaped JSON, and the same as columns. No check and no result is ever in it."""

import json
from collections.abc import Iterable
from typing import Any

from screening.city import city
from screening.city_time import city_day
from screening.models import Appointment
from screening.models.contact import FIELDS

COLUMNS = (
    "Appointment", "First day of work", "Appointed on", "Given names", "Family names", "E-mail", "Phone", "Address",
    "Address line 2", "City", "State", "Postal code", "Class", "Class title", "Department", "Department name",
    "Requisition", "Location", "Pay", "Offer accepted on", "Receipt",
)  # fmt: skip


def number(appointment: Appointment) -> str:
    """What names an appointment in every system, the same each time it is sent."""
    return f"appointment-{appointment.pk}"


def as_document(appointment: Appointment) -> dict[str, Any]:
    """The appointment in the shape of HR Open's hire: who, into which position, from when; names as HR Open spells them."""
    offer = appointment.offer
    vacancy, application = offer.vacancy, offer.selection.referral.entry.application
    who = _who(appointment)
    return {
        "documentId": {"value": number(appointment), "schemeAgencyId": city()["CITY_NAME"]},
        "creationDateTime": appointment.appointed_at.isoformat(),
        "hireDate": appointment.starts_on.isoformat(),
        "person": {
            "name": {
                "given": who["given_names"],
                "family": who["family_names"],
                "formattedName": application.name,
            },
            "communication": {
                "email": [{"address": who["email"]}] if who["email"] else [],
                "phone": [{"formattedNumber": who["phone"]}] if who["phone"] else [],
                "address": [
                    {
                        "line": [line for line in (who["address1"], who["address2"]) if line],
                        "city": who["city"],
                        "countrySubdivisions": [{"type": "state", "value": who["state"]}]
                        if who["state"]
                        else [],
                        "postalCode": who["postal_code"],
                    }
                ]
                if who["address1"]
                else [],
            },
        },
        "application": {"id": {"value": application.receipt}},
        "deployment": {
            "positionTitle": vacancy.job_class.title,
            "jobClass": {"code": vacancy.job_class.slug, "name": vacancy.job_class.title},
            "organization": {"id": {"value": vacancy.department.slug}, "name": vacancy.department.name},
            "positionOpeningId": {"value": vacancy.requisition},
            "workLocation": vacancy.location,
            "startDate": appointment.starts_on.isoformat(),
        },
        "remuneration": {"description": offer.pay},
        "offer": {"acceptedDate": city_day(offer.answered_at).isoformat() if offer.answered_at else None},
    }


def to_json(appointments: Iterable[Appointment]) -> bytes:
    """A list of documents, UTF-8."""
    return json.dumps([as_document(one) for one in appointments], ensure_ascii=False, indent=1).encode()


def row_of(appointment: Appointment) -> list[str]:
    """One row under ``COLUMNS``."""
    offer, who = appointment.offer, _who(appointment)
    vacancy, application = offer.vacancy, offer.selection.referral.entry.application
    return [
        number(appointment),
        appointment.starts_on.isoformat(),
        city_day(appointment.appointed_at).isoformat(),
        who["given_names"] or application.name,
        *(who[name] for name in FIELDS[1:]),
        vacancy.job_class.slug,
        str(vacancy.job_class.title),
        vacancy.department.slug,
        vacancy.department.name,
        vacancy.requisition,
        vacancy.location,
        offer.pay,
        city_day(offer.answered_at).isoformat() if offer.answered_at else "",
        application.receipt or "",
    ]


def _who(appointment: Appointment) -> dict[str, str]:
    """How the person is reached now; before the first save what the account says."""
    person = appointment.offer.person
    kept = getattr(person, "contact_details", None)
    if kept is not None:
        return {name: getattr(kept, name) for name in FIELDS}
    known = {"given_names": person.first_name, "family_names": person.last_name, "email": person.email}
    return {name: known.get(name, "") for name in FIELDS}
