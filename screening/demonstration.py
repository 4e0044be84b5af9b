"""A demonstration city: its staff, and people who apply with histories of every kind. All of it is made up."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from screening.enums import Role

PASSWORD = "demonstration only"  # noqa: S105  (printed at every start; never made in production)
DOMAIN = "example.org"


class Staff(NamedTuple):
    email: str
    given: str
    family: str
    role: Role
    door: str


STAFF = (
    Staff(f"analyst@{DOMAIN}", "Ana", "Reyes", Role.ANALYST, "/admin/"),
    Staff(f"supervisor@{DOMAIN}", "Samuel", "Okafor", Role.SUPERVISING_ANALYST, "/admin/"),
    Staff(f"manager@{DOMAIN}", "Maria", "Lopez", Role.HIRING_MANAGER, "/hiring/"),
    Staff(f"panel@{DOMAIN}", "Paul", "Ferreira", Role.PANEL_MEMBER, "/interviews/"),
    Staff(f"auditor@{DOMAIN}", "Audrey", "Lindqvist", Role.AUDITOR, "/admin/"),
    Staff(f"accounts@{DOMAIN}", "Ade", "Nwosu", Role.SYSTEM_ADMINISTRATOR, "/admin/"),
    Staff(
        f"accommodations@{DOMAIN}", "Amina", "Yusuf", Role.ACCOMMODATION_OFFICER, "/accommodation-requests/"
    ),
)
NEW_APPLICANT = (f"applicant@{DOMAIN}", "Alex", "Rivera")

CALL_CENTER = {"high_volume_section": "yes", "strictly_customer_service": "yes", "clerical": "yes"} | {
    "call_center_inbound": "yes",
    "call_center_outbound": "yes",
}
BILLING_DESK = {"high_volume_section": "yes", "strictly_customer_service": "yes", "clerical": "yes"} | {
    "billing_inquiries": "primary",
    "service_applications": "primary",
}
OFFICE = {"clerical": "yes", "strictly_customer_service": "yes"}
SHOP = {
    "retail_or_general_contact": "yes",
    "public_inquiries_complaints": "primary",
    "high_volume_section": "yes",
}
UNSURE = {**CALL_CENTER, "high_volume_section": "unsure"}


class Job(NamedTuple):
    """``ago`` and ``months``: how many months before today it began, and how long it lasted (0: still held)."""

    employer: str
    title: str
    ago: int
    months: int
    duties: dict[str, str]
    hours: float = 40
    kind: str = "regular"
    city_employee: bool = False
    month_only: bool = False


class Person(NamedTuple):
    given: str
    family: str
    jobs: tuple[Job, ...]
    phone_systems: tuple[str, ...] = ()
    software: tuple[str, ...] = ()
    net_wpm: int = 45
    claims: tuple[int, int] | None = None


WATER = ("Sweetwater Water Authority", "Call Center Agent")
POOL: tuple[Person, ...] = (
    Person("Rosa", "Park", (Job(*WATER, 40, 30, CALL_CENTER),), ("amazon_connect",), ("excel", "word")),
    Person("Miguel", "Torres", (Job(*WATER, 30, 0, CALL_CENTER),), ("sap", "aspect"), ("windows", "outlook", "excel", "word")),
    Person("Linh", "Nguyen", (Job("Bay Gas", "Billing Representative", 50, 26, BILLING_DESK),), ("sap",), ("excel",)),
    Person("Desmond", "Clarke", (Job("Night Desk Telecom", "Customer Care Agent", 36, 20, CALL_CENTER, 30),), ("aspect",)),
    Person("Siobhan", "O’Brien", (Job("A-1 Cable", "Service Representative", 44, 24, BILLING_DESK),), (), ("word", "excel")),
    Person("Priya", "Raman", (Job("Harbor Freight Forwarding", "Office Clerk", 40, 14, OFFICE), Job(*WATER, 24, 12, CALL_CENTER)), ("amazon_connect",)),
    Person("王", "芳", (Job("Pacific Utilities", "Call Center Agent", 28, 0, CALL_CENTER),), ("similar",), ("windows", "outlook", "excel", "word")),
    Person("Hector", "Maldonado", (Job("Bay Gas", "Intake Clerk", 60, 40, BILLING_DESK),), ("sap",)),
    Person("Fatima", "Haddad", (Job(*WATER, 20, 0, CALL_CENTER),), ("amazon_connect", "sap"), ("excel",)),
    Person("Grace", "Kim", (Job("City Credit Union", "Phone Representative", 34, 22, CALL_CENTER),), ("aspect",)),
    Person("Tom", "Whitaker", (Job("Harbor Freight Forwarding", "Office Clerk", 40, 20, OFFICE), Job(*WATER, 12, 5, CALL_CENTER))),
    Person("Ines", "Duarte", (Job("Bargain Barn", "Cashier", 60, 55, SHOP),)),
    Person("Karl", "Bauer", (Job(*WATER, 18, 10, CALL_CENTER, 20),), (), ("word",)),
    Person("Nadia", "Petrova", (Job(*WATER, 40, 30, CALL_CENTER),), ("sap",), (), 27),
    Person("Owen", "Price", (Job("A-1 Cable", "Billing Clerk", 40, 12, {**OFFICE, "billing_inquiries": "primary"}),)),
    Person("Teresa", "Salas", (Job("City of San Diego", "Clerical Assistant II", 40, 0, OFFICE, 40, "regular", True), Job("City of San Diego", "Customer Services Representative", 18, 9, CALL_CENTER, 40, "out_of_class", True))),
    Person("Jamal", "Edwards", (Job(*WATER, 9, 6, CALL_CENTER, month_only=True), Job("Dockside Office", "Clerk", 30, 20, OFFICE)), ("aspect",)),
    Person("Mei", "Tanaka", (Job(*WATER, 30, 20, UNSURE),), ("amazon_connect",)),
    Person("Peter", "Novak", (Job("Night Desk Telecom", "Agent", 26, 20, CALL_CENTER, 37.5), ), ("similar",)),
    Person("Ruth", "Abebe", (Job("Dockside Office", "Clerk", 30, 22, OFFICE),), (), (), 50, (24, 12)),
    Person("Carlos", "Mendes", (Job("Library Friends", "Volunteer Receptionist", 40, 30, OFFICE, 20, "volunteer"), Job(*WATER, 8, 0, CALL_CENTER))),
    Person("Aisha", "Khan", (Job("Bay Gas", "Representative", 30, 0, BILLING_DESK),), ("sap", "aspect"), ("windows", "outlook", "excel", "word")),
    Person("Walter", "Quinn", (Job("Harbor Freight Forwarding", "Office Clerk", 50, 26, OFFICE), Job("Bargain Barn", "Shift Lead", 22, 20, SHOP))),
    Person("Beatriz", "Fonseca", (Job("Bay Gas", "Billing Clerk", 70, 30, BILLING_DESK), Job(*WATER, 14, 0, CALL_CENTER, 20)), ("sap",), ("excel", "word"), 61),
)  # fmt: skip


DECIDED_AGAINST = "Ines Duarte"
ASKED_FOR_A_DOCUMENT = "Teresa Salas"
"""By name: whom the demonstration tells 'not met', and whom it asks for the paper of the out-of-class assignment."""


def job_content(job: Job, number: int, today: date, tags: list[str]) -> dict[str, Any]:
    """A job as a draft holds it; a duty that is not named is answered 'no'."""
    start = _months_before(today, job.ago)
    end = None if job.months == 0 else _months_before(today, job.ago - job.months) - timedelta(days=1)
    cut = 7 if job.month_only else 10
    return {
        "key": f"job{number}",
        "employer": job.employer,
        "title": job.title,
        "start": start.isoformat()[:cut],
        "end": end and end.isoformat()[:cut],
        "hours_per_week": job.hours,
        "kind": job.kind,
        "city_employee": job.city_employee,
        "duties": {tag: job.duties.get(tag, "no") for tag in tags},
    }


def answers_of(person: Person) -> dict[str, Any]:
    """Supplemental answers that agree with the person's history, unless ``claims`` says other months."""
    service = sum(j.months or j.ago for j in person.jobs if j.duties in (CALL_CENTER, BILLING_DESK, UNSURE))
    clerical = sum(j.months or j.ago for j in person.jobs if j.duties.get("clerical") == "yes")
    clerical, service = person.claims or (min(clerical, 720), service)
    option = "option_3" if any(j.duties == BILLING_DESK for j in person.jobs) else "option_1"
    return {
        "option": option if service else "none",
        "clerical_months": clerical,
        "customer_service_months": service,
        "out_of_class_used": "yes" if any(j.kind == "out_of_class" for j in person.jobs) else "no",
        "types_30": "yes" if person.net_wpm >= 30 else "no",
        **({"phone_systems": list(person.phone_systems)} if person.phone_systems else {}),
        **({"software": list(person.software)} if person.software else {}),
    }


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)
