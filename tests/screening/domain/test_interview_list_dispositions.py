"""Dispositions follow the table; a selection is a claim that is made and ended with them; a list closes when all is said."""

from datetime import date, timedelta

import pytest

from screening.domain import disposition
from screening.domain.disposition import NewDisposition
from screening.enums import DispositionKind as Kind
from screening.enums import InterviewListState, NoticeKind, VacancyState
from screening.errors import NotAllowed, Refused
from screening.models import Disposition, History, Notice, RoleAssignment, Selection
from screening.transitions import FINAL_DISPOSITIONS, dispositions_after
from tests.factories_hiring import (
    AT,
    issue_list,
    make_class_posting,
    make_entry,
    make_list,
    make_manager,
    make_names,
    make_user,
    make_vacancy,
    record,
)
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


def test_the_table_of_moves_is_what_the_city_agreed_on():
    assert {last: [str(kind) for kind in dispositions_after(last)] for last in (None, *Kind)} == {
        None: ["contacted", "no_reply", "declined", "interview_set", "withdrew", "not_selected"],
        "contacted": ["no_reply", "declined", "interview_set", "withdrew", "not_selected"],
        "no_reply": ["contacted", "declined", "interview_set", "withdrew"],
        "declined": ["contacted", "interview_set"],
        "interview_set": ["contacted", "declined", "no_show", "interviewed", "withdrew", "not_selected"],
        "no_show": ["interview_set", "interviewed", "withdrew", "not_selected"],
        "interviewed": ["no_show", "selected", "not_selected", "withdrew"],
        "selected": ["declined", "withdrew", "not_selected"],
        "not_selected": ["contacted", "interviewed", "withdrew"],
        "withdrew": ["contacted", "interviewed"],
    }


def test_a_disposition_is_a_new_row_with_its_day_its_note_and_its_history():
    manager, issued = scene("Ada Cole")
    record(manager, issued, "Ada Cole", Kind.CONTACTED, Kind.NO_REPLY, note="Left a message.")
    assert list(
        Disposition.objects.values_list("kind", "happened_on", "note", "recorded_by", "recorded_at")
    ) == [
        ("contacted", date(2025, 5, 12), "Left a message.", manager.pk, AT),
        ("no_reply", date(2025, 5, 12), "Left a message.", manager.pk, AT),
    ]
    referral = issued.referrals.get()
    lines = History.objects.filter(verb="record_disposition").order_by("pk")
    assert [(line.from_state, line.to_state, line.facts) for line in lines] == [
        ("", "contacted", {"referral": referral.pk, "happened_on": "2025-05-12"}),
        ("contacted", "no_reply", {"referral": referral.pk, "happened_on": "2025-05-12"}),
    ]


def test_several_names_are_recorded_at_once_or_not_at_all():
    manager, issued = scene("Ada Cole", "Ben Diaz")
    record(manager, issued, "Ben Diaz", Kind.DECLINED)
    referrals = list(issued.referrals.values_list("pk", flat=True))
    new = [NewDisposition(pk, Kind.WITHDREW, AT.date()) for pk in referrals]
    with pytest.raises(Refused) as refused:
        disposition.record(actor=manager, interview_list_id=issued.pk, new=new, at=AT)
    assert str(refused.value) == (
        "Ben Diaz: 'Withdrew' cannot be recorded after 'Declined the interview'. Possible now: contacted, interview set."
    )
    assert Disposition.objects.count() == 1
    new = [NewDisposition(pk, Kind.CONTACTED, AT.date()) for pk in referrals]
    assert len(disposition.record(actor=manager, interview_list_id=issued.pk, new=new, at=AT)) == 2


@pytest.mark.parametrize(
    ("kind", "day", "note", "seen", "start"),
    [
        (
            Kind.SELECTED,
            AT.date(),
            "",
            0,
            "Ada Cole: 'Selected' cannot be recorded as the first thing on record.",
        ),
        (Kind.CONTACTED, AT.date() + timedelta(days=1), "", 0, "Ada Cole: the date is in the future."),
        (
            Kind.CONTACTED,
            AT.date() - timedelta(days=1),
            "",
            0,
            "Ada Cole: the date is before this list was issued",
        ),
        (
            Kind.NOT_SELECTED,
            AT.date(),
            "  ",
            0,
            "Ada Cole: write in the note why the person was not selected.",
        ),
        (Kind.CONTACTED, AT.date(), "x" * 2001, 0, "Ada Cole: the note has 2001 characters; 2000 fit."),
        (
            Kind.CONTACTED,
            AT.date(),
            "",
            99,
            "Ada Cole: something else was recorded since you opened this page.",
        ),
    ],
)
def test_what_is_not_right_is_refused_with_the_name_and_what_to_do(kind, day, note, seen, start):
    manager, issued = scene("Ada Cole")
    new = [NewDisposition(issued.referrals.get().pk, kind, day, note, seen)]
    with pytest.raises(Refused) as refused:
        disposition.record(actor=manager, interview_list_id=issued.pk, new=new, at=AT)
    assert str(refused.value).startswith(start)
    assert Disposition.objects.count() == 0


