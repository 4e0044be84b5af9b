"""People on the real posting, made through the verbs, where a journey begins later than the application."""

from postings.models import Posting
from screening.city_time import now
from screening.domain import application as applications
from screening.domain import decision, eligible_list, evaluation
from screening.enums import Section
from screening.models import Application, EligibleList, User
from tests.factories import CONTACT, make_job, make_user
from tests.journeys.steps import CALL_CENTER, DUTIES


def send_many(posting: Posting, people: dict[str, list[str]]) -> list[Application]:
    """Qualified applications; for each given name the phone systems that give points."""
    return [_send(posting, name, systems) for name, systems in people.items()]


def _send(posting: Posting, name: str, systems: list[str]) -> Application:
    user = make_user(f"{name.lower()}@example.org", given=name, family="Person")
    at = now()
    application = applications.start(actor=user, posting_id=posting.pk, at=at)
    answers = {
        "option": "option_1",
        "clerical_months": 18,
        "customer_service_months": 18,
        "out_of_class_used": "no",
        "types_30": "yes",
        "phone_systems": systems,
    }
    sections = {
        Section.CONTACT: CONTACT | {"given_names": name, "family_names": "Person", "email": user.email},
        Section.WORK_HISTORY: {
            "jobs": [make_job(duties={tag: CALL_CENTER.get(tag, "no") for tag in DUTIES})]
        },
        Section.QUESTIONS: {"answers": {key: value for key, value in answers.items() if value != []}},
        Section.TYPING: {"source": "self_reported", "net_wpm": 40},
    }
    for section, content in sections.items():
        applications.save_section(
            actor=user, application_id=application.pk, section=section, content=content, version=0, at=at
        )
    return applications.submit(
        actor=user, application_id=application.pk, certified_name=f"{name} Person", arrived_at=at
    )


def establish(posting: Posting, analyst: User, people: dict[str, list[str]]) -> EligibleList:
    """An eligible list in force with these people on it."""
    sent = send_many(posting, people)
    evaluation.evaluate_due(clock=now)
    at = now()
    for application in sent:
        decision.confirm(actor=analyst, application_id=application.pk, at=at)
    return eligible_list.establish(actor=analyst, posting_id=posting.pk, at=at)
