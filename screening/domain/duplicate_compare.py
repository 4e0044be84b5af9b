"""Two people side by side: what they sent, what is the same and what differs. Nothing is concluded from it."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from screening.city_time import city_day, day_in_words
from screening.domain.duplicate_keys import mailbox, phone_digits, plain, same_job
from screening.enums import ApplicationState
from screening.models import Application, Document, DuplicatePair, EligibleListEntry, Submission, User

CONTACT = (
    ("given_names", "Given names"),
    ("family_names", "Family names"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("address1", "Street address"),
    ("address2", "Apartment or unit"),
    ("city", "City"),
    ("state", "State"),
    ("postal_code", "ZIP code"),
)
_NORMAL = {"email": mailbox, "phone": phone_digits}


class Line(NamedTuple):
    """One thing beside the other, empty where one has none; ``same`` compares what was normalised."""

    label: str
    first: str
    second: str
    same: bool


class Part(NamedTuple):
    """``same``: what is said of a line of which both have it."""

    name: str
    lines: list[Line]
    same: str = "Same"


class Person(NamedTuple):
    """What stands of one person, each thing with the mark by which it is the same as another's."""

    contact: dict[str, str]
    jobs: dict[str, str]
    applications: dict[str, str]
    documents: dict[str, str]
    lists: dict[str, str]


def side_by_side(pair: DuplicatePair) -> list[Part]:
    """Contact, work history, applications, documents and lists of both people of a pair, in four queries a person."""
    first, second = _person(pair.first), _person(pair.second)
    contact = [
        _line(label, first.contact.get(name, ""), second.contact.get(name, ""), _NORMAL.get(name, plain))
        for name, label in CONTACT
        if first.contact.get(name) or second.contact.get(name)
    ]
    return [
        Part("Contact, as last sent", contact),
        Part("Work history, as last sent", _beside(first.jobs, second.jobs)),
        Part("Applications", _beside(first.applications, second.applications), "Same posting"),
        Part("Documents", _beside(first.documents, second.documents), "Same file"),
        Part("Eligible lists", _beside(first.lists, second.lists), "Same list"),
    ]


def _line(label: str, first: str, second: str, normal: Any) -> Line:
    return Line(label, first, second, bool(first and second) and normal(first) == normal(second))


def _beside(first: dict[str, str], second: dict[str, str]) -> list[Line]:
    """Everything of both once, in the order of the first, then what only the second has."""
    return [
        Line("", first.get(mark, ""), second.get(mark, ""), mark in first and mark in second)
        for mark in dict.fromkeys([*first, *second])
    ]


def _person(person: User) -> Person:
    latest = _latest(person)
    facts = json.loads(latest.facts) if latest else {}
    applications = _sent(person).select_related("posting").order_by("submitted_at", "pk")
    documents = Document.objects.filter(application__in=_sent(person)).order_by("received_at", "pk")
    entries = EligibleListEntry.objects.filter(person=person).select_related("eligible_list__posting")
    return Person(
        contact={name: str(value) for name, value in (latest.contact if latest else {}).items() if value},
        jobs={
            same_job(job) or f"{person.pk}-{at}": _job(job) for at, job in enumerate(facts.get("jobs", []))
        },
        applications={str(one.posting_id): _application(one) for one in applications},
        documents=_named(documents),
        lists={str(one.eligible_list_id): str(one.eligible_list) for one in entries.order_by("pk")},
    )


def _sent(person: User) -> Any:
    return Application.objects.filter(applicant=person).exclude(state=ApplicationState.DRAFT)


def _latest(person: User) -> Submission | None:
    return Submission.objects.filter(application__applicant=person).order_by("-made_at", "-pk").first()


def _job(job: dict[str, Any]) -> str:
    end = "not said" if "end" not in job else job["end"] or "now"
    return f"{job.get('employer', '')}, {job.get('title', '')}, {job.get('start', '')} to {end}"


def _application(application: Application) -> str:
    assert application.submitted_at is not None, "a sent application has its instant"
    return f"{application.posting}, {application.receipt}, sent {day_in_words(city_day(application.submitted_at))}"


def _named(documents: Iterable[Document]) -> dict[str, str]:
    """The same file is the same document, whatever it was called."""
    return {one.sha256: one.original_name for one in documents}
