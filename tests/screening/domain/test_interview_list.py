"""Who is sent on an interview list: the list's order, ties at the cut, and a filter in the posting's own words."""

import pytest

from screening.domain.consideration import consider
from screening.domain.interview_criteria import read, vocabulary
from screening.enums import DispositionKind
from screening.errors import Refused
from screening.models import InterviewList, Notice
from tests.factories_eligible_list import make_class_posting, make_entry
from tests.factories_hiring import issue_list, make_vacancy, record
from tests.screening.domain.issued import BILLING, CALLS, PHONE, POINTS, SOFTWARE, scene, sent, why

pytestmark = pytest.mark.django_db


def test_as_many_names_as_asked_for_in_the_lists_order():
    issued = issue_list(*scene("Ada Cole", "Ben Diaz", "Cy Eng"), names=2)
    assert sent(issued) == [(1, "Ada Cole"), (2, "Ben Diaz")]
    assert why(issued) == [
        ("Ada Cole", True, "Passes the filter at place 1."),
        ("Ben Diaz", True, "Passes the filter at place 2."),
        ("Cy Eng", False, "Passes the filter, but place 3 stands after the last place sent, 2."),
    ]


def test_names_that_share_the_last_place_come_together():
    manager, one, eligible_list = scene("Ada Cole")
    for name in ("Ben Diaz", "Cy Eng", "Di Fox"):
        make_entry(eligible_list, name, 2)
    issued = issue_list(manager, one, eligible_list, names=2)
    assert sent(issued) == [(1, "Ada Cole"), (2, "Ben Diaz"), (3, "Cy Eng"), (4, "Di Fox")]
    assert why(issued)[3] == ("Di Fox", True, "Passes the filter at place 2, which it shares at the cut.")


def test_a_list_shorter_than_asked_for_is_sent_whole():
    assert sent(issue_list(*scene("Ada Cole"), names=9)) == [(1, "Ada Cole")]


def test_more_names_are_those_not_sent_for_this_vacancy_yet():
    manager, one, eligible_list = scene("Ada Cole", "Ben Diaz", "Cy Eng")
    issue_list(manager, one, eligible_list, names=1)
    second = issue_list(manager, one, eligible_list, names=1)
    assert (second.number, sent(second)) == (2, [(1, "Ben Diaz")])
    assert why(second)[0] == ("Ada Cole", False, "Sent for this vacancy before, on interview list 1.")


def test_a_name_sent_for_one_vacancy_is_sent_for_another_too():
    manager, one, eligible_list = scene("Ada Cole")
    other = make_vacancy(manager, one.job_class, "WB-2025-015")
    issue_list(manager, one, eligible_list)
    assert sent(issue_list(manager, other, eligible_list)) == [(1, "Ada Cole")]


def test_a_selected_person_is_not_sent_again():
    manager, one, eligible_list = scene("Ada Cole", "Ben Diaz")
    first = issue_list(manager, one, eligible_list, names=1)
    kinds = ("contacted", "interview_set", "interviewed", "selected")
    record(manager, first, "Ada Cole", *map(DispositionKind, kinds))
    other = make_vacancy(manager, one.job_class, "WB-2025-015")
    issued = issue_list(manager, other, eligible_list)
    assert why(issued) == [
        ("Ada Cole", False, "Selected for a vacancy already."),
        ("Ben Diaz", True, "Passes the filter at place 2."),
    ]


# The filter


