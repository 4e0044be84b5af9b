"""What must hold of lists and selections is asked of the rows, and a breach is found."""

import pytest
from django.db import connection

from screening.domain.invariants import INVARIANTS
from screening.enums import DispositionKind as Kind
from screening.models import Selection
from tests.factories_eligible_list import AT, make_class_posting, make_list, make_names
from tests.factories_hiring import issue_list, make_manager, make_vacancy, record

pytestmark = pytest.mark.django_db
OURS = (
    "every interview list is as it was issued",
    "a person is selected exactly where that is the last disposition",
    "no vacancy has more people selected than positions",
)


@pytest.fixture
def issued():
    manager, posting = make_manager(), make_class_posting()
    eligible_list = make_list(posting)
    make_names(eligible_list, "Ada Cole", "Ben Diaz")
    issued = issue_list(manager, make_vacancy(manager, posting.job_class), eligible_list)
    record(manager, issued, "Ada Cole", Kind.CONTACTED, Kind.INTERVIEW_SET, Kind.INTERVIEWED, Kind.SELECTED)
    return issued


def breaches():
    return {one.words: one.breaches(AT) for one in INVARIANTS if one.words in OURS}


def behind_the_back(sql):
    with connection.cursor() as cursor:
        cursor.execute(
            "SET session_replication_role = replica"
        )  # as somebody would who wants no trigger to notice
        cursor.execute(sql)
        cursor.execute("SET session_replication_role = origin")


def test_nothing_is_found_after_honest_work(issued):
    assert breaches() == {words: [] for words in OURS}


def test_an_altered_list_is_found(issued):
    behind_the_back("UPDATE screening_interviewlist SET names_asked = 1")
    assert breaches()[OURS[0]] == [f"interview list {issued.pk} does not reproduce its fingerprint"]


def test_a_selection_without_its_disposition_and_one_too_many_are_found(issued):
    other = issued.referrals.get(entry__application__name="Ben Diaz")
    Selection.objects.create(person=other.entry.person, referral=other, made_by=issued.issued_by, made_at=AT)
    assert (breaches()[OURS[1]], breaches()[OURS[2]]) == (
        [f"referral {other.pk}"],
        [f"vacancy {issued.vacancy_id} 2"],
    )
