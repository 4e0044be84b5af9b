"""The top of the status page: where an application is, what happens next, and what its owner must do."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from screening.city_time import day_in_words, instant_in_words
from screening.enums import ApplicationState, InterviewListState, InterviewOfferState, StandingKind
from screening.models import Application, DocumentRequest, InterviewOffer, NameRemoval, Offer
from screening.offer_enums import OfferState


class Top(NamedTuple):
    """Three sentences and, where there is something to do, the button that does it."""

    where: str
    next: str
    do: str
    url: str = ""
    button: str = ""


def top(application: Application, facts: Mapping[str, Any]) -> Top:
    """The first thing that a worried person reads. ``facts`` is the context of the status page."""
    return _OF[ApplicationState(application.state)](application, facts)


def _submitted(application: Application, facts: Mapping[str, Any]) -> Top:
    return Top(
        _("Your answers are being evaluated against the minimum requirements."),
        _("This takes a minute or two. Then a person in the Personnel Department looks at it."),
        _("Nothing now."),
    )


def _in_review(application: Application, facts: Mapping[str, Any]) -> Top:
    return Top(
        _("A person in the Personnel Department looks at your application now."),
        _("The person decides. We write to you as soon as that is done. There is no fixed day for it."),
        _("Nothing now."),
    )


def _incomplete(application: Application, facts: Mapping[str, Any]) -> Top:
    open_now = _first_in_time(facts["requests"])
    asked = next((request for request, in_time in facts["fact_requests"] if in_time), None)
    if open_now is None and asked is not None:
        day = day_in_words(asked.due_on)
        return Top(
            _("We need to know something more from you before we can go on."),
            _("When you have answered, or after %(day)s, we go on with your application.") % {"day": day},
            _("Answer by %(day)s.") % {"day": day},
            reverse("applicant:correct", args=[application.pk, asked.what]),
            _("Answer now"),
        )
    if open_now is None:
        return Top(
            _("We asked you for a paper, and its last day has passed."),
            _("We go on without it, and write to you when a person has decided."),
            _("Nothing now."),
        )
    request, label = open_now
    day = day_in_words(request.due_on)
    return Top(
        _("We need something from you before we can go on."),
        _("When it is here, or after %(day)s, we go on with your application.") % {"day": day},
        _("Send this by %(day)s: %(paper)s.") % {"day": day, "paper": label},
        reverse("applicant:document_add", args=[application.pk])
        + f"?kind={request.kind}&job={request.job_key}",
        _("Send this paper"),
    )


def _first_in_time(requests: Sequence[Any]) -> tuple[DocumentRequest, str] | None:
    due = [
        (request, kind.label if kind else request.kind)
        for request, kind, _job, in_time, taken in requests
        if in_time and taken
    ]
    return min(due, key=lambda each: each[0].due_on, default=None)


def _qualified(application: Application, facts: Mapping[str, Any]) -> Top:
    return Top(
        _("You meet the minimum requirements."),
        _("Next, your name is placed on the eligible list. We write to you when it is."),
        _("Nothing now."),
    )


def _not_qualified(application: Application, facts: Mapping[str, Any]) -> Top:
    where = _("A person found that a minimum requirement is not met.")
    if "appeal_by" not in facts:
        return Top(where, _("We write to you about it."), _("Nothing now."))
    heard_by: list[date] = [day for appeal, _words, day in facts["appeals"] if appeal.is_open]
    if heard_by:
        then = _("Another person decides your appeal. We write to you by %(day)s.")
        return Top(where, then % {"day": day_in_words(max(heard_by))}, _("Nothing now."))
    if facts["appeal_is_late"] and not facts["answers_in_time"]:
        return Top(where, _("The decision stands."), _("Nothing now."), "#you-can", _("See what you can do"))
    days = {"answer": day_in_words(facts["answer_by"]), "appeal": day_in_words(facts["appeal_by"])}
    return Top(
        where,
        _("The decision stands, unless you send what was missing by %(answer)s or appeal by %(appeal)s.")
        % days,
        _("Nothing, if you agree. If you think that we are wrong, or if something was missing, tell us."),
        "#you-can",
        _("See what you can do"),
    )


def _listed(application: Application, facts: Mapping[str, Any]) -> Top:
    for removal in facts["removals"]:
        if removal.holds or (removal.is_open and removal.replied_at is None):
            return _with_removal(application, removal)
    for offer in facts["offers"]:
        if offer.state in _WITH_AN_OFFER:
            return _with_offer(application, offer)
    if facts["days_left"] < 0 and facts["entry"].expires_on:
        return Top(
            _("Your time on the eligible list is over."),
            _("Hiring departments do not get your name from it any more."),
            _("Nothing now. You may apply again when the class opens."),
        )
    if facts["days_left"] < 0:
        return Top(
            _("The eligible list with your name has ended."),
            _("Hiring departments get no more names from it."),
            _("Nothing now. You may apply again when the class opens."),
        )
    if resting := facts["standing"]["pause"]:
        return Top(
            _("Your name rests on the eligible list, because you are not available."),
            _("No department gets your name until %(day)s. On the day after, it is back by itself.")
            % {"day": day_in_words(resting.until)},
            _("Nothing now. If you are available sooner, say so."),
            "#your-standing",
            _("See your pause"),
        )
    if waiting := next((one.offer for one in facts["interviews"] if _waits_for_a_time(one.offer)), None):
        return Top(
            _("A department would like to interview you."),
            _("When you have chosen a time, the department expects you then."),
            _("Choose a time for your interview. The sooner you choose, the more times are free."),
            reverse("applicant:interview", args=[application.pk, waiting.pk]),
            _("Choose a time"),
        )
    if coming := next((one for one in facts["interviews"] if one.is_coming), None):
        offer, slot, _is_coming = coming
        return Top(
            _("You have an interview."),
            _("The department expects you on %(when)s.")
            % {"when": instant_in_words(slot.starts_at, zone_name=slot.zone)},
            _("Come to your interview. If you cannot, change or cancel it in time."),
            reverse("applicant:interview", args=[application.pk, offer.pk]),
            _("See your interview"),
        )
    return Top(
        _("Your name is on the eligible list."),
        _("Hiring departments may contact you for an interview, until %(day)s.")
        % {"day": day_in_words(facts["entry"].last_day)},
        _("Keep your phone number and e-mail address up to date."),
        reverse("own_contact"),
        _("See how we reach you"),
    )


def _with_removal(application: Application, removal: NameRemoval) -> Top:
    page = reverse("applicant:removal", args=[application.pk, removal.pk])
    if removal.holds:
        return Top(
            _("Your name was taken off the eligible list."),
            _("Hiring departments get your name no more."),
            _("Nothing now. If you think that we are wrong, write to the Personnel Department."),
            page,
            _("See why"),
        )
    return Top(
        _("We may take your name off the eligible list. Nothing is decided yet."),
        _("A person who did not propose this decides, after your reply."),
        _("Reply by %(day)s.") % {"day": day_in_words(removal.reply_by)},
        page,
        _("See why and reply"),
    )


_WITH_AN_OFFER = (OfferState.MADE, OfferState.ACCEPTED, OfferState.APPOINTED)


def _with_offer(application: Application, offer: Offer) -> Top:
    page = reverse("applicant:offer", args=[application.pk, offer.pk])
    if offer.state == OfferState.APPOINTED:
        return Top(
            _("You are appointed."),
            _("The department tells you when and where to come."),
            _("Nothing now."),
            page,
            _("See your offer"),
        )
    if offer.state == OfferState.ACCEPTED:
        return Top(
            _("You accepted a job offer. Its checks are being done."),
            _("The Personnel Department gets in touch with you about each check."),
            _("Keep your present job until you are told that you are appointed."),
            page,
            _("See your checks"),
        )
    return Top(
        _("A department offers you a job."),
        _("When you have signed the letter, the checks begin that are named in it."),
        _("Sign or decline the offer by %(day)s.") % {"day": day_in_words(offer.answer_by)},
        page,
        _("Read the letter"),
    )


def _waits_for_a_time(offer: InterviewOffer) -> bool:
    return (
        offer.state == InterviewOfferState.OFFERED
        and offer.referral.interview_list.state == InterviewListState.ISSUED
    )


def _withdrawn(application: Application, facts: Mapping[str, Any]) -> Top:
    standing = facts["standing"]
    listed = standing["withdrawn"] and standing["withdrawn"].kind == StandingKind.LEAVE_LIST
    where = _("You withdrew from the eligible list.") if listed else _("You withdrew your application.")
    if not standing["may_undo"]:
        return Top(where, _("Nothing more happens with it."), _("Nothing now."))
    return Top(
        where,
        _("Nothing more happens with it, unless you undo this."),
        _("Nothing, if you meant it. You can undo it until %(until)s.")
        % {"until": instant_in_words(standing["undo_until"].replace(second=0, microsecond=0))},
        "#your-standing",
        _("See how to undo it"),
    )


_OF = {
    ApplicationState.SUBMITTED: _submitted,
    ApplicationState.IN_REVIEW: _in_review,
    ApplicationState.INCOMPLETE: _incomplete,
    ApplicationState.QUALIFIED: _qualified,
    ApplicationState.NOT_QUALIFIED: _not_qualified,
    ApplicationState.LISTED: _listed,
    ApplicationState.WITHDRAWN: _withdrawn,
}
