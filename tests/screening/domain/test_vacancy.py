"""A vacancy is opened by its own department, once a requisition number, and cancelled with a word to whoever waits for it."""

import pytest

from screening.domain import appointment, list_closing, vacancy
from screening.enums import DispositionKind, Role, VacancyState
from screening.errors import NotAllowed, Refused
from screening.models import History, Selection, Vacancy
from tests.factories_eligible_list import (
    AT,
    make_analyst,
    make_class_posting,
    make_list,
    make_names,
    make_user,
)
from tests.factories_hiring import issue_list, make_manager, make_vacancy, record
from tests.factories_offers import LATER, accepted, complete, offered
from tests.factories_postings import make_department, make_job_class

pytestmark = pytest.mark.django_db
THROUGH = (DispositionKind.CONTACTED, DispositionKind.INTERVIEW_SET, DispositionKind.INTERVIEWED)


def opened(actor, **given):
    posting_class = given.pop("job_class", None) or make_class_posting().job_class
    values = {
        "department_id": make_department().pk,
        "job_class_id": posting_class.pk,
        "requisition": "WB-2025-014",
        "positions": 2,
        "location": "Kearny Mesa",
        "at": AT,
    }
    return vacancy.open_vacancy(actor=actor, **(values | given))


def test_a_manager_opens_a_vacancy_in_the_own_department():
    one = opened(make_manager(), requisition="  WB-2025-014 ", location=" Kearny  Mesa ")
    assert (one.requisition, one.positions, one.location, one.state, one.opened_at) == (
        "WB-2025-014",
        2,
        "Kearny Mesa",
        VacancyState.OPEN,
        AT,
    )
    line = History.objects.get(subject_kind="vacancy", subject_id=one.pk)
    assert (line.verb, line.to_state, line.facts) == (
        "open_vacancy",
        "open",
        {"department": "public-utilities", "class": "customer-services-representative", "positions": 2},
    )


def test_another_departments_vacancy_is_not_this_managers_to_open():
    manager = make_manager("Maria Lopez", make_department("library", "Library"))
    with pytest.raises(NotAllowed):
        opened(manager)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SUPERVISING_ANALYST, Role.SYSTEM_ADMINISTRATOR])
def test_other_roles_open_no_vacancy(role):
    with pytest.raises(NotAllowed):
        opened(make_user("Other Role", (role, None)))


def test_a_requisition_number_is_used_once_a_department():
    manager = make_manager("Maria Lopez", make_department(), make_department("library", "Library"))
    posting = make_class_posting()
    opened(manager, job_class=posting.job_class)
    with pytest.raises(Refused) as refused:
        opened(manager, job_class=posting.job_class)
    assert str(refused.value) == (
        "Public Utilities already has a vacancy with requisition number WB-2025-014. Open that one, or check the number."
    )
    opened(manager, job_class=posting.job_class, department_id=make_department("library", "Library").pk)
    assert Vacancy.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "start"),
    [
        ({"requisition": "  "}, "The requisition number is missing."),
        ({"positions": 0}, "A vacancy has 1 to 500 positions."),
        ({"positions": 501}, "A vacancy has 1 to 500 positions."),
    ],
)
def test_what_cannot_be_opened_is_refused_in_words(given, start):
    with pytest.raises(Refused) as refused:
        opened(make_manager(), **given)
    assert str(refused.value).startswith(start)
    assert Vacancy.objects.count() == 0


def test_a_class_without_a_posting_has_no_vacancy():
    with pytest.raises(Refused, match="This class has no posting"):
        opened(make_manager(), job_class=make_job_class("librarian", "Librarian"))


def test_a_vacancy_without_lists_is_cancelled():
    manager = make_manager()
    one = make_vacancy(manager, make_class_posting().job_class)
    assert (
        list_closing.cancel_vacancy(actor=manager, vacancy_id=one.pk, at=AT).state == VacancyState.CANCELLED
    )
    with pytest.raises(Refused, match="cancelled already"):
        list_closing.cancel_vacancy(actor=manager, vacancy_id=one.pk, at=AT)


def test_whoever_waits_for_a_cancelled_vacancy_is_told_and_its_lists_are_closed():
    manager, posting = make_manager(), make_class_posting()
    one, eligible_list = make_vacancy(manager, posting.job_class, positions=2), make_list(posting)
    people = {
        entry.application.name: entry.person
        for entry in make_names(eligible_list, "Ada Cole", "Ben Diaz", "Cy Fox", "Di Gray")
    }
    issued = issue_list(manager, one, eligible_list, names=9)
    record(manager, issued, "Ada Cole", *THROUGH, DispositionKind.SELECTED)
    record(manager, issued, "Ben Diaz", *THROUGH, DispositionKind.NOT_SELECTED)
    record(manager, issued, "Cy Fox", DispositionKind.DECLINED)
    assert (
        list_closing.cancel_vacancy(actor=manager, vacancy_id=one.pk, at=AT).state == VacancyState.CANCELLED
    )
    issued.refresh_from_db()
    last = {name: person.notices.latest("pk").kind for name, person in people.items()}
    assert (issued.state, last) == (
        "closed",
        {
            "Ada Cole": "position_unfilled",
            "Ben Diaz": "not_selected",
            "Cy Fox": "referred",
            "Di Gray": "position_unfilled",
        },
    )
    assert Selection.objects.filter(ended_at__isnull=True).count() == 0


def test_a_vacancy_with_an_offer_is_not_cancelled():
    made = offered()
    with pytest.raises(Refused, match="Somebody has an offer for this vacancy"):
        list_closing.cancel_vacancy(actor=made.made_by, vacancy_id=made.vacancy_id, at=AT)


def test_who_was_appointed_keeps_the_position_when_the_rest_is_cancelled():
    made = complete(accepted(), make_analyst())
    appointment.appoint(
        actor=made.made_by, offer_id=made.pk, starts_on=made.starts_on, stays_on_other_lists=False, at=LATER
    )
    list_closing.cancel_vacancy(actor=made.made_by, vacancy_id=made.vacancy_id, at=LATER)
    assert list(made.person.notices.order_by("pk").values_list("kind", flat=True))[-1] == "appointed"
    assert vacancy.selected_in(made.vacancy) == 1


def test_another_department_cancels_nothing():
    one = make_vacancy(make_manager(), make_class_posting().job_class)
    with pytest.raises(NotAllowed):
        list_closing.cancel_vacancy(
            actor=make_manager("Otto Kern", make_department("library", "Library")), vacancy_id=one.pk, at=AT
        )


def test_a_vacancy_is_filled_by_its_last_selection_and_open_again_when_one_leaves():
    manager, posting = make_manager(), make_class_posting()
    one, eligible_list = make_vacancy(manager, posting.job_class, positions=2), make_list(posting)
    make_names(eligible_list, "Ada Cole", "Ben Diaz")
    issued = issue_list(manager, one, eligible_list)
    states = []
    for name in ("Ada Cole", "Ben Diaz"):
        record(manager, issued, name, *THROUGH, DispositionKind.SELECTED)
        one.refresh_from_db()
        states.append(one.state)
    record(manager, issued, "Ada Cole", DispositionKind.WITHDREW)
    one.refresh_from_db()
    assert [*states, one.state] == [VacancyState.OPEN, VacancyState.FILLED, VacancyState.OPEN]
