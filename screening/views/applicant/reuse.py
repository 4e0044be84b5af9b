"""Starting from an earlier application, and looking at the answers that it offers."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from screening.answers_in_words import answer_in_words
from screening.city_time import city_day, day_in_words
from screening.domain import reuse
from screening.domain.reused_answers import Offer, as_offered, offers, take_answers
from screening.enums import Section
from screening.errors import Refused
from screening.forms.applicant.reuse import NONE, EarlierForm, OffersForm
from screening.models import Application
from screening.views.applicant.door import own_draft
from screening.views.personal import personal_page


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def earlier(request: HttpRequest, pk: int) -> HttpResponse:
    """Which earlier application to start from. Once something is filled in, there is nothing to choose."""
    application = own_draft(request, pk)
    if not reuse.is_untouched(application):
        return redirect("applicant:application", application.pk)
    prefetch_related_objects([application], "sections", "revision__questions")
    found = list(reuse.earlier_applications(application))
    choices = [(str(one.pk), _named(one, application)) for one in found]
    form = EarlierForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["earlier"]
        if chosen != NONE:
            copied = reuse.start_from(
                actor=request.user,
                application_id=application.pk,
                earlier_id=int(chosen),
                at=request.arrived_at,
            )
            if any(copied):
                said = _("Copied: %(what)s. Look at each before you send.") % {"what": _counted(copied)}
                messages.success(request, said)
        return redirect("applicant:application", application.pk)
    context = {"application": application, "form": form}
    return render(request, "applicant/earlier.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """The offered answers, each with its question; those that are ticked become the person's answers."""
    application = own_draft(request, pk)
    source = application.started_from
    if source is None:
        return redirect("applicant:application", application.pk)
    found = offers(application, source)
    form = OffersForm(request.POST or None, offers=found, initial={"shown": as_offered(found)})
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            count = take_answers(
                actor=request.user,
                application_id=application.pk,
                slugs=form.chosen,
                shown=form.cleaned_data["shown"],
                at=request.arrived_at,
            )
        except Refused as stale:
            refused = str(stale)
            form = OffersForm(offers=found, initial={"shown": as_offered(found)})
        else:
            said = ngettext(
                "%(count)d answer is taken over. Answer the other questions here.",
                "%(count)d answers are taken over. Answer the other questions here.",
                count,
            )
            messages.success(request, said % {"count": count})
            return redirect("applicant:section", application.pk, Section.QUESTIONS.value)
    context = {
        "application": application,
        "source": source_in_words(source),
        "rows": [(offer, _said(offer), form[offer.question.slug]) for offer in found],
        "form": form,
        "refused": refused,
    }
    status = 409 if refused else 400 if form.errors else 200
    return render(request, "applicant/earlier_answers.html", context, status=status)


def _said(offer: Offer) -> str:
    if offer.files:
        return "\n".join(paper.original_name for paper in offer.files)
    return answer_in_words(offer.question, offer.answer)


def offered(application: Application) -> dict[str, object]:
    """How many answers wait to be looked at, and from where, for the pages that lead there."""
    source = application.started_from
    count = len(offers(application, source))
    return {"count": count, "source": source_in_words(source)} if source and count else {}


def source_in_words(source: Application) -> str:
    """'your application of June 3, 2026 for Bus Driver'."""
    when = source.submitted_at or source.started_at
    words = (
        _("your application of %(day)s for %(title)s")
        if source.submitted_at
        else _("your draft of %(day)s for %(title)s, which is not sent")
    )
    return words % {"day": day_in_words(city_day(when)), "title": source.posting}


def _named(one: Application, application: Application) -> str:
    when = day_in_words(city_day(one.submitted_at or one.started_at))
    state = _("sent %(day)s") if one.submitted_at else _("begun %(day)s, not sent")
    waiting: list[Offer] = offers(application, one)
    what = _counted(reuse.would_copy(one, application.revision), waiting)
    return f"{one.posting}, {state % {'day': when}}: {what}"


def _counted(copied: reuse.Copied, waiting: list[Offer] | None = None) -> str:
    """'3 jobs, 2 entries of your education, 4 answers to look at'."""
    parts = []
    if copied.jobs:
        parts.append(ngettext("%(count)d job", "%(count)d jobs", copied.jobs) % {"count": copied.jobs})
    if copied.education:
        parts.append(
            ngettext(
                "%(count)d entry of your education", "%(count)d entries of your education", copied.education
            )
            % {"count": copied.education}
        )
    if waiting:
        parts.append(
            ngettext("%(count)d answer to look at", "%(count)d answers to look at", len(waiting))
            % {"count": len(waiting)}
        )
    return ", ".join(parts) or _("nothing that this job asks for")
