"""A selection is a claim on a person: one live one, no more than positions, the others told by department only."""

import pytest

from screening.domain import list_closing
from screening.enums import DispositionKind as Kind
from screening.enums import NoticeKind, VacancyState
from screening.errors import Refused
from screening.models import Notice, Selection
from tests.factories_eligible_list import AT, make_class_posting, make_list, make_names
from tests.factories_hiring import issue_list, make_manager, make_vacancy, record
from tests.factories_postings import make_department

pytestmark = pytest.mark.django_db
TO_SELECTED = (Kind.CONTACTED, Kind.INTERVIEW_SET, Kind.INTERVIEWED, Kind.SELECTED)


def scene(*names, positions=1):
    manager, posting = make_manager(), make_class_posting()
    eligible_list = make_list(posting)
    make_names(eligible_list, *names)
    one = make_vacancy(manager, posting.job_class, positions=positions)
    return manager, issue_list(manager, one, eligible_list, names=len(names))


def again(manager, issued, *names, department=None, requisition="LIB-7", actor=None):
    """The same people on a list of another vacancy."""
    other = make_vacancy(actor or manager, issued.vacancy.job_class, requisition, department=department)
    return issue_list(actor or manager, other, issued.eligible_list, names=9)


def test_selected_makes_a_live_selection_and_fills_the_vacancy():
    manager, issued = scene("Ada Cole")
    record(manager, issued, "Ada Cole", *TO_SELECTED)
    selection = Selection.objects.get()
    assert (selection.person.first_name, selection.made_by, selection.made_at, selection.ended_at) == (
        "Ada",
        manager,
        AT,
        None,
    )
    issued.vacancy.refresh_from_db()
    assert issued.vacancy.state == VacancyState.FILLED


@pytest.mark.parametrize("kind", [Kind.WITHDREW, Kind.DECLINED, Kind.NOT_SELECTED])
def test_undoing_a_selection_ends_it_and_the_person_can_be_selected_anew(kind):
    manager, issued = scene("Ada Cole")
    other = again(manager, issued)
    record(manager, issued, "Ada Cole", *TO_SELECTED, kind)
    assert list(Selection.objects.values_list("ended_at", flat=True)) == [AT]
    record(manager, other, "Ada Cole", *TO_SELECTED)
    assert list(Selection.objects.order_by("pk").values_list("ended_at", flat=True)) == [AT, None]


def test_no_more_people_are_selected_than_there_are_positions():
    manager, issued = scene("Ada Cole", "Ben Diaz")
    record(manager, issued, "Ada Cole", *TO_SELECTED)
    with pytest.raises(Refused) as refused:
        record(manager, issued, "Ben Diaz", *TO_SELECTED)
    assert str(refused.value) == (
        "The one position of this vacancy already has its selected person, so Ben Diaz cannot be selected too. "
        "Change the other selection first, or open another vacancy."
    )


def test_two_positions_take_two_people_and_not_three():
    manager, issued = scene("Ada Cole", "Ben Diaz", "Cy Eng", positions=2)
    for name in ("Ada Cole", "Ben Diaz"):
        record(manager, issued, name, *TO_SELECTED)
    with pytest.raises(Refused, match=r"^All 2 positions of this vacancy already have their selected person"):
        record(manager, issued, "Cy Eng", *TO_SELECTED)
    assert Selection.objects.count() == 2


def test_a_person_selected_elsewhere_is_refused_by_department_only():
    manager, issued = scene("Ada Cole")
    library = make_department("library", "Library")
    librarian = make_manager("Otto Kern", library)
    theirs = again(manager, issued, department=library, actor=librarian)
    record(librarian, theirs, "Ada Cole", *TO_SELECTED)
    with pytest.raises(Refused) as refused:
        record(manager, issued, "Ada Cole", *TO_SELECTED)
    assert str(refused.value) == (
        "Ada Cole cannot be selected: selected by Library on May 12, 2025. A person can be selected for one vacancy at a "
        "time. Record 'Not selected' here, or wait in case that department lets go."
    )


def test_the_other_managers_who_have_the_person_are_told_by_department_only():
    manager, issued = scene("Ada Cole", "Ben Diaz")
    colleague = make_manager("Ines Roy")
    library = make_department("library", "Library")
    librarian = make_manager("Otto Kern", library)
    again(manager, issued, department=library, actor=librarian)
    make_manager("Uma Park", make_department("parks", "Parks"))
    record(manager, issued, "Ada Cole", *TO_SELECTED)
    notices = Notice.objects.filter(kind=NoticeKind.SELECTED_ELSEWHERE)
    assert [(one.recipient, one.subject, one.application) for one in notices] == [
        (librarian, "Ada Cole was selected by Public Utilities (your requisition LIB-7)", None)
    ]
    body = notices[0].body
    assert [word in body for word in ("Ben Diaz", "Maria Lopez", "WB-2025-014", colleague.email)] == [
        False
    ] * 4


def test_a_closed_list_asks_for_no_notice():
    manager, issued = scene("Ada Cole")
    library = make_department("library", "Library")
    librarian = make_manager("Otto Kern", library)
    theirs = again(manager, issued, department=library, actor=librarian)
    record(librarian, theirs, "Ada Cole", Kind.DECLINED)
    list_closing.close(actor=librarian, interview_list_id=theirs.pk, at=AT)
    record(manager, issued, "Ada Cole", *TO_SELECTED)
    assert Notice.objects.filter(kind=NoticeKind.SELECTED_ELSEWHERE).count() == 0
