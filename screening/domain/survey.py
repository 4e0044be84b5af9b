"""The voluntary equal-opportunity survey: answered, changed, taken back by the person alone.

No history line and no notice is written: even that somebody answered is nobody's business (decision 0013). A report of
selection rates joins answers and outcomes by ``pseudonym`` inside its own verb; no query gives a row to anybody.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from screening.city_time import city_day, day_in_words
from screening.civil_service_rules import DAYS_TO_ANSWER_THE_SURVEY
from screening.errors import Refused
from screening.models import Application, SurveyAnswers, User
from screening.permissions import authorise

QUESTIONS = ("sex", "race", "veteran", "disability")


def pseudonym(application_id: int) -> str:
    """The name under which an application's answers are kept: HMAC-SHA256 under a key of its own."""
    return hmac.new(
        settings.SURVEY_KEY.encode(), f"survey:{application_id}".encode(), hashlib.sha256
    ).hexdigest()


def last_day(application: Application) -> date:
    """The last whole day on which answers can be given, changed or taken back."""
    assert application.submitted_at is not None  # only a sent application has a survey
    return city_day(application.submitted_at) + timedelta(days=DAYS_TO_ANSWER_THE_SURVEY.value)


def is_open(application: Application, at: datetime) -> bool:
    return city_day(at) <= last_day(application)


def answer(*, actor: User, application_id: int, answers: Mapping[str, str], at: datetime) -> None:
    """Keep the answers that were given, instead of those before; none given keeps nothing.

    Raises NotAllowed, and Refused after the last day. Source: 29 CFR 1607.4; Cal. Code Regs., tit. 2, section 11013.
    """
    with transaction.atomic():
        application = _own(actor, application_id, at)
        given = {name: answers.get(name, "") for name in QUESTIONS}
        if not any(given.values()):
            return
        SurveyAnswers.objects.update_or_create(
            pseudonym=pseudonym(application.pk), defaults={**given, "year": city_day(at).year}
        )


def take_back(*, actor: User, application_id: int, at: datetime) -> None:
    """Delete one's answers. Raises NotAllowed, and Refused after the last day."""
    with transaction.atomic():
        application = _own(actor, application_id, at)
        SurveyAnswers.objects.filter(pseudonym=pseudonym(application.pk)).delete()


def forget(application_ids: list[int]) -> int:
    """Delete the answers of applications whose records end; how many there were."""
    names = [pseudonym(each) for each in application_ids]
    return SurveyAnswers.objects.filter(pseudonym__in=names).delete()[0]


def has_answered(*, actor: User, application: Application) -> bool:
    """Whether the person has answers kept; never which. Raises NotAllowed."""
    authorise(actor, "answer_survey", application)
    return SurveyAnswers.objects.filter(pseudonym=pseudonym(application.pk)).exists()


def _own(actor: User, application_id: int, at: datetime) -> Application:
    application = Application.objects.select_for_update(of=("self",)).get(pk=application_id)
    authorise(actor, "answer_survey", application)
    if not is_open(application, at):
        raise Refused(
            _(
                "The survey was open until %(day)s. Your answers stay as they are, and nobody can see whose they are."
            )
            % {"day": day_in_words(last_day(application))}
        )
    return application
