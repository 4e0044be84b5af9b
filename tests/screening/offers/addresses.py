"""The addresses of offers, an example of each, and who may open it; and an offer that was accepted."""

from typing import Any

from screening.city_time import now
from screening.enums import DispositionKind as Kind
from screening.models import InterviewList, User
from tests.factories_hiring import record
from tests.factories_offers import accept, make_offer
from tests.screening.addresses import DECIDE, EVERYONE, HIRE, HIRE_READ, POOLS, REVIEW

HIRED = frozenset({"hired"})
_OWN = "applications/{hired}/offers/{job}/"
_ADMIN = "admin/screening/offer/{job}/"
OFFERS: dict[str, tuple[str, frozenset[str]]] = {
    "applications/<int:pk>/removals/<int:removal_pk>/": ("applications/{hired}/removals/{removal}/", HIRED),
    "applications/<int:pk>/offers/<int:offer_pk>/": (_OWN, HIRED),
    "applications/<int:pk>/offers/<int:offer_pk>/decline/": (f"{_OWN}decline/", EVERYONE),
    "applications/<int:pk>/offers/<int:offer_pk>/letter/": (f"{_OWN}letter/", HIRED),
    "applications/<int:pk>/offers/<int:offer_pk>/checks/<int:check_pk>/dispute/": (
        f"{_OWN}checks/{{check}}/dispute/",
        EVERYONE,
    ),
    "hiring/referrals/<int:pk>/offer/": ("hiring/referrals/{referral}/offer/", HIRE),
    "hiring/offers/<int:pk>/": ("hiring/offers/{job}/", HIRE_READ),
    "hiring/offers/<int:pk>/letter/": ("hiring/offers/{job}/letter/", HIRE_READ),
    "hiring/offers/<int:pk>/take-back/": ("hiring/offers/{job}/take-back/", EVERYONE),
    "hiring/offers/<int:pk>/appoint/": ("hiring/offers/{job}/appoint/", EVERYONE),
    "admin/screening/offer/": ("admin/screening/offer/", POOLS),
    "admin/screening/offer/reports/": ("admin/screening/offer/reports/", POOLS),
    "admin/screening/offer/reports/<slug:report>/<slug:kind>/": (
        "admin/screening/offer/reports/use/csv/",
        POOLS,
    ),
    "admin/screening/offer/appointments/": ("admin/screening/offer/appointments/", frozenset({"supervisor"})),
    "admin/screening/offer/<int:object_id>/change/": (f"{_ADMIN}change/", REVIEW),
    "admin/screening/offer/<int:object_id>/take-back/": (f"{_ADMIN}take-back/", DECIDE),
    "admin/screening/offer/<int:object_id>/checks/<int:check_id>/result/": (
        f"{_ADMIN}checks/{{check}}/result/",
        DECIDE,
    ),
    "admin/screening/offer/<int:object_id>/checks/<int:check_id>/step/": (
        f"{_ADMIN}checks/{{check}}/step/",
        DECIDE,
    ),
}


def offer_a_position(issued: InterviewList) -> tuple[dict[str, Any], User]:
    """An offer that the last name of the list accepted: its numbers, and who that is."""
    referral = issued.referrals.select_related("entry__person", "entry__application").order_by("-order")[0]
    name, manager = referral.entry.application.name, issued.issued_by
    record(manager, issued, name, Kind.INTERVIEW_SET, Kind.INTERVIEWED, Kind.SELECTED, at=now())
    offer = make_offer(issued, name, at=now())
    accept(offer, at=now())
    numbers = {"job": offer.pk, "hired": referral.entry.application_id, "check": offer.checks.latest("pk").pk}
    return numbers, referral.entry.person
