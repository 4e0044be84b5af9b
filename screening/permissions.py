"""Who may do what: one map. Which rows a person may see is domain/queries.py and domain/hiring_queries.py."""

from collections.abc import Callable
from typing import Any

from screening.errors import NotAllowed
from screening.models import User
from screening.predicates import (
    arranges_accommodation,
    arranges_accommodations,
    asked_for_accommodation,
    checks_offer,
    decides_appeal,
    ends_disagreement,
    enters_admin,
    enters_hiring,
    enters_panel,
    hires_for,
    hires_for_department,
    hires_from_list,
    is_offered_interview,
    is_offered_position,
    is_oneself,
    is_signed_in,
    is_supervising,
    is_system_administrator,
    owns,
    owns_draft,
    owns_sent,
    reads_application,
    reads_dossiers,
    reads_interview_list,
    reads_pools,
    reads_selection_rates,
    reviews,
    runs_posting,
    sits_on_panel,
    supervises_application,
    takes_second_look,
    works_pools,
    writes_questions,
)
from screening.roles_held import departments_of as departments_of
from screening.roles_held import holds as holds
from screening.roles_held import postings_of as postings_of
from screening.roles_held import roles_of as roles_of

Predicate = Callable[[User, Any], bool]

PERMISSIONS: dict[str, Predicate] = {
    # applicant
    "start_application": is_signed_in,
    "edit_draft": owns_draft,
    "save_contact": is_oneself,
    "reuse_application": owns,
    "submit_application": owns,
    "send_document": owns,
    "correct_application": owns_sent,
    "read_sent_copy": owns,
    "answer_survey": owns_sent,
    "appeal": owns,
    "change_own_standing": owns_sent,
    "withdraw_appeal": owns,
    # analyst
    "enter_admin": enters_admin,
    "read_pools": reads_pools,
    "work_pools": works_pools,
    "export_pool": reads_pools,
    "keep_filter": works_pools,
    "decide_application": reviews,
    "settle_fact": reviews,
    "credit_veteran": reviews,
    "decide_appeal": decides_appeal,
    "take_out_application": reads_application,
    "ask_for_document": reviews,
    "review_document": reviews,
    "receive_document": reviews,
    "read_tray": reads_pools,
    "work_tray": works_pools,
    "set_aside_again": reviews,
    "take_second_look": takes_second_look,
    "end_disagreement": ends_disagreement,
    "recuse": reviews,
    "see_recused": is_supervising,
    "give_recused": supervises_application,
    "import_scores": runs_posting,
    "score_application": reviews,
    "import_facts": runs_posting,
    "establish_list": runs_posting,
    "propose_removal": reviews,
    "decide_removal": supervises_application,
    "reply_to_removal": owns_sent,
    "propose_last_day": runs_posting,
    "approve_last_day": is_supervising,
    "write_bank_question": writes_questions,
    "begin_posting": is_supervising,
    "write_draft": runs_posting,
    "publish_revision": is_supervising,
    "try_draft": runs_posting,
    "stage_reevaluation": runs_posting,
    "publish_reevaluation": is_supervising,
    "close_posting": is_supervising,
    "cancel_posting": is_supervising,
    "read_selection_rates": reads_selection_rates,
    "take_selection_rates": is_supervising,
    "read_dossier": reads_dossiers,
    "ask_for_dossier": is_supervising,
    "read_retention": reads_dossiers,
    "hold_records": is_supervising,
    "delete_records": is_supervising,
    "read_duplicates": reads_dossiers,
    "answer_duplicate": is_supervising,
    "read_api_tokens": reads_dossiers,
    "make_api_token": is_supervising,
    "revoke_api_token": is_supervising,
    # hiring manager
    "enter_hiring": enters_hiring,
    "read_interview_list": reads_interview_list,
    "open_vacancy": hires_for_department,
    "work_vacancy": hires_for,
    "ask_for_interview_list": hires_for,
    "record_disposition": hires_from_list,
    # interviews
    "make_interview_slots": hires_from_list,
    "offer_interview": hires_from_list,
    "call_off_interview": hires_from_list,
    "change_interview_panel": hires_from_list,
    "book_for_candidate": hires_from_list,
    "answer_interview_offer": is_offered_interview,
    "enter_panel": enters_panel,
    "read_interview": sits_on_panel,
    "enter_scores": sits_on_panel,
    "write_interview_questions": hires_for,
    # offers
    "make_offer": hires_for,
    "take_back_offer": hires_for,
    "appoint": hires_for,
    "answer_offer": is_offered_position,
    "check_offer": checks_offer,
    "take_out_appointments": is_supervising,
    # accommodations
    "enter_accommodations": arranges_accommodations,
    "answer_accommodation": arranges_accommodation,
    "withdraw_accommodation": asked_for_accommodation,
    # accounts
    "delete_own_account": is_oneself,
    "manage_accounts": is_system_administrator,
}


def may(actor: User, verb: str, obj: Any = None) -> bool:
    """Whether this person may do this to this object. Raises KeyError for a verb the map does not name."""
    return is_signed_in(actor) and PERMISSIONS[verb](actor, obj)


def authorise(actor: User, verb: str, obj: Any = None) -> None:
    """Raises NotAllowed unless the map allows it."""
    if not may(actor, verb, obj):
        raise NotAllowed(f"{verb} is not for this person")