def test_an_older_page_cannot_undo_a_selection_unseen():
    manager, issued = scene("Ada Cole")
    interviewed = record(manager, issued, "Ada Cole", *TO_SELECTED)[2]
    new = [NewDisposition(issued.referrals.get().pk, Kind.NOT_SELECTED, AT.date(), "Late.", interviewed.pk)]
    with pytest.raises(Refused, match=r"since you opened this page \(Selected\)"):
        disposition.record(actor=manager, interview_list_id=issued.pk, new=new, at=AT)
    assert Selection.objects.filter(ended_at__isnull=True).count() == 1


# Selections


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
    disposition.close(actor=librarian, interview_list_id=theirs.pk, at=AT)
    record(manager, issued, "Ada Cole", *TO_SELECTED)
    assert Notice.objects.filter(kind=NoticeKind.SELECTED_ELSEWHERE).count() == 0


# Closing


def test_a_list_closes_once_every_name_has_a_final_disposition():
    manager, issued = scene("Ada Cole", "Ben Diaz", "Cy Eng")
    record(manager, issued, "Ada Cole", Kind.DECLINED)
    record(manager, issued, "Ben Diaz", Kind.CONTACTED)
    with pytest.raises(Refused) as refused:
        disposition.close(actor=manager, interview_list_id=issued.pk, at=AT)
    assert str(refused.value) == (
        "2 of 3 names still need a final disposition: Ben Diaz, Cy Eng. "
        "Record what became of each, then close the list."
    )
    for name in ("Ben Diaz", "Cy Eng"):
        record(manager, issued, name, Kind.NO_REPLY)
    assert (
        disposition.close(actor=manager, interview_list_id=issued.pk, at=AT).state
        == InterviewListState.CLOSED
    )
    with pytest.raises(Refused, match="closed already"):
        disposition.close(actor=manager, interview_list_id=issued.pk, at=AT)


@pytest.mark.parametrize("kind", sorted(FINAL_DISPOSITIONS - {Kind.SELECTED}))
def test_on_a_closed_list_nothing_more_is_recorded(kind):
    manager, issued = scene("Ada Cole")
    through = {Kind.NO_SHOW: (Kind.INTERVIEW_SET,)}
    record(manager, issued, "Ada Cole", *through.get(kind, ()), kind)
    disposition.close(actor=manager, interview_list_id=issued.pk, at=AT)
    for after in dispositions_after(kind):
        with pytest.raises(Refused, match="this list is closed"):
            record(manager, issued, "Ada Cole", after)


def test_on_a_closed_list_a_selection_can_still_end():
    manager, issued = scene("Ada Cole")
    record(manager, issued, "Ada Cole", *TO_SELECTED)
    disposition.close(actor=manager, interview_list_id=issued.pk, at=AT)
    record(manager, issued, "Ada Cole", Kind.WITHDREW)
    assert Selection.objects.filter(ended_at__isnull=True).count() == 0


# Whose it is


def test_dispositions_are_recorded_by_the_own_department_alone():
    _, issued = scene("Ada Cole")
    stranger = make_manager("Otto Kern", make_department("library", "Library"))
    for actor in (stranger, make_user("Aud Itor", ("auditor", None)), make_user("No Role")):
        with pytest.raises(NotAllowed):
            record(actor, issued, "Ada Cole", Kind.CONTACTED)
        with pytest.raises(NotAllowed):
            disposition.close(actor=actor, interview_list_id=issued.pk, at=AT)
    assert Disposition.objects.count() == 0


def test_a_name_of_another_list_is_not_found_on_this_one():
    manager, issued = scene("Ada Cole")
    other = again(manager, issued)
    new = [NewDisposition(other.referrals.get().pk, Kind.CONTACTED, AT.date())]
    with pytest.raises(NotAllowed):
        disposition.record(actor=manager, interview_list_id=issued.pk, new=new, at=AT)


def test_nobody_records_what_became_of_themselves():
    manager, issued = scene("Ada Cole")
    eligible_list = make_list(issued.eligible_list.posting, date(2025, 5, 2))
    applicant = make_user("Pia Quist")
    make_entry(make_list(make_class_posting("clerk-ii", "Clerk II")), "Pia Quist", 1, person=applicant)
    own = make_class_posting("aide", "Aide")
    eligible_list = make_list(own)
    make_entry(eligible_list, "Pia Quist", 1, person=applicant)
    issued = issue_list(manager, make_vacancy(manager, own.job_class, "AIDE-1"), eligible_list)
    RoleAssignment.objects.create(user=applicant, role="hiring_manager", department=make_department())
    with pytest.raises(NotAllowed):
        record(applicant, issued, "Pia Quist", Kind.CONTACTED)
