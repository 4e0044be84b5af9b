"""Resting on the eligible list until a day, and coming back before it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from screening.city_time import city_day, day_in_words
from screening.domain import standing
from screening.enums import ApplicationState, NoticeKind, StandingKind
from screening.errors import Refused
from screening.models import StandingChange, User


def pause(*, actor: User, application_id: int, until: date, at: datetime) -> StandingChange:
    """Rest on the list: no new interview list gets the name up to this day, that day included; a pause before ends.

    Raises NotAllowed; Refused where the name stands on no list in force, for a day that has passed, and for one that the
    list does not outlast.
    """
    with transaction.atomic():
        application, entry = standing.locked(actor, application_id, day=city_day(at))
        if entry is None:
            raise Refused(
                _("You can only pause while your name is on an eligible list. Look at where it stands now.")
            )
        if until < city_day(at):
            raise Refused(_("This day has passed. Choose today or a later day."))
        if until >= entry.last_day:
            raise Refused(
                _(
                    "Your time on the eligible list ends on %(day)s. Choose an earlier day, or withdraw from the list instead."
                )
                % {"day": day_in_words(entry.last_day)}
            )
        for before in application.standing_changes.filter(kind=StandingKind.PAUSE, ended_at__isnull=True):
            standing.end(before, actor=actor, at=at)
        stood = ApplicationState(application.state)
        change = standing.write(
            StandingKind.PAUSE,
            application,
            entry,
            stood,
            application.waiting_since,
            actor=actor,
            until=until,
            at=at,
        )
        standing.record("pause", change, at=at, facts={"until": until.isoformat()})
        standing.tell(NoticeKind.PAUSED, change, at=at)
    return change


def return_early(*, actor: User, application_id: int, at: datetime) -> StandingChange:
    """End a pause: from now on the name is sent again as it stands. Raises NotAllowed; Refused where there is none."""
    with transaction.atomic():
        application, _entry = standing.locked(actor, application_id, day=city_day(at))
        change = application.standing_changes.filter(kind=StandingKind.PAUSE, ended_at__isnull=True).first()
        if change is None or not change.holds_on(city_day(at)):
            raise Refused(_("Your pause is over already. Departments can see your name now."))
        standing.end(change, actor=actor, at=at)
        standing.record("return", change, at=at)
        standing.tell(NoticeKind.RETURNED, change, at=at)
    return change
