"""Fill an empty demonstration with people; a second run changes nothing."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from postings.models import Posting
from screening import demonstration as demo
from screening.city_time import city_day, now
from screening.demonstration_hire import hire
from screening.domain import application as applications
from screening.domain import (
    decision,
    document_request,
    eligible_list,
    evaluation,
    interview_list,
    pause,
    vacancy,
    withdrawal,
)
from screening.enums import ApplicationState, Outcome, Role, Section, StandingKind
from screening.models import Application, RoleAssignment, User, Vacancy

SLUG = "customer-services-representative"
NOT_CONFIRMED = 3
DAYS_OF_A_PAUSE = 30
APPLICANTS = {
    ApplicationState.LISTED: "applicant on the eligible list",
    ApplicationState.NOT_QUALIFIED: "applicant told what is not met",
    ApplicationState.INCOMPLETE: "applicant asked for a document",
}


class Command(BaseCommand):
    help = "Make demonstration people through the same verbs as the pages use, and print their sign-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "Demonstration people have a known password, so they are never made in production."
            )
        posting = Posting.objects.filter(slug=SLUG, current_revision__isnull=False).first()
        if posting is None:
            raise CommandError(f"Load the posting first: manage.py load_posting postings/data/{SLUG}.yaml")
        staff = {person.role: self._staff(person, posting) for person in demo.STAFF}
        _person(*demo.NEW_APPLICANT)
        if not Application.objects.filter(posting=posting).exists():
            self._pool(posting, staff, at=max(now(), posting.opens_at))
        self._print_sign_ins()

    def _staff(self, person: demo.Staff, posting: Posting) -> User:
        user = _person(person.email, person.given, person.family)
        RoleAssignment.objects.get_or_create(
            user=user,
            role=person.role,
            department=posting.department if person.role == Role.HIRING_MANAGER else None,
            posting=posting if person.role == Role.ANALYST else None,
        )
        return user

    def _pool(self, posting: Posting, staff: dict[Role, User], *, at: datetime) -> None:
        for person in demo.POOL:
            _apply(person, posting, at=at)
        evaluation.evaluate_due(clock=lambda: at)
        analyst, manager = staff[Role.ANALYST], staff[Role.HIRING_MANAGER]
        met = Application.objects.filter(
            posting=posting, state=ApplicationState.IN_REVIEW, outcome=Outcome.MET
        )
        confirm = list(met.order_by("pk").values_list("pk", flat=True))[:-NOT_CONFIRMED]
        for application_id in confirm:
            decision.confirm(actor=analyst, application_id=application_id, at=at)
        sent = {application.name: application for application in Application.objects.filter(posting=posting)}
        decision.confirm(actor=analyst, application_id=sent[demo.DECIDED_AGAINST].pk, at=at)
        document_request.ask(
            actor=analyst,
            application_id=sent[demo.ASKED_FOR_A_DOCUMENT].pk,
            kind="oca_documentation",
            job_key="job1",
            due_on=document_request.usual_due_date(city_day(at)),
            at=at,
        )
        placed = eligible_list.establish(actor=analyst, posting_id=posting.pk, at=at)
        first, _, further = (
            _open(manager, posting, requisition, positions, at=at)
            for requisition, positions in (("PU-2026-014", 2), ("PU-2026-021", 1), ("PU-2026-007", 2))
        )
        hire(analyst=analyst, manager=manager, for_vacancy=further, eligible_list=placed, at=at)
        interview_list.issue(
            actor=manager, vacancy_id=first.pk, eligible_list_id=placed.pk, names=5, criteria=[], at=at
        )
        last, before, *_ = placed.entries.select_related("person").order_by("-pk")
        withdrawal.withdraw(
            actor=last.person, application_id=last.application_id, kind=StandingKind.LEAVE_LIST, at=at
        )
        pause.pause(
            actor=before.person,
            application_id=before.application_id,
            until=city_day(at) + timedelta(days=DAYS_OF_A_PAUSE),
            at=at,
        )

    def _print_sign_ins(self) -> None:
        rows = [(demo.NEW_APPLICANT[0], "applicant, nothing filed yet", "/")]
        for state, who in APPLICANTS.items():
            found = Application.objects.filter(state=state).select_related("applicant").order_by("pk").first()
            if found:
                rows.append((found.applicant.email, who, "/applications/"))
        rows += [(person.email, person.role.label.lower(), person.door) for person in demo.STAFF]
        self.stdout.write(f"Sign in with these addresses; the password of each is: {demo.PASSWORD}")
        for email, who, door in rows:
            self.stdout.write(f"  {email:<30} {who:<32} {door}")


def _person(email: str, given: str, family: str) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, demo.PASSWORD, first_name=given, last_name=family)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _apply(person: demo.Person, posting: Posting, *, at: datetime) -> None:
    number = demo.POOL.index(person) + 1
    user = _person(f"person{number:02d}@{demo.DOMAIN}", person.given, person.family)
    application = applications.start(actor=user, posting_id=posting.pk, at=at)
    tags = [duty["tag"] for duty in application.revision.requirements["duties"]]
    today = city_day(at)
    contact = {
        "given_names": person.given,
        "family_names": person.family,
        "email": user.email,
        "phone": f"619-555-01{number:02d}",
        "address1": f"{100 + number} Market Street",
        "city": "San Diego",
        "state": "CA",
        "postal_code": "92101",
    }
    jobs = [demo.job_content(job, index, today, tags) for index, job in enumerate(person.jobs)]
    sections: dict[Section, dict[str, Any]] = {
        Section.CONTACT: contact,
        Section.WORK_HISTORY: {"jobs": jobs},
        Section.QUESTIONS: {"answers": demo.answers_of(person)},
        Section.TYPING: {"source": "self_reported", "net_wpm": person.net_wpm},
    }
    for section, content in sections.items():
        applications.save_section(
            actor=user, application_id=application.pk, section=section, content=content, version=0, at=at
        )
    applications.submit(
        actor=user,
        application_id=application.pk,
        certified_name=f"{person.given} {person.family}",
        arrived_at=at,
    )


def _open(manager: User, posting: Posting, requisition: str, positions: int, *, at: datetime) -> Vacancy:
    return vacancy.open_vacancy(
        actor=manager,
        department_id=posting.department_id,
        job_class_id=posting.job_class_id,
        requisition=requisition,
        positions=positions,
        location="Public Utilities, Water Billing",
        at=at,
    )
