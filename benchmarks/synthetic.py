"""Synthetic applicants for the Customer Services Representative posting: seeded, so the same number gives the same people.

One to six jobs each, mostly one after the other, some at the same time; some part-time, some with dates to the month,
some current, some with an answer left out, some out of class for the City, with or without the paper.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, Final

FUNCTIONS: Final = (
    "utility_information", "billing_inquiries", "delinquent_collection", "service_applications",
    "technical_troubleshooting", "public_inquiries_complaints",
)  # fmt: skip
YES_NO: Final = (
    "clerical", "high_volume_section", "strictly_customer_service", "retail_or_general_contact",
    "call_center_inbound", "call_center_outbound", "remittance_centralized_billing",
)  # fmt: skip
EMPLOYERS: Final = (
    "Sweetwater Water",
    "Harbor Freight Forwarding",
    "A-1 Cable",
    "B-2 Gas",
    "Bargain Barn",
    "County",
)
TITLES: Final = (
    "Call Center Agent",
    "Office Clerk",
    "Billing Clerk",
    "Cashier",
    "Intake Clerk",
    "Customer Care Agent",
)
HOURS: Final = (*[40] * 13, 20, 20, 24, 25, 30, 37.5, 45)


def applicants(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Facts of so many applicants."""
    dice = Random(seed)
    for number in range(count):
        yield _applicant(dice, number)


def _applicant(dice: Random, number: int) -> dict[str, Any]:
    filed = date(2025, 4, 18) + timedelta(days=dice.randrange(180))
    jobs: list[dict[str, Any]] = []
    begin = date(2012, 1, 1) + timedelta(days=dice.randrange(3000))
    for _ in range(dice.randint(1, 6)):
        end = begin + timedelta(days=dice.randrange(60, 1200))
        jobs.append(_job(dice, begin, end, filed))
        begin = end + timedelta(days=dice.randrange(-90, 300))
    documents = [
        {
            "kind": "oca_documentation",
            "job": index,
            "received_on": filed.isoformat(),
            "via": "upload",
            "verdict": verdict,
        }
        for index, job in enumerate(jobs)
        if job["kind"] == "out_of_class"
        and (verdict := dice.choice(("accepted", "unreviewed", "rejected", "")))
    ]
    facts: dict[str, Any] = {
        "id": f"S{number:07}", "filed_on": filed.isoformat(), "jobs": jobs, "documents": documents,
        "answers": {"option": dice.choice(("option_1", "option_2", "option_3")), "out_of_class_used": "no"},
    }  # fmt: skip
    if dice.random() > 0.05:
        facts["typing"] = {"net_wpm": dice.randrange(20, 90), "source": "self_reported"}
    return facts


def _job(dice: Random, begin: date, end: date, filed: date) -> dict[str, Any]:
    months_only = dice.random() < 0.1
    shown = 7 if months_only else 10
    out_of_class = dice.random() < 0.05
    return {
        "employer": dice.choice(EMPLOYERS),
        "title": dice.choice(TITLES),
        "start": begin.isoformat()[:shown],
        "end": None if end >= filed else end.isoformat()[:shown],
        "hours_per_week": dice.choice(HOURS),
        "kind": "out_of_class" if out_of_class else "regular",
        "city_employee": out_of_class or dice.random() < 0.1,
        "duties": _duties(dice),
    }


def _duties(dice: Random) -> dict[str, str]:
    if dice.random() < 0.5:
        kind = dice.randrange(4)
        customer = kind > 0
        duties = dict.fromkeys(YES_NO, "no") | dict.fromkeys(FUNCTIONS, "no") | {"clerical": "yes"}
        if customer:
            duties |= {"high_volume_section": "yes", "strictly_customer_service": "yes"}
        if kind == 1:
            duties |= {"call_center_inbound": "yes", "call_center_outbound": "yes"}
        if kind == 2:
            duties |= {"remittance_centralized_billing": "yes"}
        if kind == 3:
            duties |= dict.fromkeys(dice.sample(FUNCTIONS, 2), "primary")
    else:
        duties = {tag: dice.choice(("yes", "no")) for tag in YES_NO}
        duties |= {tag: dice.choice(("primary", "sometimes", "no", "no")) for tag in FUNCTIONS}
    if dice.random() < 0.05:
        duties.pop(dice.choice(tuple(duties)))
    return duties
