"""Plain makers of a posting, an applicant and an application on its way. No dice, no clock but the one passed in."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pgtrigger
from django.test import Client

from postings.enums import PostingState, QuestionKind
from postings.models import Department, DocumentKind, JobClass, Posting, PostingRevision, SupplementalQuestion
from screening.domain import application as applications
from screening.domain import evaluation
from screening.domain.contact import contact_of
from screening.enums import Role, Section
from screening.models import Application, ContactDetails, RoleAssignment, User

FILED_AT = datetime(2025, 5, 1, 19, tzinfo=UTC)
ANNOUNCED_CLOSING = FILED_AT + timedelta(days=365 * 20)
"""What a revision announces unless it is continuous (None)."""
PASSWORD = "correct horse battery"
Rows = tuple[dict[str, Any], ...]

QUESTIONS: Rows = (
    {
        "slug": "phone_system",
        "kind": QuestionKind.YES_NO,
        "text": "Have you worked with a phone system?",
        "required": True,
    },
    {
        "slug": "anything_else",
        "kind": QuestionKind.LONG_TEXT,
        "text": "Is there anything else?",
        "required": False,
    },
)
DOCUMENTS: Rows = (
    {
        "slug": "oca_documentation",
        "label": "Out-of-class assignment documentation",
        "per_job": True,
        "needed": "conditional",
    },
)

DUTIES = [
    {"tag": "clerical", "scale": "yes_no", "label": "Clerical work", "question": "Did you do clerical work?"},
    {
        "tag": "call_center",
        "scale": "yes_no",
        "label": "Call center work",
        "question": "Did you work in a call center?",
    },
]
TREE = {
    "all": [
        {
            "id": "clerical",
            "label": "One year of full-time clerical experience",
            "cite": "One year of full-time clerical experience.",
            "experience": {
                "months": 12,
                "where": {"any": [{"duty": "clerical"}, {"duty": "call_center"}]},
                "including": [
                    {
                        "id": "customer_service",
                        "label": "Six months of it in a call center",
                        "cite": "Six months of it in a call center.",
                        "experience": {"months": 6, "where": {"duty": "call_center"}},
                    }
                ],
            },
        }
    ]
}

HIGHLY_DESIRABLE = [
    {
        "id": "phone_system",
        "when": {"answer": "phone_system", "is": "yes"},
        "points": 5,
        "label": "Experience with a phone system",
        "cite": "Experience with phone systems.",
    }
]


def make_user(email: str = "applicant@example.org", *, given: str = "Rosa", family: str = "Park") -> User:
    """A person with a verified address and the password PASSWORD."""
    user = User.objects.create_user(email, PASSWORD, first_name=given, last_name=family)
    user.emailaddress_set.create(email=email, verified=True, primary=True)
    return user


def signed_in(person: User) -> Client:
    """A browser in which the person has signed in."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def make_staff(role: Role, email: str = "", *, department: Any = None, posting: Any = None) -> User:
    """A person with one role, in its department or on its posting where it has one."""
    user = make_user(email or f"{role.value}@example.org", given=role.label, family="Person")
    RoleAssignment.objects.create(user=user, role=role, department=department, posting=posting)
    return user


def make_posting(
    slug: str = "clerk",
    *,
    title: str = "Utility Clerk",
    closes_at: datetime | None = None,
    opens_at: datetime = FILED_AT - timedelta(days=13),
    tree: dict[str, Any] | None = None,
    out_of_class_document: str | None = "oca_documentation",
    **parts: Any,
) -> Posting:
    """A published posting with two duties, one required and one optional question, and one kind of document.

    ``parts``: other duties, questions, documents, highly_desirable, list_policy or announced_closing, as ``make_revision`` takes them.
    """
    department, _ = Department.objects.get_or_create(slug="water", defaults={"name": "Water Department"})
    job_class, _ = JobClass.objects.get_or_create(slug=slug, defaults={"title": title})
    posting = Posting.objects.create(
        slug=slug,
        title=title,
        department=department,
        job_class=job_class,
        opens_at=opens_at,
        closes_at=closes_at,
    )
    make_revision(posting, tree=tree, out_of_class_document=out_of_class_document, **parts)
    return posting


