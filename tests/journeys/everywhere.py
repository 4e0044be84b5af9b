"""The pages of the applicant's and the public side in every state worth looking at, and who is asked for each."""

from datetime import timedelta
from io import StringIO
from typing import NamedTuple

from django.core.management import call_command

from postings.models import Posting
from screening.city_time import city_day, now
from screening.domain import application as applications
from screening.domain import fair_chance, interview_booking, removal
from screening.enums import ApplicationState, RemovalReason, Role, Section
from screening.models import (
    Application,
    InterviewList,
    InterviewOffer,
    NameRemoval,
    Notice,
    Offer,
    StandingChange,
    User,
)
from screening.offer_enums import Delivery, FairChance
from tests.factories import CONTACT, make_job, make_user
from tests.factories_interviews import choose, make_slots, offer_to
from tests.factories_offers import accept, make_offer, select
from tests.journeys.steps import CALL_CENTER, DUTIES, SLUG

EMPTY, FILLED = "empty@example.org", "filled@example.org"
_DRAFT = (
    "", "contact/", "work-history/", "work-history/add/", "questions/", "typing/", "documents/",
    "documents/add/?kind=oca_documentation", "check/",
)  # fmt: skip
_MISTAKES = {
    "work-history/add/": (("hours_per_week", "many"),),
    "questions/": (("clerical_months", "-1"),),
    "typing/": (("net_wpm", "fast"),),
    "documents/add/?kind=typing_certificate": (),
}


class State(NamedTuple):
    """A page as one person finds it (``who`` None: nobody signed in); ``sends`` its form for its mistakes.

    ``types``: (name of the control, what is typed) before it is sent.
    """

    who: str | None
    path: str
    sends: bool = False
    types: tuple[tuple[str, str], ...] = ()


def demonstration() -> None:
    """The real posting with its people in every state, and two drafts: an empty one and one that is filled in."""
    call_command("load_posting", f"postings/data/{SLUG}.yaml", stdout=StringIO())
    call_command("load_demonstration", stdout=StringIO())
    posting = Posting.objects.get(slug=SLUG)
    for email in (EMPTY, FILLED):
        user = make_user(email, given="Alex", family="Rivera")
        application = applications.start(actor=user, posting_id=posting.pk, at=now())
        if email == FILLED:
            _fill(application)
    _offer_interviews()
    _offer_a_position()


def _offer_interviews() -> None:
    """Three of the demonstration's list are asked to an interview: one has not answered, one has a time, one said no."""
    issued = InterviewList.objects.get(vacancy__requisition="PU-2026-014")
    panel = list(User.objects.filter(roles__role=Role.PANEL_MEMBER))
    make_slots(issued, panel, at=now(), day=city_day(now()) + timedelta(days=6))
    names = issued.referrals.order_by("pk").values_list("entry__application__name", flat=True)[:3]
    _, chosen, declined = sorted(offer_to(issued, *names, at=now()), key=lambda offer: offer.pk)
    choose(chosen, issued.interview_slots.earliest("starts_at"), at=now())
    interview_booking.say_no(actor=declined.referral.entry.person, offer_id=declined.pk, at=now())


def _offer_a_position() -> None:
    """The list's last two names: one has a job offer and the Fair Chance notice, the other is asked why to stay."""
    issued = InterviewList.objects.get(vacancy__requisition="PU-2026-014")
    last, before = issued.referrals.order_by("-order").select_related("entry__application")[:2]
    made = accept(
        make_offer(
            select(issued, last.entry.application.name, at=now()), last.entry.application.name, at=now()
        ),
        at=now(),
    )
    check, analyst = made.checks.get(kind="fingerprints"), issued.eligible_list.established_by
    fair_chance.take(actor=analyst, check_id=check.pk, step=FairChance.BEARING, at=now())
    fair_chance.take(
        actor=analyst, check_id=check.pk, step=FairChance.PRELIMINARY, delivery=Delivery.EMAIL, at=now()
    )
    removal.propose(
        actor=analyst,
        entry_id=before.entry_id,
        reason=RemovalReason.UNREACHABLE,
        note="Letters came back.",
        at=now(),
    )


