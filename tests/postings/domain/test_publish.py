"""Publishing a revision: what it asks for, and that nothing of it can change afterwards."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from postings.domain.cancel import cancel_posting
from postings.domain.close import close_posting
from postings.domain.publish import publish_revision
from postings.enums import PostingState
from postings.errors import MoveNotAllowed, NotAllowed, NotPublishable, Refused
from postings.models import DocumentKind, Posting, PostingRevision, SupplementalQuestion, WageIncrease
from screening.enums import Role
from screening.models import History, User
from tests.factories import make_staff
from tests.postings.data_files import AT, load, load_and_publish, small

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=3)


@pytest.fixture
def supervising_analyst() -> User:
    return make_staff(Role.SUPERVISING_ANALYST)


def problems(data: dict[str, Any]) -> list[str]:
    revision = load(data).revision
    with pytest.raises(NotPublishable) as refused:
        publish_revision(actor=None, revision_id=revision.pk, at=AT)
    revision.refresh_from_db()
    assert (revision.published_at, revision.posting.state) == (None, PostingState.DRAFT)
    return refused.value.problems


def test_a_published_revision_is_the_postings_current_one(supervising_analyst: User) -> None:
    revision = load(small()).revision
    publish_revision(actor=supervising_analyst, revision_id=revision.pk, at=LATER)
    posting = Posting.objects.get()
    assert (posting.state, posting.current_revision) == (PostingState.PUBLISHED, revision)
    revision.refresh_from_db()
    assert (revision.published_at, revision.published_by) == (LATER, supervising_analyst)
    assert list(
        History.objects.filter(verb="publish_revision").values_list(
            "actor", "from_state", "to_state", "facts"
        )
    ) == [
        (
            supervising_analyst.pk,
            "draft",
            "published",
            {"number": 3, "source_sha256": revision.source_sha256},
        )
    ]


def test_a_failing_worked_example_keeps_it_from_being_published() -> None:
    data = small()
    data["worked_examples"][1]["expected"] = {"outcome": "met"}
    assert problems(data) == [
        "Worked example 'no_work' does not come out as expected: outcome: expected met, found not_met. "
        "Correct the example or the requirements."
    ]


def test_a_branch_that_no_example_shows_keeps_it_from_being_published() -> None:
    data = small()
    data["worked_examples"] = data["worked_examples"][:1]
    assert problems(data) == [
        "tree (clerical): no example in which it is not met. Add a worked example that shows it."
    ]


def test_a_sentence_that_no_node_cites_keeps_it_from_being_published() -> None:
    data = small(requirement_sentences=["One year of clerical experience.", "A friendly voice."])
    assert problems(data) == [
        "No node of the requirements cites this sentence: “A friendly voice.” "
        "Add it as 'cite' to the node that stands for it."
    ]


def test_a_revision_that_names_no_sentence_of_its_requirements_is_not_published_unchecked() -> None:
    revision = load(small()).revision
    PostingRevision.objects.filter(pk=revision.pk).update(requirement_sentences=[])
    with pytest.raises(NotPublishable) as refused:
        publish_revision(actor=None, revision_id=revision.pk, at=AT)
    assert refused.value.problems == [
        "No sentence of the requirements is named. List each sentence of the posting's requirements "
        "under 'requirement_sentences'."
    ]


def test_only_a_supervising_analyst_publishes() -> None:
    revision = load(small()).revision
    people = [
        make_staff(Role.ANALYST, posting=revision.posting),
        make_staff(Role.AUDITOR),
        make_staff(Role.SYSTEM_ADMINISTRATOR),
        make_staff(Role.HIRING_MANAGER, department=revision.posting.department),
    ]
    for person in people:
        with pytest.raises(NotAllowed):
            publish_revision(actor=person, revision_id=revision.pk, at=AT)
    revision.refresh_from_db()
    assert revision.published_at is None


def test_its_author_does_not_publish_it_and_the_database_holds_that_too(supervising_analyst: User) -> None:
    revision = load(small()).revision
    PostingRevision.objects.filter(pk=revision.pk).update(authored_by=supervising_analyst)
    with pytest.raises(Refused, match="somebody else publishes it"):
        publish_revision(actor=supervising_analyst, revision_id=revision.pk, at=AT)
    with pytest.raises(IntegrityError, match="revision_published_by_a_second_person"):
        PostingRevision.objects.filter(pk=revision.pk).update(
            published_by=supervising_analyst, published_at=AT
        )


def test_it_is_published_once() -> None:
    revision = load_and_publish(small())
    with pytest.raises(
        Refused, match=r"Rev\. 3 - April 18, 2025 \(New Recruitment Date\) is published already"
    ):
        publish_revision(actor=None, revision_id=revision.pk, at=LATER)


def test_an_older_draft_is_not_published_over_a_newer_revision() -> None:
    newer = load_and_publish(small())
    draft = PostingRevision.objects.create(
        posting=newer.posting,
        number=2,
        revised_on=date(2025, 1, 2),
        sections={},
        requirements={},
        source_sha256="2" * 64,
    )
    with pytest.raises(Refused, match="is newer and published"):
        publish_revision(actor=None, revision_id=draft.pk, at=LATER)


@pytest.mark.parametrize("ends", [PostingState.CLOSED, PostingState.CANCELLED])
def test_no_revision_is_published_of_a_posting_that_has_ended(ends: PostingState) -> None:
    posting = load_and_publish(small()).posting
    if ends == PostingState.CLOSED:
        close_posting(actor=None, posting_id=posting.pk, at=datetime(2027, 1, 1, tzinfo=UTC))
    else:
        cancel_posting(actor=None, posting_id=posting.pk, at=LATER)
    draft = load(small(sections={"job_information": "Answers telephones."}), at=LATER).revision
    with pytest.raises(
        MoveNotAllowed, match=f"Clerk is {ends.label.lower()}. No revision can be published any more."
    ):
        publish_revision(actor=None, revision_id=draft.pk, at=LATER)


def test_a_new_closing_time_holds_from_its_publication_on() -> None:
    load_and_publish(small())
    draft = load(small(closing="2027-01-15 17:00"), at=LATER).revision
    assert Posting.objects.get().closes_at == datetime(2026, 12, 5, 1, tzinfo=UTC)
    publish_revision(actor=None, revision_id=draft.pk, at=LATER)
    assert Posting.objects.get().closes_at == datetime(2027, 1, 16, 1, tzinfo=UTC)


def test_a_notice_of_closing_outlives_the_next_revision() -> None:
    posting = load_and_publish(small(closing="continuous")).posting
    closes_at = close_posting(actor=None, posting_id=posting.pk, at=LATER).closes_at
    load_and_publish(small(closing="continuous", eligible_list={"days": 90}), at=LATER)
    assert Posting.objects.get().closes_at == closes_at


UNCHANGEABLE = {
    "the revision, by a query": lambda row: PostingRevision.objects.filter(pk=row.pk).update(note="x"),
    "the revision, by SQL": lambda row: sql("UPDATE postings_postingrevision SET published_at = NULL"),
    "the revision, deleted by SQL": lambda row: sql("DELETE FROM postings_postingrevision"),
    "its examples": lambda row: PostingRevision.objects.filter(pk=row.pk).update(worked_examples=[]),
    "a question, by a query": lambda row: SupplementalQuestion.objects.update(text="x"),
    "a question, by SQL": lambda row: sql("UPDATE postings_supplementalquestion SET text = 'x'"),
    "a question, deleted": lambda row: SupplementalQuestion.objects.all().delete(),
    "a question, added": lambda row: SupplementalQuestion.objects.create(
        revision=row, position=9, slug="x", kind="text", text="x"
    ),
    "a document, by SQL": lambda row: sql("UPDATE postings_documentkind SET needed = 'required'"),
    "a document, deleted by SQL": lambda row: sql("DELETE FROM postings_documentkind"),
    "a wage increase, by a query": lambda row: WageIncrease.objects.update(percent=6),
    "a wage increase, added": lambda row: WageIncrease.objects.create(
        revision=row, position=9, percent=1, effective_on=date(2027, 1, 1), kind="general", text="x"
    ),
}


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def everything(revision: PostingRevision) -> list[Any]:
    parts = (SupplementalQuestion, DocumentKind, WageIncrease)
    return [list(PostingRevision.objects.filter(pk=revision.pk).values())] + [
        list(model.objects.filter(revision=revision).values()) for model in parts
    ]


@pytest.mark.parametrize("what", UNCHANGEABLE)
def test_a_published_revision_and_its_parts_never_change(what: str) -> None:
    revision = load_and_publish(small())
    before = everything(revision)
    with pytest.raises(DatabaseError), transaction.atomic():
        UNCHANGEABLE[what](revision)
    assert everything(revision) == before


@pytest.mark.parametrize(
    "what", [name for name in UNCHANGEABLE if "deleted" not in name and name != "the revision, by SQL"]
)
def test_the_same_changes_are_open_to_a_draft(what: str) -> None:
    revision = load(small()).revision
    before = everything(revision)
    UNCHANGEABLE[what](revision)
    assert everything(revision) != before


def test_a_part_does_not_leave_a_published_revision_for_a_draft() -> None:
    published = load_and_publish(small())
    draft = load(small(questions=[], highly_desirable=[], eligible_list={"days": 90}), at=LATER).revision
    with pytest.raises(DatabaseError), transaction.atomic():
        SupplementalQuestion.objects.filter(revision=published).update(revision=draft)
    with pytest.raises(DatabaseError), transaction.atomic():
        WageIncrease.objects.filter(revision=draft).update(revision=published)
    assert published.questions.count() == 2