@pytest.mark.parametrize(
    ("criterion", "passes", "fails", "label", "lacks"),
    [
        (
            PHONE,
            {"answers": {"phone_system": "yes"}},
            {"answers": {"phone_system": "no"}},
            "Have you worked with a call center phone system? Yes",
            "answered otherwise",
        ),
        (
            SOFTWARE,
            {"answers": {"software": ["excel", "sap"]}},
            {"answers": {"software": ["excel"]}},
            "Which of these programs have you used at work? SAP",
            "answered otherwise",
        ),
        (
            CALLS,
            {"answers": {"calls_a_day": 40}},
            {"answers": {"calls_a_day": 39.5}},
            "How many calls a day did you take? At least 40",
            "answered 39.5",
        ),
        (
            BILLING,
            {"jobs": [{"duties": {"billing_inquiries": "primary"}}]},
            {"jobs": [{"duties": {"billing_inquiries": "sometimes"}}]},
            "A job with this duty: Resolving billing inquiries",
            "no job on record with this duty",
        ),
        (
            POINTS,
            {"points": 10},
            {"points": 9},
            "At least 10 points for highly desirable qualifications",
            "9 on record",
        ),
    ],
)
def test_each_kind_of_criterion_keeps_who_passes_and_says_what_the_others_lack(
    criterion, passes, fails, label, lacks
):
    manager, one, eligible_list = scene()
    make_entry(eligible_list, "Ada Cole", 1, **fails)
    make_entry(eligible_list, "Ben Diaz", 2, **passes)
    issued = issue_list(manager, one, eligible_list, criteria=[criterion])
    assert issued.criteria["all_of"][0]["label"] == label
    assert why(issued) == [
        ("Ada Cole", False, f"Left out by the filter: {label} ({lacks})."),
        ("Ben Diaz", True, "Passes the filter at place 2."),
    ]


def test_a_missing_answer_does_not_pass_and_is_called_missing():
    manager, one, eligible_list = scene("Ada Cole")
    make_entry(eligible_list, "Ben Diaz", 2, answers={"phone_system": "yes"})
    issued = issue_list(manager, one, eligible_list, criteria=[PHONE])
    assert why(issued)[0][2] == (
        "Left out by the filter: Have you worked with a call center phone system? Yes (not answered)."
    )


def test_every_criterion_must_pass_and_all_that_is_lacking_is_said():
    manager, one, eligible_list = scene("Ada Cole")
    make_entry(eligible_list, "Ben Diaz", 2, answers={"phone_system": "yes"}, points=10)
    issued = issue_list(manager, one, eligible_list, criteria=[POINTS, PHONE])
    assert why(issued)[0][2] == (
        "Left out by the filter: At least 10 points for highly desirable qualifications (0 on record); "
        "Have you worked with a call center phone system? Yes (not answered)."
    )


def test_the_filter_speaks_of_what_the_posting_calls_desirable_and_of_no_free_text():
    offers = vocabulary(make_class_posting().current_revision)
    assert [offer.key for offer in offers] == [
        "points",
        "answer-phone_system",
        "answer-software",
        "answer-calls_a_day",
        "duty-call_center_inbound",
        "duty-billing_inquiries",
    ]


@pytest.mark.parametrize(
    ("asked", "start"),
    [
        (
            [{"kind": "answer", "subject": "age", "at_least": 40}],
            "The filter asks for something that the posting does not",
        ),
        ([{"kind": "answer", "subject": "anything_else", "accepts": ["x"]}], "The filter asks for something"),
        ([{"kind": "answer", "subject": "clerical_months", "at_least": 40}], "The filter asks for something"),
        ([{"kind": "name", "subject": "", "accepts": ["x"]}], "The filter asks for something"),
        ([PHONE, PHONE], "The filter names"),
        (
            [{**PHONE, "accepts": ["no"]}],
            "'Have you worked with a call center phone system?' has no such answer.",
        ),
        (
            [{**SOFTWARE, "accepts": []}],
            "'Which of these programs have you used at work?' has no such answer.",
        ),
        ([{**POINTS, "at_least": 0}], "'Points for highly desirable qualifications' needs a whole number"),
        ([{**POINTS, "at_least": True}], "'Points for highly desirable qualifications' needs a whole number"),
    ],
)
def test_what_the_posting_does_not_ask_is_no_filter(asked, start):
    with pytest.raises(Refused) as refused:
        read(make_class_posting().current_revision, asked)
    assert str(refused.value).startswith(start)


def test_a_preview_counts_without_changing_anything():
    _, one, eligible_list = scene("Ada Cole", "Ben Diaz")
    make_entry(eligible_list, "Cy Eng", 3, answers={"phone_system": "yes"})
    preview = consider(
        eligible_list, one, read(eligible_list.revision, [PHONE]), 2, day=eligible_list.established_on
    )
    assert (dict(preview.counts), len(preview.sent), preview.passing, preview.is_small) == (
        {"criteria": 2, "in": 1},
        1,
        1,
        True,
    )
    assert (InterviewList.objects.count(), Notice.objects.count()) == (0, 0)