def states() -> list[State]:
    """Every page in every state; ``demonstration`` was loaded before."""
    found = [
        State(None, path)
        for path in (
            "/", "/?q=nothing-like-it", f"/?q={'x' * 101}", f"/postings/{SLUG}/", f"/postings/{SLUG}/revisions/8/",
            f"/postings/{SLUG}/apply/", "/how-we-evaluate/", f"/postings/{SLUG}/check-yourself/",
            f"/tell-me/?class={SLUG}", "/verify/", f"/accommodation/?posting={SLUG}", "/accounts/login/",
            "/accounts/signup/", "/accounts/password/reset/", "/accounts/login/code/", "/nowhere/",
        )
    ]  # fmt: skip
    found += [
        State(None, path, sends=True)
        for path in ("/verify/", f"/accommodation/?posting={SLUG}", "/accounts/login/", "/accounts/signup/",
                     "/accounts/password/reset/")
    ]  # fmt: skip
    for email in (EMPTY, FILLED):
        application = Application.objects.get(applicant__email=email)
        found += [State(email, f"/applications/{application.pk}/{path}") for path in _DRAFT]
    empty = Application.objects.get(applicant__email=EMPTY)
    found += [
        State(EMPTY, f"/applications/{empty.pk}/{path}", sends=True, types=types)
        for path, types in _MISTAKES.items()
    ]
    filled = Application.objects.get(applicant__email=FILLED)
    jobs = f"/applications/{filled.pk}/work-history/job1/"
    found.append(
        State(FILLED, f"/applications/{filled.pk}/documents/add/?kind=oca_documentation", sends=True)
    )
    found += [State(FILLED, jobs), State(FILLED, f"{jobs}duties/"), State(FILLED, f"{jobs}remove/")]
    found += [
        State(FILLED, path)
        for path in ("/applications/", "/notices/", "/account/", "/account/contact/", "/accounts/email/",
                     "/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/", "/accommodation/")
    ]  # fmt: skip
    found.append(State(FILLED, "/accounts/password/change/", sends=True))
    return found + _sent() + _interviews() + _offers()


def _sent() -> list[State]:
    found = []
    for application in _one_of_each_state():
        who, here = application.applicant.email, f"/applications/{application.pk}/"
        found += [State(who, here), State(who, f"{here}receipt/"), State(who, f"{here}survey/")]
        if application.state == ApplicationState.NOT_QUALIFIED:
            asked = [
                f"{here}{path}" for path in ("appeal/", "correct/", "correct/job-1/", "correct/job-new/")
            ]
            found += [State(who, path) for path in asked]
            found += [
                State(who, f"{here}appeal/", sends=True),
                State(who, f"{here}correct/job-new/", sends=True),
            ]
        if application.state == ApplicationState.LISTED:
            found += [State(who, f"{here}standing/{path}/") for path in ("pause", "withdraw")]
            found += [State(who, f"{here}standing/pause/", sends=True), State(who, "/notices/")]
            notice = Notice.objects.filter(recipient=application.applicant).latest("pk")
            found.append(State(who, f"/notices/{notice.pk}/"))
        if application.state == ApplicationState.IN_REVIEW:
            found.append(State(who, f"{here}standing/withdraw/"))
    return found


def _interviews() -> list[State]:
    found = []
    for offer in InterviewOffer.objects.select_related("referral__entry__person").order_by("pk"):
        entry = offer.referral.entry
        here = f"/applications/{entry.application_id}/"
        found += [State(entry.person.email, path) for path in (here, f"{here}interviews/{offer.pk}/")]
    return [*found, State(found[0].who, found[1].path, sends=True)]


def _offers() -> list[State]:
    made = Offer.objects.get(vacancy__requisition="PU-2026-014")
    proposed = NameRemoval.objects.get(note="Letters came back.")
    hired, asked = made.selection.referral.entry, proposed.entry
    reply = f"/applications/{asked.application_id}/removals/{proposed.pk}/"
    return [
        *(
            State(made.person.email, path)
            for path in (
                f"/applications/{hired.application_id}/",
                f"/applications/{hired.application_id}/offers/{made.pk}/",
            )
        ),
        *(State(asked.person.email, path) for path in (f"/applications/{asked.application_id}/", reply)),
        State(asked.person.email, reply, sends=True),
    ]


def _one_of_each_state() -> list[Application]:
    """One sent application of each state, and the one that rests on the list."""
    sent = Application.objects.exclude(state=ApplicationState.DRAFT).select_related("applicant")
    resting = StandingChange.objects.filter(until__isnull=False).values("application")
    return [*sent.order_by("state", "pk").distinct("state"), *sent.filter(pk__in=resting)]


def _fill(application: Application) -> None:
    user: User = application.applicant
    at = now() + timedelta(seconds=1)
    jobs = [
        make_job("job1", duties={tag: CALL_CENTER.get(tag, "no") for tag in DUTIES}),
        make_job(
            "job2",
            employer="A" * 80,
            title="Coordinadora-de-atención-telefónica-y-facturación",
            start="2019-05",
            end="2022-01",
        ),
    ]
    sections = {
        Section.CONTACT: CONTACT | {"given_names": "Alex", "family_names": "Rivera", "email": user.email},
        Section.WORK_HISTORY: {"jobs": jobs},
        Section.QUESTIONS: {"answers": {"option": "option_1", "phone_systems": ["sap", "similar"]}},
        Section.TYPING: {
            "source": "certificate",
            "gross_wpm": 40,
            "errors": 2,
            "minutes": 5,
            "supervised": True,
        },
    }
    for section, content in sections.items():
        applications.save_section(
            actor=user, application_id=application.pk, section=section, content=content, version=0, at=at
        )
