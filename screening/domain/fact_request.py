"""The applicant is asked to say something: the application waits for it until its last day."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from screening.city import city
from screening.city_time import city_day
from screening.domain import document as documents
from screening.domain import history, notice
from screening.domain.jobs import jobs_of
from screening.domain.open_facts import ANSWERS, EDUCATION, NEW_JOB, TYPING
from screening.enums import ApplicationEvent, ApplicationState, NoticeKind, SubmissionCause
from screening.errors import Refused
from screening.models import Application, FactRequest, User
from screening.permissions import authorise
from screening.transitions import allowed, move


def ask_for_facts(
    *,
    actor: User,
    application_id: int,
    what: str,
    note: str,
    due_on: date,
    at: datetime,
    questions: Sequence[str] = (),
) -> FactRequest:
    """Ask the applicant about one job, some answers, the typing or the education, by a last day.

    Raises NotAllowed, MoveNotAllowed; Refused for what the application has not, without words, for a day that is not
    after today, or while the same is asked already. Source: City of San Diego, Notice of Application Review.
    """
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("applicant", "posting", "revision")
            .get(pk=application_id)
        )
        authorise(actor, "ask_for_document", application)
        _must_be_there(application, what, questions)
        if not note.strip():
            raise Refused("Say what is open and what would settle it. The applicant reads this.")
        if due_on <= city_day(at):
            raise Refused(
                "The last day must be after today, so that the applicant has a whole day. Choose a later one."
            )
        if application.fact_requests.filter(what=what, answered_at=None, lapsed_at=None).exists():
            raise Refused("The applicant was asked about this already, and the last day has not passed.")
        before, after = move(application, ApplicationEvent.ASK_FOR_DOCUMENT, at=at)
        made = FactRequest.objects.create(
            application=application,
            what=what,
            questions=list(questions) if what == ANSWERS else [],
            note=note.strip(),
            due_on=due_on,
            asked_by=actor,
            asked_at=at,
        )
        history.record(
            actor=actor,
            verb="ask_for_facts",
            subject=made,
            application=application,
            from_state=before,
            to_state=after,
            facts={"what": what, "due_on": due_on.isoformat()},
            at=at,
        )
        notice.give(
            kind=NoticeKind.FACTS_REQUESTED,
            recipient=application.applicant,
            application=application,
            cause=f"fact_request:{made.pk}",
            context={"request": made, "asked_by": actor, **city()},
            at=at,
        )
    return made


def unanswered(application: Application) -> list[FactRequest]:
    """What was asked and not said yet; what is past its day can be said still, and is marked late."""
    return list(application.fact_requests.filter(answered_at=None))


def answered(application: Application, what: str, *, at: datetime) -> FactRequest | None:
    """Note that a locked application's open request about this was answered; the request, if there was one."""
    request = application.fact_requests.filter(what=what, answered_at=None).order_by("-pk").first()
    if request is not None:
        request.answered_at = at
        request.save(update_fields=["answered_at"])
    return request


def lapse_due(*, at: datetime) -> int:
    """Record what was not said by its last day, and bring its application back to a person. How many requests."""
    due = FactRequest.objects.filter(answered_at=None, lapsed_at=None, due_on__lt=city_day(at))
    due = due.exclude(application__state=ApplicationState.WITHDRAWN)
    lapsed = 0
    for application_id in due.order_by("application_id").values_list("application_id", flat=True).distinct():
        lapsed += _lapse(application_id, at=at)
    return lapsed


def _lapse(application_id: int, *, at: datetime) -> int:
    with transaction.atomic():
        application = Application.objects.select_for_update(of=("self",)).get(pk=application_id)
        if application.state == ApplicationState.WITHDRAWN:
            return 0
        rows = application.fact_requests.filter(answered_at=None, lapsed_at=None, due_on__lt=city_day(at))
        requests = list(rows)
        for request in requests:
            request.lapsed_at = at
            request.save(update_fields=["lapsed_at"])
            history.record(
                actor=None,
                verb="lapse",
                subject=request,
                application=application,
                facts={"what": request.what, "due_on": request.due_on.isoformat()},
                at=at,
            )
        if requests and allowed(application.state, ApplicationEvent.SUPPLEMENT):
            documents.supplement(
                application=application, cause=SubmissionCause.DUE_DATE_PASSED, actor=None, at=at
            )
    return len(requests)


def _must_be_there(application: Application, what: str, questions: Sequence[str]) -> None:
    jobs = [f"job-{number}" for number in range(1, len(jobs_of(application)) + 1)]
    if what not in (*jobs, NEW_JOB, ANSWERS, TYPING, EDUCATION):
        raise Refused("The application has no such entry. Choose one of those that are offered.")
    known = {question.slug for question in application.revision.questions.all()}
    if what == ANSWERS and not (questions and set(questions) <= known):
        raise Refused("Choose which of the posting's questions the applicant shall answer.")
