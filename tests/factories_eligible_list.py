"""Plain makers of an eligible list: a posting, its list, and people who qualified for it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

from django.core.management import call_command

from postings.domain.queries import compiled, points_plan
from postings.enums import PostingState
from postings.minimum_requirements import canonical_json, evaluate, order, parse_facts, sha256_of
from postings.models import Department, Posting, PostingRevision, SupplementalQuestion
from screening.enums import (
    ApplicationState,
    DecisionReason,
    Finding,
    Outcome,
    Role,
    SubmissionCause,
)
from screening.models import (
    Application,
    Decision,
    EligibleList,
    EligibleListEntry,
    Evaluation,
    RoleAssignment,
    Submission,
    User,
)
from tests.factories_postings import CHECKS, DUTIES, make_department, make_job_class

ESTABLISHED_ON = date(2025, 5, 1)
AT = datetime(2025, 5, 12, 17, tzinfo=UTC)

PLAN = [
    {"when": {"answer": "phone_system", "is": "yes"}, "points": 5, "label": "A call center phone system"},
    {
        "when": {
            "any": [{"answer": "software", "includes": ["sap"]}, {"answer": "calls_a_day", "at_least": 40}]
        },
        "points": 3,
        "label": "SAP, or many calls a day",
    },
    {"when": {"answer": "anything_else", "is": "much"}, "points": 1, "label": "Anything else"},
]
QUESTIONS = (
    ("phone_system", "yes_no", "Have you worked with a call center phone system?", []),
    (
        "software",
        "several",
        "Which of these programs have you used at work?",
        [{"value": "excel", "label": "Excel"}, {"value": "sap", "label": "SAP"}],
    ),
    ("clerical_months", "number", "How many months of clerical experience do you have?", []),
    ("calls_a_day", "number", "How many calls a day did you take?", []),
    ("anything_else", "text", "Is there anything else?", []),
)


def make_user(name: str, *roles: tuple[Role, Department | None]) -> User:
    """A person whose address is the name; each role with its department, where it has one."""
    given, _, family = name.partition(" ")
    address = f"{name.lower().replace(' ', '.').replace(chr(39), '')}@example.org"
    user = User.objects.create_user(address, "correct horse battery", first_name=given, last_name=family)
    for role, department in roles:
        RoleAssignment.objects.create(user=user, role=role, department=department)
    return user


def make_class_posting(
    slug: str = "customer-services-representative", title: str = "Customer Services Representative"
) -> Posting:
    """A published posting of its own class with questions of four kinds and two duties."""
    posting = Posting.objects.create(
        slug=slug,
        title=title,
        department=make_department("personnel", "Personnel"),
        job_class=make_job_class(slug, title),
        opens_at=datetime(2025, 4, 18, 15, tzinfo=UTC),
    )
    revision = PostingRevision.objects.create(
        posting=posting,
        number=1,
        revised_on=date(2025, 4, 18),
        sections={},
        requirements={"settings": {}, "duties": DUTIES, "claims": [], "tree": {}},
        highly_desirable=PLAN,
        pre_employment=CHECKS,
        source_sha256="0" * 64,
    )
    for position, (question, kind, text, choices) in enumerate(QUESTIONS):
        SupplementalQuestion.objects.create(
            revision=revision, position=position, slug=question, kind=kind, text=text, choices=choices
        )
    revision.published_at = datetime(2025, 4, 18, 15, tzinfo=UTC)
    revision.save()
    posting.current_revision = revision
    posting.state = PostingState.PUBLISHED
    posting.save()
    return posting


def make_list(
    posting: Posting, established_on: date = ESTABLISHED_ON, *, by: User | None = None
) -> EligibleList:
    """An eligible list without names, in force for 180 days."""
    return EligibleList.objects.create(
        posting=posting,
        revision=posting.current_revision,
        established_on=established_on,
        list_days=180,
        expires_on=established_on + timedelta(days=180),
        established_by=by or make_analyst(),
        established_at=datetime(2025, 5, 1, 17, tzinfo=UTC),
    )


def make_analyst() -> User:
    found = User.objects.filter(email="ana.reyes@example.org").first()
    return found or make_user("Ana Reyes", (Role.SUPERVISING_ANALYST, None))


def make_entry(
    eligible_list: EligibleList,
    name: str,
    position: int,
    *,
    points: int = 0,
    person: User | None = None,
    answers: dict[str, Any] | None = None,
    jobs: Sequence[dict[str, Any]] = (),
    proof: dict[str, Any] | None = None,
    contact: dict[str, Any] | None = None,
    order_reasons: list[dict[str, Any]] | None = None,
    reason: DecisionReason = DecisionReason.AS_EVALUATED,
) -> EligibleListEntry:
    """A qualified person at a place of the list, with the submission, evaluation and decision that put them there."""
    person = (
        person
        or User.objects.filter(first_name=name.partition(" ")[0], last_name=name.partition(" ")[2]).first()
    )
    person = person or make_user(name)
    number = Application.objects.count() + 1
    sent_at = datetime(2025, 4, 20, 17, tzinfo=UTC) + timedelta(minutes=number)
    revision = eligible_list.revision
    application = Application.objects.create(
        posting=eligible_list.posting,
        revision=revision,
        applicant=person,
        state=ApplicationState.LISTED,
        started_at=sent_at,
        submitted_at=sent_at,
        waiting_since=sent_at,
        receipt=f"7KQ2-M4TX-{number:04d}",
        name=name,
        outcome=Outcome.MET,
        points=points,
    )
    facts = {
        "id": application.receipt,
        "filed_on": "2025-04-20",
        "answers": answers or {},
        "jobs": list(jobs),
    }
    submission = Submission.objects.create(
        application=application,
        number=1,
        cause=SubmissionCause.SENT,
        revision=revision,
        facts=canonical_json(facts).decode(),
        facts_sha256=sha256_of(facts),
        contact=contact or {"email": person.email, "phone": f"+1 619 555 {number:04d}"},
        certified_name=name,
        certified_on=date(2025, 4, 20),
        made_by=person,
        made_at=sent_at,
    )
    if order_reasons is None:
        order_reasons = (
            [{"points": points, "label": "Call center phone systems", "cite": ""}] if points else []
        )
    evaluation = Evaluation.objects.create(
        submission=submission,
        revision=revision,
        outcome=Outcome.MET,
        points=points,
        order_reasons=order_reasons,
        engine_version="1",
        proof=canonical_json(proof or {}).decode(),
        proof_sha256=sha256_of(proof or {}),
        made_at=sent_at,
    )
    decision = Decision.objects.create(
        application=application,
        evaluation=evaluation,
        finding=Finding.QUALIFIED,
        reason=reason,
        note="" if reason == DecisionReason.AS_EVALUATED else "Seen on the record.",
        decided_by=eligible_list.established_by,
        decided_at=sent_at,
    )
    return EligibleListEntry.objects.create(
        eligible_list=eligible_list,
        application=application,
        person=person,
        decision=decision,
        position=position,
        points=points,
        order_reasons=order_reasons,
        placed_at=datetime(2025, 5, 1, 17, tzinfo=UTC),
    )


def make_names(eligible_list: EligibleList, *names: str) -> list[EligibleListEntry]:
    """People at the places 1, 2, 3 … of a list."""
    return [make_entry(eligible_list, name, place) for place, name in enumerate(names, start=1)]


CALL_CENTER = {
    "employer": "Sweetwater Water Authority",
    "title": "Call Center Agent",
    "start": "2023-01-01",
    "end": "2024-06-30",
    "hours_per_week": 40,
    "kind": "regular",
    "city_employee": False,
    "duties": {
        "clerical": "yes",
        "high_volume_section": "yes",
        "strictly_customer_service": "yes",
        "retail_or_general_contact": "no",
        "call_center_inbound": "yes",
        "call_center_outbound": "yes",
        "remittance_centralized_billing": "no",
        "utility_information": "primary",
        "billing_inquiries": "no",
        "delinquent_collection": "no",
        "service_applications": "no",
        "technical_troubleshooting": "no",
        "public_inquiries_complaints": "no",
    },
}
OFFICE = {
    **CALL_CENTER,
    "employer": "Harbor Freight Forwarding",
    "title": "Office Clerk",
    "start": "2020-03-01",
    "end": "2022-12-31",
    "hours_per_week": 20,
    "duties": {**CALL_CENTER["duties"], "high_volume_section": "no", "call_center_inbound": "no"},
}


def make_the_real_posting() -> Posting:
    """The City's Customer Services Representative posting, loaded and published from its data file."""
    call_command(
        "load_posting",
        "postings/data/customer-services-representative.yaml",
        opens="2025-04-18 08:00",
        stdout=StringIO(),
    )
    return Posting.objects.get(slug="customer-services-representative")


def make_evaluated_entry(
    eligible_list: EligibleList,
    name: str,
    position: int,
    *jobs: dict[str, Any],
    answers: dict[str, Any] | None = None,
    **more: Any,
) -> EligibleListEntry:
    """A name whose proof and points the engine itself made, under the list's revision."""
    facts = {
        "id": "fixed",
        "filed_on": "2025-04-20",
        "jobs": list(jobs),
        "answers": answers or {},
        "typing": {"net_wpm": 45, "source": "self_reported"},
    }
    requirements = compiled(eligible_list.revision)
    parsed = parse_facts(facts, requirements)
    proof = evaluate(requirements, parsed, revision=eligible_list.revision.label).proof()
    ranked = order(points_plan(eligible_list.revision), parsed)
    return make_entry(
        eligible_list,
        name,
        position,
        jobs=jobs,
        answers=answers,
        proof=proof,
        points=ranked.points,
        order_reasons=list(ranked.reasons),
        **more,
    )
