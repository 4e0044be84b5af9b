"""Plain makers of facts and requirements for tests of the engine."""

from functools import cache
from pathlib import Path
from typing import Any

from postings.data_file import read_data_file, requirements_document
from postings.minimum_requirements import Requirements, Result, compile_requirements, evaluate

DATA = Path(__file__).parents[3] / "postings" / "data"
FILED_ON = "2025-05-01"

QUESTIONS: list[dict[str, Any]] = [
    {"slug": "citizen", "kind": "yes_no", "text": "Citizen?"},
    {"slug": "months", "kind": "number", "text": "Months?"},
    {
        "slug": "option",
        "kind": "one",
        "text": "Option?",
        "choices": [{"value": v, "label": v} for v in ("a", "b", "c")],
    },
    {
        "slug": "systems",
        "kind": "several",
        "text": "Systems?",
        "choices": [{"value": v, "label": v} for v in ("x", "y")],
    },
    {"slug": "since", "kind": "date", "text": "Since?"},
    {"slug": "words", "kind": "text", "text": "Words?"},
]
DUTIES: list[dict[str, Any]] = [
    {"tag": "clerical", "scale": "yes_no", "label": "clerical work"},
    {"tag": "calls", "scale": "yes_no", "label": "calls"},
    {"tag": "billing", "scale": "primary", "label": "billing"},
    {"tag": "service", "scale": "primary", "label": "service"},
    {"tag": "complaints", "scale": "primary", "label": "complaints"},
]
DOCUMENTS: list[dict[str, Any]] = [
    {"slug": "proof", "label": "Proof"},
    {"slug": "transcript", "label": "Transcript"},
]


def make_document(tree: Any, **changes: Any) -> dict[str, Any]:
    """A requirements document with a small vocabulary of every kind."""
    vocabulary = {"duties": DUTIES, "questions": QUESTIONS, "documents": DOCUMENTS}
    return {**vocabulary, "tree": tree, **changes}


def make_requirements(tree: Any, **changes: Any) -> Requirements:
    return compile_requirements(make_document(tree, **changes))


def make_job(
    start: str = "2023-01-01", end: str | None = "2023-12-31", hours: Any = 40, **changes: Any
) -> dict[str, Any]:
    """A regular full-time year of clerical work for another employer."""
    return {
        "employer": "Harbor Freight",
        "title": "Clerk",
        "start": start,
        "end": end,
        "hours_per_week": hours,
        "kind": "regular",
        "city_employee": False,
        "duties": {"clerical": "yes"},
        **changes,
    }


def make_facts(*jobs: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"id": "T1", "filed_on": FILED_ON, "jobs": list(jobs), **changes}


def judge(tree: Any, facts: dict[str, Any], *, closing_on: Any = None, **changes: Any) -> Result:
    """The result of a tree over the small vocabulary."""
    return evaluate(make_requirements(tree, **changes), facts, revision="test", closing_on=closing_on)


def clerical(months: int = 12, **changes: Any) -> dict[str, Any]:
    """An experience of clerical work under the id ``work``."""
    return {"id": "work", "experience": {"months": months, "where": {"duty": "clerical"}, **changes}}


def counted(result: Result, node: str = "work") -> tuple[str, float, float]:
    """Outcome, least and most days of an experience."""
    found = result.nodes[node]
    return found["outcome"], found["least_days"], found["most_days"]


@cache
def posting(slug: str) -> tuple[dict[str, Any], Requirements]:
    """The data file of a posting and its compiled requirements."""
    data = read_data_file(DATA / f"{slug}.yaml")
    return data, compile_requirements(requirements_document(data))


CSR = "customer-services-representative"
SLUGS = (CSR, "bus-driver", "database-administrator")

CUSTOMER_SERVICE = {
    "clerical": "yes", "high_volume_section": "yes", "strictly_customer_service": "yes",
    "retail_or_general_contact": "no", "call_center_inbound": "yes", "call_center_outbound": "yes",
    "remittance_centralized_billing": "no", "utility_information": "no", "billing_inquiries": "no",
    "delinquent_collection": "no", "service_applications": "no", "technical_troubleshooting": "no",
    "public_inquiries_complaints": "no",
}  # fmt: skip
