"""What a person is to a thing: small predicates, of which the map of permissions is made."""

from typing import Any

from screening.enums import ApplicationState, Role
from screening.models import User
from screening.recused import recused_from
from screening.roles_held import departments_of, holds, postings_of


def is_supervising(user: User, obj: Any = None) -> bool:
    """A supervising analyst."""
    return holds(user, Role.SUPERVISING_ANALYST)


def is_auditor(user: User, obj: Any = None) -> bool:
    """An auditor."""
    return holds(user, Role.AUDITOR)


def is_system_administrator(user: User, obj: Any = None) -> bool:
    """A system administrator."""
    return holds(user, Role.SYSTEM_ADMINISTRATOR)


def is_signed_in(user: User, obj: Any = None) -> bool:
    """Anyone who is signed in."""
    return user.is_authenticated and user.is_active


def is_oneself(user: User, person: Any) -> bool:
    """The person themselves."""
    return is_signed_in(user) and person.pk == user.pk


def owns(user: User, application: Any) -> bool:
    """The applicant whose application it is."""
    return is_signed_in(user) and application.applicant_id == user.pk


def owns_draft(user: User, application: Any) -> bool:
    """The applicant whose application it is, while it is a draft."""
    return owns(user, application) and application.state == ApplicationState.DRAFT


def owns_sent(user: User, application: Any) -> bool:
    """The applicant whose application it is, once it is sent."""
    return owns(user, application) and application.state != ApplicationState.DRAFT


def reviews(user: User, application: Any) -> bool:
    """An analyst of its posting or a supervising analyst without a conflict of interest, and never one's own application."""
    return (
        application.applicant_id != user.pk
        and (is_supervising(user) or application.posting_id in postings_of(user))
        and application.pk not in recused_from(user)
    )


def supervises_application(user: User, application: Any) -> bool:
    """A supervising analyst without a conflict of interest, and never one's own application."""
    return is_supervising(user) and reviews(user, application)


def takes_second_look(user: User, look: Any) -> bool:
    """Who reviews the application, except the first reviewer."""
    return reviews(user, look.application) and user.pk != look.first_reviewer_id


def ends_disagreement(user: User, look: Any) -> bool:
    """A supervising analyst who reviews the application and was neither the first nor the second reviewer."""
    return takes_second_look(user, look) and is_supervising(user) and user.pk != look.looked_by_id


def reads_application(user: User, application: Any) -> bool:
    """Who reviews the application, or an auditor, and never one's own application."""
    return reviews(user, application) or (is_auditor(user) and application.applicant_id != user.pk)


def decides_appeal(user: User, appeal: Any) -> bool:
    """Who reviews the application, except whoever made the decision that is appealed or set it aside for a second look."""
    return (
        reviews(user, appeal.application)
        and appeal.appeals_from_id != user.pk
        and not appeal.application.second_looks.filter(first_reviewer=user).exists()
    )


def runs_posting(user: User, posting: Any) -> bool:
    """An analyst of the posting, or a supervising analyst."""
    return is_supervising(user) or posting.pk in postings_of(user)


def hires_for(user: User, vacancy: Any) -> bool:
    """A hiring manager of the vacancy's department."""
    return vacancy.department_id in departments_of(user)


def hires_for_department(user: User, department: Any) -> bool:
    """A hiring manager of the department."""
    return department.pk in departments_of(user)


def hires_from_list(user: User, interview_list: Any) -> bool:
    """A hiring manager of the department the interview list was issued to."""
    return hires_for(user, interview_list.vacancy)


def arranges_accommodations(user: User, obj: Any = None) -> bool:
    """The accommodation officer."""
    return holds(user, Role.ACCOMMODATION_OFFICER)


def arranges_accommodation(user: User, request: Any) -> bool:
    """The accommodation officer, never for a request of one's own."""
    return arranges_accommodations(user) and request.person_id != user.pk


def asked_for_accommodation(user: User, request: Any) -> bool:
    """The person who asked."""
    return is_signed_in(user) and request.person_id == user.pk


def enters_hiring(user: User, obj: Any = None) -> bool:
    return holds(user, Role.HIRING_MANAGER, Role.AUDITOR)


def reads_vacancy(user: User, vacancy: Any) -> bool:
    return hires_for(user, vacancy) or is_auditor(user)


def reads_interview_list(user: User, interview_list: Any) -> bool:
    return reads_vacancy(user, interview_list.vacancy)


def enters_panel(user: User, obj: Any = None) -> bool:
    """Whoever may sit on an interview panel: an interview panel member or a hiring manager."""
    return holds(user, Role.PANEL_MEMBER, Role.HIRING_MANAGER)


def sits_on_panel(user: User, slot: Any) -> bool:
    """Who sits on the panel of the interview and may still sit on panels."""
    return enters_panel(user) and any(
        seat.member_id == user.pk and seat.released_at is None for seat in slot.panel.all()
    )


def is_offered_interview(user: User, offer: Any) -> bool:
    """The applicant who is offered the interview."""
    return is_signed_in(user) and offer.referral.entry.person_id == user.pk


def checks_offer(user: User, offer: Any) -> bool:
    """Who reviews the application that the offer was made on, and never one's own offer."""
    return reviews(user, offer.selection.referral.entry.application)


def is_offered_position(user: User, offer: Any) -> bool:
    """The person to whom the offer was made."""
    return is_signed_in(user) and offer.person_id == user.pk


def reads_selection_rates(user: User, subject: Any = None) -> bool:
    """A supervising analyst or an auditor. The figures name nobody, and nobody who decides alone sees them."""
    return is_supervising(user) or is_auditor(user)


def reads_dossiers(user: User, posting: Any = None) -> bool:
    """A supervising analyst or an auditor."""
    return is_supervising(user) or is_auditor(user)


def enters_admin(user: User, obj: Any = None) -> bool:
    """Analysts, supervising analysts, auditors and system administrators."""
    return holds(user, Role.ANALYST, Role.SUPERVISING_ANALYST, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR)


def works_pools(user: User, obj: Any = None) -> bool:
    """Whose work is deciding: the rows are narrowed by ``reviews``."""
    return holds(user, Role.ANALYST, Role.SUPERVISING_ANALYST)


def writes_questions(user: User, obj: Any = None) -> bool:
    """An analyst or a supervising analyst."""
    return works_pools(user)


def reads_pools(user: User, obj: Any = None) -> bool:
    return works_pools(user) or is_auditor(user)
