"""Selection rates of a posting or a class: taken, kept, looked at. Nobody gets from a figure to a person (decision 0022).

Answers are read by a database role of its own, which may read them and nothing else. They are joined with outcomes in
memory, and only what ``screening.statistics`` lets through leaves this module.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Count, QuerySet

from postings.minimum_requirements import canonical_json
from postings.models import JobClass, Posting
from screening.city_time import city_day, end_of_day
from screening.civil_service_rules import DAYS_TO_ANSWER_THE_SURVEY, DECISIONS_BETWEEN_FIGURES
from screening.domain import history
from screening.domain.proof import Proof
from screening.domain.survey import pseudonym
from screening.enums import ApplicationState, Finding, Outcome
from screening.errors import Refused
from screening.models import Application, Decision, SelectionFigures, User
from screening.permissions import authorise
from screening.statistics.figures import QUALIFIED, Person, Plan, figures
from screening.survey_enums import SurveyDisability, SurveyRace, SurveySex, SurveyVeteran

ROLE: Final = "screening_selection_rates"
"""Made by a migration; it may read the answers and nothing else."""
NOT_SAID: Final = "not_said"
CHUNK: Final = 2_000
CHOICES = {"sex": SurveySex, "race": SurveyRace, "veteran": SurveyVeteran, "disability": SurveyDisability}
Subject = Posting | JobClass


def take(*, actor: User, subject: Subject, at: datetime) -> SelectionFigures:
    """Count now and keep what may be shown. Raises NotAllowed; Refused while too little is decided or changed.

    Source: 29 CFR 1607.4 and 1607.15; Cal. Code Regs., tit. 2, sections 11013 and 11017.
    """
    authorise(actor, "take_selection_rates", subject)
    with transaction.atomic():
        type(subject).objects.select_for_update().get(pk=subject.pk)
        counted, waiting = _counted(subject, at)
        standing = Decision.objects.filter(application__in=counted, replaced_by__isnull=True)
        decisions = Decision.objects.filter(application__in=counted).count()
        _must_have_moved(subject, decisions)
        people, words = _people(standing)
        plan = _plan(words)
        shown = canonical_json({"parts": figures(people, plan)}).decode()
        kept = SelectionFigures.objects.create(
            **_of(subject),
            people=len(people),
            decisions=decisions,
            waiting=waiting,
            figures=shown,
            figures_sha256=hashlib.sha256(shown.encode()).hexdigest(),
            taken_by=actor,
            taken_at=at,
        )
        _note(kept, actor=actor, verb="take_selection_rates", at=at)
    return kept


def look(*, actor: User, subject: Subject, at: datetime, form: str = "page") -> SelectionFigures | None:
    """The figures taken last, and a line in history that this person saw them. Raises NotAllowed."""
    authorise(actor, "read_selection_rates", subject)
    kept = SelectionFigures.objects.filter(**_of(subject)).select_related("taken_by").first()
    if kept is not None:
        _note(kept, actor=actor, verb="look_at_selection_rates", at=at, form=form)
    return kept


def parts_of(kept: SelectionFigures) -> list[dict[str, Any]]:
    """The whole first, then each requirement; see ``screening.statistics.figures``."""
    return json.loads(kept.figures)["parts"]


def _of(subject: Subject) -> dict[str, Any]:
    return {"posting": subject} if isinstance(subject, Posting) else {"job_class": subject}


def _note(kept: SelectionFigures, *, actor: User, verb: str, at: datetime, **facts: Any) -> None:
    history.record(
        actor=actor,
        verb=verb,
        subject=kept,
        posting_id=kept.posting_id,
        facts={"sha256": kept.figures_sha256, **facts},
        at=at,
    )


def _counted(subject: Subject, at: datetime) -> tuple[QuerySet[Any, Any], int]:
    """Applications that count, and how many sent ones do not yet: undecided, or still free to change an answer."""
    where = {"posting": subject} if isinstance(subject, Posting) else {"posting__job_class": subject}
    sent = Application.objects.filter(**where).exclude(state=ApplicationState.DRAFT).order_by()
    last = end_of_day(city_day(at) - timedelta(days=DAYS_TO_ANSWER_THE_SURVEY.value + 1))
    counted = sent.filter(submitted_at__lte=last).annotate(made=Count("decisions")).filter(made__gt=0)
    return counted.values("pk"), sent.count() - counted.count()


def _must_have_moved(subject: Subject, decisions: int) -> None:
    last = SelectionFigures.objects.filter(**_of(subject)).first()
    needed = DECISIONS_BETWEEN_FIGURES.value
    if decisions - (last.decisions if last else 0) >= needed:
        return
    if last is None:
        raise Refused(
            f"Fewer than {needed} decisions can be counted yet, so figures would point at people. An application counts "
            f"once it is decided and {DAYS_TO_ANSWER_THE_SURVEY.value} days have passed since it was sent. Look at the "
            "figures of the whole class instead, or take them later."
        )
    raise Refused(
        f"Fewer than {needed} decisions were made since the last figures, so the difference between the two would point "
        "at people. Use the last figures, or take new ones later."
    )


def _people(standing: QuerySet[Decision]) -> tuple[list[Person], dict[str, str]]:
    """Everybody counted, without a name, and the words of each requirement; read in chunks, in no order that tells."""
    people: list[Person] = []
    words: dict[str, str] = {}
    rows = standing.select_related("evaluation").only(
        "finding", "application_id", "evaluation__proof", "application__posting_id"
    )
    rows = rows.select_related("evaluation", "application").order_by()
    chunk: list[tuple[int, frozenset[str], int]] = []
    for decision in rows.iterator(chunk_size=CHUNK):
        named = {
            n.id: n for root in Proof.of(decision.evaluation).roots for n in root.walk() if "id" in n.raw
        }
        words |= {key: node.label for key, node in named.items()}
        reached = {key for key, node in named.items() if node.outcome == Outcome.MET}
        if decision.finding == Finding.QUALIFIED:
            reached.add(QUALIFIED)
        chunk.append((decision.application_id, frozenset(reached), decision.application.posting_id))
        if len(chunk) == CHUNK:
            people += _joined(chunk)
            chunk = []
    return people + _joined(chunk), words


def _joined(chunk: list[tuple[int, frozenset[str], int]]) -> list[Person]:
    names = {application_id: pseudonym(application_id) for application_id, _, _ in chunk}
    answers = _answers(names.values())
    return [
        Person(answers.get(names[application_id], {}), reached, posting_id)
        for application_id, reached, posting_id in chunk
    ]


def _answers(pseudonyms: Iterable[str]) -> dict[str, dict[str, str]]:
    """Pseudonym → what was answered; 'I prefer not to say' is not known. Raises Refused where the role is missing."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {ROLE}")
            cursor.execute(
                f"SELECT pseudonym, {', '.join(CHOICES)} FROM screening_surveyanswers WHERE pseudonym = ANY(%s)",  # noqa: S608
                [list(pseudonyms)],
            )
            rows = cursor.fetchall()
            cursor.execute("RESET ROLE")
    except DatabaseError as error:
        raise Refused(
            f"The database does not let this program read the survey as {ROLE}. Ask the database's administrator to run: "
            f"CREATE ROLE {ROLE} NOLOGIN; GRANT {ROLE} TO the program's user; "
            f"GRANT SELECT (pseudonym, {', '.join(CHOICES)}) ON screening_surveyanswers TO {ROLE};"
        ) from error
    return {
        name: {key: value for key, value in zip(CHOICES, given, strict=True) if value not in ("", NOT_SAID)}
        for name, *given in rows
    }


def _plan(words: dict[str, str]) -> Plan:
    asked = CHOICES if settings.SURVEY_ASKS_VETERANS_AND_DISABILITY else ("sex", "race")
    return Plan(
        dimensions={key: [value for value in CHOICES[key].values if value != NOT_SAID] for key in asked},
        crossed=[("race", "sex")],
        outcomes={QUALIFIED: "Qualified, as decided", **{key: words[key] for key in sorted(words)}},
    )
