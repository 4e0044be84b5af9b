"""What is posted at an instant, and under which rules."""

from datetime import UTC, datetime, timedelta

import pytest

from postings.data_file import read_data_file
from postings.data_file import requirements_document as document_of_file
from postings.domain.queries import (
    announced_postings,
    compiled,
    open_postings,
    points_plan,
    published_requirements,
    published_revisions,
)
from postings.enums import PostingState
from postings.minimum_requirements import order, parse_facts
from postings.models import Posting, PostingRevision
from tests.factories_postings import OPENS, make_posting, make_published_posting
from tests.postings.data_files import load, load_and_publish, own_file, small

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)
DAY = timedelta(days=1)


def test_open_postings_stand_in_the_order_of_their_closing_and_continuous_ones_last() -> None:
    make_published_posting("continuous", "A")
    make_published_posting("later", "B", closes_at=NOW + 9 * DAY)
    make_published_posting("soon", "C", closes_at=NOW + DAY)
    assert [posting.slug for posting in open_postings(NOW)] == ["soon", "later", "continuous"]


def test_a_posting_is_open_from_its_opening_to_its_closing_instant_and_both_are_in_time() -> None:
    closes = OPENS + DAY
    make_published_posting(closes_at=closes)
    moment = timedelta(microseconds=1)
    instants = (OPENS - moment, OPENS, closes, closes + moment)
    assert [open_postings(instant).exists() for instant in instants] == [False, True, True, False]


@pytest.mark.parametrize("state", [PostingState.CLOSED, PostingState.CANCELLED])
def test_what_is_closed_or_cancelled_is_announced_and_not_open(state: PostingState) -> None:
    posting = make_published_posting()
    Posting.objects.update(state=state)
    assert (list(open_postings(NOW)), list(announced_postings())) == ([], [posting])


def test_a_draft_is_nowhere() -> None:
    make_posting()
    assert (list(open_postings(NOW)), list(announced_postings())) == ([], [])


def test_only_published_revisions_are_shown_the_newest_first() -> None:
    posting = load_and_publish(small()).posting
    load_and_publish(small(eligible_list={"days": 90}))
    load(small(eligible_list={"days": 60}))
    assert [revision.number for revision in published_revisions(posting)] == [4, 3]


def test_the_published_requirements_of_a_slug_are_those_of_the_current_revision() -> None:
    data = read_data_file(own_file("customer-services-representative"))
    load_and_publish(data)
    assert published_requirements("customer-services-representative") == (
        document_of_file(data),
        "Rev. 8 - April 18, 2025 (New Recruitment Date)",
    )


def test_a_slug_that_was_never_published_has_none() -> None:
    load(small())
    with pytest.raises(Posting.DoesNotExist):
        published_requirements("clerk")


def test_the_requirements_of_a_published_revision_are_compiled_once(django_assert_num_queries) -> None:
    revision = load_and_publish(small())
    first = compiled(PostingRevision.objects.get(pk=revision.pk))
    again = PostingRevision.objects.get(pk=revision.pk)
    with django_assert_num_queries(0):
        assert compiled(again) is first


def test_the_requirements_of_a_draft_follow_its_rows() -> None:
    revision = load(small()).revision
    before = compiled(revision).sha256
    data = small()
    data["minimum_requirements"]["tree"]["experience"]["months"] = 24
    assert compiled(load(data).revision).sha256 != before


def test_the_points_plan_is_what_the_engine_orders_by() -> None:
    revision = load_and_publish(small())
    facts = parse_facts({"filed_on": "2025-05-01", "answers": {"phones": ["aspect"]}}, compiled(revision))
    assert order(points_plan(revision), facts).points == 2
