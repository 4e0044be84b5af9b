"""Dispositions follow the table, by whom they are to record; a list closes when all is said."""

from datetime import date, timedelta

import pytest

from screening.disposition_moves import FINAL_DISPOSITIONS, dispositions_after
from screening.domain import disposition, list_closing
from screening.domain.disposition import NewDisposition
from screening.enums import DispositionKind as Kind
from screening.enums import InterviewListState
from screening.errors import NotAllowed, Refused
from screening.models import Disposition, History, RoleAssignment, Selection
from tests.factories_eligible_list import AT, make_class_posting, make_entry, make_list, make_names, make_user
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
        "unfilled": [],
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


# Closing


def test_a_list_closes_once_every_name_has_a_final_disposition():
    manager, issued = scene("Ada Cole", "Ben Diaz", "Cy Eng")
    record(manager, issued, "Ada Cole", Kind.DECLINED)
    record(manager, issued, "Ben Diaz", Kind.CONTACTED)
    with pytest.raises(Refused) as refused:
        list_closing.close(actor=manager, interview_list_id=issued.pk, at=AT)
    assert str(refused.value) == (
        "2 of 3 names still need a final disposition: Ben Diaz, Cy Eng. "
        "Record what became of each, then close the list."
    )
    for name in ("Ben Diaz", "Cy Eng"):
        record(manager, issued, name, Kind.NO_REPLY)
    assert (
        list_closing.close(actor=manager, interview_list_id=issued.pk, at=AT).state
        == InterviewListState.CLOSED
    )
    with pytest.raises(Refused, match="closed already"):
        list_closing.close(actor=manager, interview_list_id=issued.pk, at=AT)


@pytest.mark.parametrize("kind", sorted(FINAL_DISPOSITIONS - {Kind.SELECTED, Kind.UNFILLED}))
def test_on_a_closed_list_nothing_more_is_recorded(kind):
    manager, issued = scene("Ada Cole")
    through = {Kind.NO_SHOW: (Kind.INTERVIEW_SET,)}
    record(manager, issued, "Ada Cole", *through.get(kind, ()), kind)
    list_closing.close(actor=manager, interview_list_id=issued.pk, at=AT)
    for after in dispositions_after(kind):
        with pytest.raises(Refused, match="this list is closed"):
            record(manager, issued, "Ada Cole", after)


def test_on_a_closed_list_a_selection_can_still_end():
    manager, issued = scene("Ada Cole")
    record(manager, issued, "Ada Cole", *TO_SELECTED)
    list_closing.close(actor=manager, interview_list_id=issued.pk, at=AT)
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
            list_closing.close(actor=actor, interview_list_id=issued.pk, at=AT)
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
