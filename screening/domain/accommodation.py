"""Accommodations: asked for by anybody at any step, answered by the accommodation officer alone.

What is asked and answered stands in its own rows. History and notices name the request by its number and repeat none of it.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from screening.domain import history, notice
from screening.enums import AccommodationEvent, AccommodationState, AccommodationStep, NoticeKind, Role
from screening.errors import Refused
from screening.models import AccommodationReply, AccommodationRequest, User
from screening.permissions import authorise
from screening.transitions import accommodation_target


def ask(
    *,
    actor: User | None,
    step: AccommodationStep,
    need: str,
    reach: str,
    at: datetime,
    posting_id: int | None = None,
) -> AccommodationRequest:
    """Ask for an accommodation; ``actor`` is None for somebody who is not signed in. Everybody may.

    Raises Refused without a need or a way to reach the person. Source: ADA Title II, 28 CFR 35.130(b)(7); Cal. Gov. Code 12940(m), (n).
    """
    if not need.strip() or not reach.strip():
        raise Refused(_("Say what you need and how we can reach you, then send it again."))
    with transaction.atomic():
        asked = AccommodationRequest.objects.create(
            person=actor,
            posting_id=posting_id,
            step=step,
            need=need,
            reach=reach,
            asked_at=at,
            waiting_since=at,
        )
        history.record(actor=actor, verb="ask_for_accommodation", subject=asked, to_state=asked.state, at=at)
        for officer in _officers():
            if officer == actor:
                continue
            _tell(officer, NoticeKind.ACCOMMODATION_NEW, asked, f"accommodation:{asked.pk}:new", at=at)
        if actor is not None:
            _tell(actor, NoticeKind.ACCOMMODATION_ASKED, asked, f"accommodation:{asked.pk}", at=at)
    return asked


def answer(
    *,
    actor: User,
    request_id: int,
    event: AccommodationEvent,
    words: str,
    at: datetime,
    panel_provides: str = "",
) -> AccommodationReply:
    """Reply, mark as arranged, or say that it cannot be. Raises NotAllowed, MoveNotAllowed, Refused without words."""
    with transaction.atomic():
        asked = AccommodationRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
        authorise(actor, "answer_accommodation", asked)
        if event == AccommodationEvent.WITHDRAW:
            raise Refused(
                _("Only the person who asked can withdraw a request. Reply, arrange or decline it.")
            )
        if not words.strip():
            raise Refused(_("Write what the person should know, then save again."))
        if panel_provides.strip() and event != AccommodationEvent.ARRANGE:
            raise Refused(
                _(
                    "What the panel provides is written down once it is arranged. Choose that, or empty the field."
                )
            )
        reply = _move(asked, event, actor=actor, words=words, panel_provides=panel_provides.strip(), at=at)
        if asked.person is not None:
            cause = f"accommodation_reply:{reply.pk}"
            _tell(asked.person, NoticeKind.ACCOMMODATION_REPLY, asked, cause, at=at)
    return reply


def withdraw(*, actor: User, request_id: int, at: datetime) -> AccommodationReply:
    """Say that one needs it no longer. Raises NotAllowed, MoveNotAllowed."""
    with transaction.atomic():
        asked = AccommodationRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
        authorise(actor, "withdraw_accommodation", asked)
        return _move(asked, AccommodationEvent.WITHDRAW, actor=actor, at=at)


def to_provide(person_ids: Collection[int], *, posting_id: int) -> dict[int, list[str]]:
    """Person → what whoever runs their interview must provide, as the officer wrote it; never what was asked or why.

    Of each arranged request for an interview of this posting, or of none in particular, what was arranged last.
    """
    rows = AccommodationReply.objects.filter(
        Q(request__posting=posting_id) | Q(request__posting__isnull=True),
        request__person__in=person_ids,
        request__step__in=(AccommodationStep.INTERVIEW, AccommodationStep.OTHER),
        request__state=AccommodationState.ARRANGED,
        event=AccommodationEvent.ARRANGE,
    )
    last = {
        (person, request): words
        for person, request, words in rows.order_by("pk").values_list(
            "request__person_id", "request_id", "panel_provides"
        )
    }
    provide: dict[int, list[str]] = {}
    for (person, _request), words in last.items():
        if words:
            provide.setdefault(person, []).append(words)
    return provide


def _move(
    asked: AccommodationRequest,
    event: AccommodationEvent,
    *,
    actor: User,
    at: datetime,
    words: str = "",
    panel_provides: str = "",
) -> AccommodationReply:
    before, after = asked.state, accommodation_target(asked.state, event)
    asked.state, asked.waiting_since = after, at
    asked.save(update_fields=["state", "waiting_since"])
    reply = AccommodationReply.objects.create(
        request=asked, event=event, words=words, panel_provides=panel_provides, made_by=actor, made_at=at
    )
    history.record(
        actor=actor,
        verb=f"{event.value}_accommodation",
        subject=asked,
        from_state=before,
        to_state=after,
        at=at,
    )
    return reply


def _officers() -> QuerySet[User]:
    return User.objects.filter(roles__role=Role.ACCOMMODATION_OFFICER, is_active=True).distinct()


def _tell(person: User, kind: NoticeKind, asked: AccommodationRequest, cause: str, *, at: datetime) -> None:
    """A notice that belongs to no application, so that no page of one shows it; the mail repeats nothing."""
    notice.give(kind=kind, recipient=person, cause=cause, context={"request_number": asked.pk}, at=at)


OPEN = (AccommodationState.WAITING, AccommodationState.IN_TOUCH)
"""Requests that still wait for the officer or are being worked out."""
