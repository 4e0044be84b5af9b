"""Check yourself first: a private questionnaire before applying. What is answered travels in the page and stays nowhere."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from postings.announcement import announcement
from postings.domain.queries import announced_postings
from postings.domain.spoken import spoken
from postings.models import Posting, PostingRevision
from screening.city_time import city_day
from screening.domain.self_check import check, lacking, steps_of
from screening.forms.self_check import form_of
from screening.languages import SWITCH
from screening.proof_in_words import counted, outline
from screening.views.public.self_check_words import HEADINGS, SETTLES, bring, found

SALT = "self-check"
SWITCHES = {"switches_language": True}
"""Tells the header that this page's form carries what was answered into the other language."""
MOST_JOBS = 20
FORMS = ("job", "duties", "education", "typing", "questions")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def self_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Each page is the answer to a POST that carries all answers so far, signed: no row, no session, no cookie holds any."""
    posting = get_object_or_404(announced_postings(), slug=slug)
    assert posting.current_revision is not None  # what is announced was published
    response = _Check(request, posting, spoken(posting.current_revision)).answer()
    response.headers["Cache-Control"] = "no-store, private"
    return response


class _Check:
    """One request: the answers so far, what was sent with it, and the page that comes next."""

    def __init__(self, request: HttpRequest, posting: Posting, revision: PostingRevision) -> None:
        self.request, self.posting, self.revision = request, posting, revision
        self.steps = steps_of(revision)
        self.answers: dict[str, Any] = {"revision": revision.pk, "jobs": []}

    def answer(self) -> HttpResponse:
        post = self.request.POST
        if self.request.method != "POST":
            return self.show("start")
        if post.get("so_far"):
            try:
                self.answers = signing.loads(post["so_far"], salt=SALT)
            except signing.BadSignature:
                return self.show("start", {"begun_again": "unreadable"}, status=400)
            if self.answers["revision"] != self.revision.pk:
                return self.show("start", {"begun_again": "revised"}, status=409)
        if SWITCH in post and "page" not in post:
            return self.go(post.get("at", ""))
        if post.get("go"):
            return self.go(post["go"])
        return self.take(post.get("page", ""))

    def take(self, page: str) -> HttpResponse:
        """Take the answers of a form; one that cannot be read is shown again with what to mend."""
        number = self.job_number(self.request.POST.get("job", ""))
        jobs = self.answers["jobs"]
        if page not in FORMS or (page == "duties" and number is None):
            return self.show("start", status=400)
        form = form_of(page, self.revision, self.request.POST)
        if page == "job":
            form.today = city_day(self.request.arrived_at)  # type: ignore[attr-defined]
        if not form.is_valid():
            return self.form(page, form, number, status=400)
        if page == "job":
            if number is None and len(jobs) >= MOST_JOBS:
                return self.jobs()
            number = len(jobs) if number is None else number
            jobs[number:] = [
                {**(jobs[number] if number < len(jobs) else {}), **form.content()},
                *jobs[number + 1 :],
            ]
            return (
                self.form("duties", None, number)
                if self.revision.requirements.get("duties")
                else self.show("jobs")
            )
        if page == "duties":
            assert number is not None
            jobs[number]["duties"] = form.content()
            return self.jobs()
        self.answers[page] = form.content()
        return self.go(f"after-{page}")

    def go(self, where: str) -> HttpResponse:
        """The page that a button names."""
        verb, _, rest = where.partition("-")
        number = self.job_number(rest)
        if verb == "after":
            later = self.steps[self.steps.index(rest) + 1 :] if rest in self.steps else self.steps
            return self.go(later[0] if later else "result")
        if verb == "remove" and number is not None:
            del self.answers["jobs"][number]
            return self.jobs()
        if verb in ("job", "duties") and (number is not None or where == "job"):
            return self.form(verb, None, number)
        if where == "jobs" and not self.answers["jobs"]:
            return self.form("job", None, None)
        if where == "jobs":
            return self.jobs()
        if where in self.steps:
            return self.form(where, None, None)
        if where == "result":
            return self.result()
        return self.show("start", status=400)

    def jobs(self) -> HttpResponse:
        return self.show("jobs", {"form": SWITCHES, "at": "jobs"})

    def job_number(self, text: str) -> int | None:
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1
        return number if 0 <= number < len(self.answers["jobs"]) else None

    def form(self, page: str, form: Any, number: int | None, status: int = 200) -> HttpResponse:
        job = {} if number is None else self.answers["jobs"][number]
        saved = {"job": job, "duties": job.get("duties", {})}.get(page, self.answers.get(page, {}))
        if form is None:
            form = form_of(page, self.revision)
            form.initial = form.initial_of(saved) if saved else {}
        step = "jobs" if page in ("job", "duties") else page
        place = self.steps.index(step)
        back = "jobs" if step == "jobs" and self.answers["jobs"] else self.steps[place - 1] if place else ""
        context = {"page": page, "form": form, "job": job, "number": number, "back": back, "step": place + 1}
        return self.show("form", context, status=status)

    def result(self) -> HttpResponse:
        at = self.request.arrived_at  # type: ignore[attr-defined]  # set by ArrivalMiddleware
        closes = self.posting.closes_at
        proof = check(self.revision, self.answers, on=city_day(at), closing_on=closes and city_day(closes))
        lacks = lacking(proof)
        context = {
            "found": found(proof.data["outcome"]),
            "outcome": proof.data["outcome"],
            "lacks": [(lack, [SETTLES[reason] for reason in lack.reasons]) for lack in lacks],
            "nodes": outline(proof),
            "counted": counted(proof),
            "bring": bring(self.revision, self.answers, proof.data["reasons"]),
            "later": proof.data["later"],
        }
        return self.show("result", context | {"form": SWITCHES, "at": "result"})

    def show(self, name: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
        common = {
            "posting": self.posting,
            "revision": self.revision,
            "says": announcement(self.posting, now=self.request.arrived_at),  # type: ignore[attr-defined]
            "answers": self.answers,
            "so_far": signing.dumps(self.answers, salt=SALT, compress=True),
            "steps": self.steps,
            "headings": HEADINGS,
            "asks_duties": bool(self.revision.requirements.get("duties")),
            "full": len(self.answers["jobs"]) >= MOST_JOBS,
        }
        return render(self.request, f"public/self_check/{name}.html", common | (context or {}), status=status)
