"""The Customer Services Representative's requirements, and the kinds of job that people bring to it."""

from typing import Any

from postings.data_file import read_data_file, requirements_document
from postings.minimum_requirements import Requirements, Result, compile_requirements, evaluate

DOCUMENT: dict[str, Any] = requirements_document(
    read_data_file("postings/data/customer-services-representative.yaml")
)
REQUIREMENTS: Requirements = compile_requirements(DOCUMENT)
PAPER = "oca_documentation"
YES_NO = (
    "clerical",
    "high_volume_section",
    "strictly_customer_service",
    "retail_or_general_contact",
    "call_center_inbound",
    "call_center_outbound",
    "remittance_centralized_billing",
)
PRIMARY = (
    "utility_information",
    "billing_inquiries",
    "delinquent_collection",
    "service_applications",
    "technical_troubleshooting",
    "public_inquiries_complaints",
)


def make_duties(*yes: str, **others: str) -> dict[str, str]:
    """An answer to every duty: no, but for those named (yes or primary) and those given."""
    duties = dict.fromkeys((*YES_NO, *PRIMARY), "no")
    return {**duties, **{tag: "yes" if tag in YES_NO else "primary" for tag in yes}, **others}


SECTION = ("high_volume_section", "strictly_customer_service")
CLERICAL = make_duties("clerical", "strictly_customer_service")
CALL_CENTER = make_duties("clerical", *SECTION, "call_center_inbound", "call_center_outbound")
REMITTANCE = make_duties(*SECTION, "remittance_centralized_billing")
TWO_FUNCTIONS = make_duties(*SECTION, "billing_inquiries", "service_applications")
ONE_FUNCTION = make_duties("clerical", *SECTION, "billing_inquiries", service_applications="sometimes")
RETAIL = make_duties(*SECTION, "retail_or_general_contact", "public_inquiries_complaints")
RETAIL_WITH_CALLS = {**CALL_CENTER, "retail_or_general_contact": "yes"}
RETAIL_WITH_FUNCTIONS = {**TWO_FUNCTIONS, "retail_or_general_contact": "yes"}
WORK = (
    CALL_CENTER,
    CLERICAL,
    REMITTANCE,
    TWO_FUNCTIONS,
    ONE_FUNCTION,
    RETAIL,
    RETAIL_WITH_CALLS,
    RETAIL_WITH_FUNCTIONS,
)


def make_job(
    start: str | None = "2024-01-01", end: str | None = "2024-06-30", **given: Any
) -> dict[str, Any]:
    """A full-time job in a call center, outside the City, unless it is said otherwise."""
    return {
        "employer": "Sweetwater Water Authority",
        "title": "Call Center Agent",
        "start": start,
        "end": end,
        "hours_per_week": 40,
        "kind": "regular",
        "city_employee": False,
        "duties": CALL_CENTER,
        **given,
    }


def make_out_of_class(
    start: str | None = "2024-01-01", end: str | None = "2024-06-30", **given: Any
) -> dict[str, Any]:
    return make_job(start, end, kind="out_of_class", city_employee=True, **given)


def make_paper(job: int, verdict: str = "accepted", **states: Any) -> dict[str, Any]:
    paper = {"kind": PAPER, "job": job, "verdict": verdict, "via": "upload", "received_on": "2025-05-01"}
    return {**paper, "states": states} if states else paper


def make_facts(*jobs: dict[str, Any], filed_on: str = "2025-05-01", **given: Any) -> dict[str, Any]:
    """An application that types fast enough and makes no claims."""
    typing = {"net_wpm": 40, "source": "self_reported"}
    return {"id": "A1", "filed_on": filed_on, "jobs": list(jobs), "typing": typing, **given}


def judged(facts: dict[str, Any]) -> Result:
    return evaluate(REQUIREMENTS, facts, revision="customer-services-representative rev. 8")


def seen(result: Result) -> tuple[Any, ...]:
    """What the outcome of a result is to those who rely on it: outcome, reasons, and the figures of every node."""
    return result.outcome, result.reasons, result.nodes
