"""An offer as its two sides read it: the letter's rows, and where each check stands, without what it came to."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from postings.domain.spoken import language_in_force
from postings.models import PostingRevision
from screening.city_time import city_day, day_in_words
from screening.domain.fair_chance import last_day_of, next_steps
from screening.domain.offer_queries import is_being_weighed, is_done, last_result, last_step
from screening.models import Offer, OfferCheck
from screening.offer_enums import CheckResult, FairChance


class CheckLine(NamedTuple):
    """A line of the checklist: its words, whether it is done, where it stands, and until when an answer is waited for."""

    check: OfferCheck
    label: str
    done: bool
    standing: str
    answer_by: Any = None
    may_dispute: bool = False


def letter_rows(offer: Offer) -> list[tuple[str, str]]:
    """What the letter says, key and value."""
    where = offer.vacancy.location
    rows = [
        (_("Position"), str(offer.vacancy.job_class)),
        (_("Department"), str(offer.vacancy.department)),
        (_("Where"), where),
        (_("Pay"), offer.pay),
        (_("Proposed first day of work"), day_in_words(offer.starts_on, weekday=True)),
        (_("Please answer by"), day_in_words(offer.answer_by, weekday=True)),
        (_("Requisition"), offer.vacancy.requisition),
    ]
    return [(key, value) for key, value in rows if value]


def signatures(offer: Offer) -> list[tuple[str, str]]:
    """Who signed for the City and, once it is accepted, for themselves, each with the day."""
    rows = [
        (
            _("Signed for the City by typing the name"),
            _("%(name)s, %(day)s")
            % {"name": offer.signed_name, "day": day_in_words(city_day(offer.made_at))},
        )
    ]
    if offer.answered_name and offer.answered_at:
        signed = {"name": offer.answered_name, "day": day_in_words(city_day(offer.answered_at))}
        rows.append((_("Accepted by typing the name"), _("%(name)s, %(day)s") % signed))
    return rows


def check_lines(checks: list[OfferCheck], revision: PostingRevision) -> list[CheckLine]:
    """The checklist in the language in force. What a check came to is said to the person by the department, never here."""
    catalogue = revision.translations.get(language_in_force()) or {}
    return [_line(check, catalogue.get(check.label) or check.label) for check in checks]


def _line(check: OfferCheck, label: str) -> CheckLine:
    step, result = last_step(check), last_result(check)
    if step is not None and step.kind != FairChance.BEARING and is_being_weighed(check):
        until = last_day_of(check)
        return CheckLine(
            check, label, False, _("We wait for your answer"), until, FairChance.DISPUTED in next_steps(check)
        )
    if is_done(check):
        words = _("Complete")
        if result is not None and result.result == CheckResult.NOT_NEEDED:
            words = _("Not needed for this position")
        return CheckLine(check, label, True, words)
    if result is not None:
        return CheckLine(check, label, False, _("The Personnel Department talks with you about it"))
    return CheckLine(check, label, False, _("Not complete yet"))