def make_revision(
    posting: Posting,
    *,
    number: int = 1,
    tree: dict[str, Any] | None = None,
    out_of_class_document: str | None = "oca_documentation",
    duties: list[dict[str, Any]] | None = None,
    questions: Rows = QUESTIONS,
    documents: Rows = DOCUMENTS,
    highly_desirable: list[dict[str, Any]] | None = None,
    list_policy: dict[str, Any] | None = None,
    announced_closing: datetime | None = ANNOUNCED_CLOSING,
) -> PostingRevision:
    """The next published revision of a posting, which becomes its current one."""
    settings = {"out_of_class_document": out_of_class_document} if out_of_class_document else {}
    revision = PostingRevision.objects.create(
        posting=posting,
        number=number,
        revised_on=date(2025, 4, 18),
        sections={"job_information": "You answer questions about utility accounts."},
        requirements={
            "settings": settings,
            "duties": DUTIES if duties is None else duties,
            "claims": [],
            "tree": tree or TREE,
        },
        highly_desirable=HIGHLY_DESIRABLE if highly_desirable is None else highly_desirable,
        list_policy=list_policy or {},
        closes_at=announced_closing,
        source_sha256=f"{number}" * 64,
    )
    for position, question in enumerate(questions):
        SupplementalQuestion.objects.create(revision=revision, position=position, **question)
    for position, document in enumerate(documents):
        DocumentKind.objects.create(revision=revision, position=position, **document)
    revision.published_at = posting.opens_at
    revision.save()
    posting.current_revision = revision
    posting.state = PostingState.PUBLISHED
    posting.save()
    return revision


def make_job(key: str = "job1", **changes: Any) -> dict[str, Any]:
    """Eighteen months of full-time call center work that was clerical too."""
    return {
        "key": key,
        "employer": "Sweetwater Water",
        "title": "Call Center Agent",
        "start": "2023-01-01",
        "end": "2024-06-30",
        "hours_per_week": 40,
        "kind": "regular",
        "city_employee": False,
        "duties": {"clerical": "yes", "call_center": "yes"},
    } | changes


CONTACT = {
    "given_names": "Rosa",
    "family_names": "Park",
    "email": "applicant@example.org",
    "phone": "619-555-0100",
    "address1": "12 Market Street",
    "city": "San Diego",
    "state": "CA",
    "postal_code": "92101",
}


def make_application(
    posting: Posting,
    applicant: User | None = None,
    *,
    jobs: list[dict[str, Any]] | None = None,
    answers: dict[str, Any] | None = None,
    at: datetime = FILED_AT,
    **more: dict[str, Any],
) -> Application:
    """A draft with every section filled in; ``more``: further sections by name, such as ``typing``."""
    applicant = applicant or make_user()
    application = applications.start(actor=applicant, posting_id=posting.pk, at=at)
    contact = CONTACT | {
        "given_names": applicant.first_name,
        "family_names": applicant.last_name,
        "email": applicant.email,
    }
    sections = {
        Section.CONTACT: contact,
        Section.WORK_HISTORY: {"jobs": [make_job()] if jobs is None else jobs},
        Section.QUESTIONS: {"answers": {"phone_system": "yes"} if answers is None else answers},
        **{Section(name): content for name, content in more.items()},
    }
    known = contact_of(applicant.pk)
    for section, content in sections.items():
        version = known.version if known and section == Section.CONTACT else 0
        applications.save_section(
            actor=applicant,
            application_id=application.pk,
            section=section,
            content=content,
            version=version,
            at=at,
        )
    return application


def contact_content(application: Application) -> dict[str, Any]:
    """The applicant's contact details as they stand now."""
    return ContactDetails.objects.get(person=application.applicant).content


def make_submitted_application(
    posting: Posting, applicant: User | None = None, *, at: datetime = FILED_AT, **draft: Any
) -> Application:
    """An application that was sent and waits for its evaluation."""
    application = make_application(posting, applicant, at=at, **draft)
    return applications.submit(
        actor=application.applicant, application_id=application.pk, certified_name="Rosa Park", arrived_at=at
    )


def make_evaluated_application(
    posting: Posting, applicant: User | None = None, *, at: datetime = FILED_AT, **draft: Any
) -> Application:
    """An application that was sent and evaluated, and is with an analyst."""
    application = make_submitted_application(posting, applicant, at=at, **draft)
    evaluation.evaluate_due(clock=lambda: at)
    application.refresh_from_db()
    return application


def put_under_name(application: Application, name: str) -> None:
    """A sent application as though it had been certified under this name."""
    with pgtrigger.ignore("screening.Application:sent_is_final"):
        Application.objects.filter(pk=application.pk).update(name=name)
