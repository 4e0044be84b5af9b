"""The page on which the applicant is asked to say what a requirement waits for."""

from typing import Any

from django.contrib.admin.options import ModelAdmin
from django.http import HttpRequest, HttpResponse

from screening.admin.verb_page import posted, verb_page
from screening.city_time import city_day
from screening.domain import document_request, fact_request
from screening.domain.jobs import jobs_of
from screening.domain.open_facts import ANSWERS, EDUCATION, NEW_JOB, TYPING, OpenFact, open_facts
from screening.domain.queries import latest_evaluation
from screening.forms.ask_for_facts import AskForFactsForm
from screening.models import Application
from screening.permissions import authorise

NAMES = {
    ANSWERS: "Answers to the posting's questions",
    TYPING: "Typing",
    EDUCATION: "Education, licenses and certificates",
}


def ask_for_facts(model_admin: ModelAdmin, request: HttpRequest, application: Application) -> HttpResponse:
    """Ask about one entry; what the evaluation left open stands first, with why it is open."""
    authorise(request.user, "ask_for_document", application)
    evaluation = latest_evaluation(application)
    found = open_facts(application, evaluation) if evaluation else []
    entries = _entries(application, found)

    def act(cleaned: dict[str, Any]) -> str:
        made = fact_request.ask_for_facts(
            actor=request.user,
            application_id=application.pk,
            what=cleaned["what"],
            questions=cleaned["questions"] if cleaned["what"] == ANSWERS else (),
            note=cleaned["note"],
            due_on=cleaned["due_on"],
            at=request.arrived_at,
        )
        return f"Asked {application.name} about “{entries[made.what]}” until {made.due_on:%B} {made.due_on.day}, {made.due_on.year}."

    first = found[0] if found else None
    return verb_page(
        model_admin,
        request,
        application,
        form=AskForFactsForm(
            posted(request),
            entries=list(entries.items()),
            questions=[(q.slug, q.text) for q in application.revision.questions.all() if q.kind != "file"],
            initial={
                "what": first.what if first else "",
                "questions": list(first.questions) if first else [],
                "note": "\n".join(first.why) if first else "",
                "due_on": document_request.usual_due_date(city_day(request.arrived_at)),
            },
        ),
        act=act,
        title=f"Ask {application.name} to say more",
        button="Ask the applicant",
        template="ask_for_facts",
        context={"open": [(entries.get(one.what, one.what), one.why) for one in found]},
    )


def _entries(application: Application, found: list[OpenFact]) -> dict[str, str]:
    """Everything that may be asked about, what is open first."""
    jobs = {
        f"job-{number}": f"Job {number}: {job.get('title', '')}, {job.get('employer', '')}"
        for number, job in enumerate(jobs_of(application), start=1)
    }
    names = {**jobs, NEW_JOB: "A job that is missing", **NAMES}
    first = [one.what for one in found if one.what in names]
    return {what: names[what] for what in dict.fromkeys([*first, *names])}
