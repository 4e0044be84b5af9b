"""How long the records of a posting are kept: four years from the last action."""

from datetime import date, datetime
from typing import Final

from postings.models import Posting
from screening.city_time import city_day
from screening.civil_service_rules import YEARS_TO_KEEP_RECORDS
from screening.models import Application, History

LOOKS: Final = (
    "look_at_selection_rates",
    "take_selection_rates",
    "take_out_interview_list",
    "ask_for_dossier",
    "take_out_dossier",
    "take_out_application",
    "propose_deletion",
    "agree_to_deletion",
    "delete_records",
    "build_dossier",
    "take_back_deletion",
    "hold_records",
    "release_records",
    "try_draft",
    "cancel_trial",
    "give_up_trial",
    "finish_trial",
    "take_out_trial",
    "take_out_reevaluation",
)
"""Lines of history that only look at the record; they do not make it younger or keep it longer."""


def last_action_at(posting: Posting) -> datetime:
    """The instant of the last action on a posting or on one of its applications; its opening where nothing happened."""
    last = History.objects.filter(posting_id=posting.pk).exclude(verb__in=LOOKS).order_by("-at").first()
    started = Application.objects.filter(posting=posting).order_by("-started_at").first()
    return max([posting.opens_at, *([last.at] if last else []), *([started.started_at] if started else [])])


def keep_until(posting: Posting) -> date:
    """The last day on which the records must still be there. Source: Cal. Gov. Code 12946."""
    day = city_day(last_action_at(posting))
    year = day.year + YEARS_TO_KEEP_RECORDS.value
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February: the day after, never the day before
        return date(year, 3, 1)
