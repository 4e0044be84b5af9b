"""The draft's pages: who may write, one step a button, two writers, undo, and a second person who publishes."""

from typing import Any

import pytest
from django.test import Client

from postings.data_file import read_data_file
from postings.domain.draft_document import document_of
from postings.domain.posting_file import read_posting_file
from postings.domain.publish import publish_revision
from postings.errors import Refused
from postings.models import DraftVersion, Posting, PostingDraft
from postings.translation import texts
from screening.city_time import now
from screening.enums import Role
from tests.factories import make_staff, make_user
from tests.postings.admin.test_postings import LIST, page, signed_in
from tests.postings.data_files import OWN_FILES, load, load_and_publish, own_file, small

pytestmark = pytest.mark.django_db
PARTS = ("text", "dates", "wages", "sentences", "duties", "questions", "documents", "requirements", "policies", "examples", "spanish", "check", "file")  # fmt: skip


@pytest.fixture
def posting() -> Posting:
    return load_and_publish(small()).posting


@pytest.fixture
def writer(posting: Posting) -> Client:
    client = signed_in(Role.ANALYST, posting=posting)
    client.post(f"{LIST}{posting.pk}/draft/")
    return client


def step(client: Client, posting: Posting, part: str, do: str, status: int = 302, **sent: Any) -> Any:
    number = DraftVersion.objects.filter(draft__posting=posting).count()
    here = f"{LIST}{posting.pk}/draft/{part}/"
    response = client.post(here, {"based_on": number, "do": do, **sent})
    assert response.status_code == status, response.content.decode()
    return response


def document(posting: Posting) -> dict[str, Any]:
    return DraftVersion.objects.filter(draft__posting=posting).order_by("-number")[0].document


@pytest.mark.parametrize("name", OWN_FILES)
def test_a_stored_revision_is_written_back_as_the_file_it_came_from(name: str) -> None:
    data = read_data_file(own_file(name))
    revision = load(data).revision
    again, first = read_posting_file(document_of(revision)), read_posting_file(data)
    assert (again.requirements, again.questions, again.documents, again.worked_examples, again.sections) == (
        first.requirements,
        first.questions,
        first.documents,
        first.worked_examples,
        first.sections,
    )
    assert (again.closes_at, again.wage, again.increases) == (first.closes_at, first.wage, first.increases)


@pytest.mark.parametrize("part", PARTS)
def test_every_page_opens(writer: Client, posting: Posting, part: str) -> None:
    page(writer, f"{LIST}{posting.pk}/draft/{part}/")


def test_nobody_else_reads_or_writes_a_draft(writer: Client, posting: Posting) -> None:
    other = load_and_publish(
        small() | {"posting": small()["posting"] | {"slug": "typist", "title": "Typist"}}
    ).posting
    clients = [signed_in(role) for role in (Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR)]
    elsewhere = Client()
    elsewhere.force_login(
        make_staff(Role.ANALYST, "elsewhere@example.org", posting=other),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    applicant = Client()
    applicant.force_login(make_user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    for client in [*clients, elsewhere, applicant]:
        for path in ("draft/", "draft/requirements/"):
            assert client.post(f"{LIST}{posting.pk}/{path}", {"do": "drop", "based_on": 1}).status_code in (
                302,
                404,
            )
    assert PostingDraft.objects.get().ended_at is None
    assert DraftVersion.objects.count() == 1


def test_a_wrap_a_duplicate_and_their_undoing(writer: Client, posting: Posting) -> None:
    tree = document(posting)["minimum_requirements"]["tree"]
    root = "minimum_requirements.tree"
    step(writer, posting, "requirements", "wrap:all", place=root)
    step(writer, posting, "requirements", "duplicate", place=f"{root}.all[0]")
    unnamed = {key: value for key, value in tree.items() if key != "id"}
    assert document(posting)["minimum_requirements"]["tree"] == {"all": [tree, unnamed]}
    step(writer, posting, "requirements", "undo")
    step(writer, posting, "requirements", "undo")
    assert document(posting)["minimum_requirements"]["tree"] == tree
    step(writer, posting, "requirements", "undo", status=409)
    assert DraftVersion.objects.count() == 5


def test_a_card_added_wrongly_names_its_place_and_the_mend(writer: Client, posting: Posting) -> None:
    step(writer, posting, "requirements", "wrap:all", place="minimum_requirements.tree")
    step(writer, posting, "requirements", "add", place="minimum_requirements.tree.all", kind="document")
    shown = page(writer, f"{LIST}{posting.pk}/draft/requirements/")
    assert "Use one of: proof." in shown
    sent = {
        "place": "minimum_requirements.tree.all[1]",
        "f-document.kind": "proof",
        "f-label": "Proof of work",
    }
    step(writer, posting, "requirements", "save", **sent)
    shown = page(writer, f"{LIST}{posting.pk}/draft/requirements/")
    assert ("Use one of: proof." in shown, "Proof of work" in shown) == (False, True)


def test_what_is_typed_wrongly_is_kept_and_refused_in_words(writer: Client, posting: Posting) -> None:
    root = "minimum_requirements.tree"
    step(writer, posting, "requirements", "save", place=root, **{"f-experience.months": "many"})
    assert "whole number from 1" in page(writer, f"{LIST}{posting.pk}/draft/requirements/")
    for value in ("nan", "1e400"):
        step(
            writer,
            posting,
            "policies",
            "fields",
            409,
            **{"f-minimum_requirements.settings.full_time_hours": value},
        )
    step(writer, posting, "text", "fields", 409, **{"f-sections.job_information": "a\0b"})
    for place in ("", "posting", "minimum_requirements.tree.all[9]", "a..b", "[0]", "revision.number"):
        step(writer, posting, "requirements", "remove", 409, place=place)
    step(writer, posting, "file", "file", 409, file="posting: [")
    step(writer, posting, "file", "file", 409, file="posting: 1\nsections: []")


def test_two_writers_never_overwrite_each_other_unseen(writer: Client, posting: Posting) -> None:
    here = f"{LIST}{posting.pk}/draft/text/"
    sent = {"based_on": 1, "do": "fields", "f-sections.job_information": "First."}
    assert writer.post(here, sent).status_code == 302
    late = writer.post(here, sent | {"f-sections.job_information": "Second."})
    assert (late.status_code, document(posting)["sections"]["job_information"]) == (409, "First.")


def test_the_author_sends_and_another_publishes(posting: Posting) -> None:
    author, second = (
        make_staff(Role.SUPERVISING_ANALYST),
        make_staff(Role.SUPERVISING_ANALYST, "second@example.org"),
    )
    client = Client()
    client.force_login(author, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(f"{LIST}{posting.pk}/draft/")
    step(client, posting, "text", "fields", **{"f-sections.job_information": "Answers letters and calls."})
    assert (
        page(client, posting.current_revision and f"/postings/{posting.slug}/").count("letters and calls")
        == 0
    )
    step(client, posting, "check", "send")
    revision = posting.revisions.get(number=4)
    assert (revision.authored_by, revision.published_at, PostingDraft.objects.get().revision) == (
        author,
        None,
        revision,
    )
    with pytest.raises(Refused, match="somebody else publishes it"):
        publish_revision(actor=author, revision_id=revision.pk, at=now())
    publish_revision(actor=second, revision_id=revision.pk, at=now())
    posting.refresh_from_db()
    assert posting.current_revision == revision


def test_whoever_wrote_a_part_of_it_does_not_publish_it(posting: Posting) -> None:
    author, helper = (
        make_staff(Role.SUPERVISING_ANALYST),
        make_staff(Role.SUPERVISING_ANALYST, "second@example.org"),
    )
    clients = [Client(), Client()]
    for client, person in zip(clients, (author, helper), strict=True):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    clients[0].post(f"{LIST}{posting.pk}/draft/")
    step(clients[1], posting, "text", "fields", **{"f-sections.job_information": "Answers calls."})
    step(clients[0], posting, "check", "send")
    with pytest.raises(Refused, match="somebody else publishes it"):
        publish_revision(actor=helper, revision_id=posting.revisions.get(number=4).pk, at=now())


def test_a_draft_that_fails_its_examples_is_not_sent(writer: Client, posting: Posting) -> None:
    step(
        writer,
        posting,
        "requirements",
        "save",
        place="minimum_requirements.tree",
        **{"f-experience.months": "60"},
    )
    response = step(writer, posting, "check", "send", 409)
    assert "does not come out as expected" in response.content.decode()
    assert posting.revisions.count() == 1


def test_a_page_of_a_draft_costs_the_same_however_long_it_is(
    writer: Client, posting: Posting, django_assert_max_num_queries: Any
) -> None:
    step(writer, posting, "requirements", "wrap:all", place="minimum_requirements.tree")
    for _ in range(10):
        step(writer, posting, "requirements", "duplicate", place="minimum_requirements.tree.all[0]")
    with django_assert_max_num_queries(12):
        page(writer, f"{LIST}{posting.pk}/draft/requirements/")


def test_the_spanish_is_written_beside_the_text_and_half_of_it_is_not_sent(
    writer: Client, posting: Posting
) -> None:
    own = texts(document(posting))
    step(writer, posting, "spanish", "translate", other=["Oficinista", *[""] * (len(own) - 1)])
    assert document(posting)["translations"] == {"es": {own[0]: "Oficinista"}}
    said = page(writer, f"{LIST}{posting.pk}/draft/spanish/")
    assert f"{len(own) - 1} of {len(own)} texts are missing." in said
    assert (
        "texts are missing, the first:" in step(writer, posting, "check", "send", status=409).content.decode()
    )
    step(writer, posting, "spanish", "translate", other=[f"[{text}]" for text in own])
    step(writer, posting, "check", "send")
    assert set(posting.revisions.order_by("number").last().translations["es"]) == set(own)


def test_a_page_of_translations_that_was_cut_keeps_nothing(writer: Client, posting: Posting) -> None:
    said = step(writer, posting, "spanish", "translate", status=409, other=["Oficinista"]).content.decode()
    assert ("The page was incomplete" in said, "translations" in document(posting)) == (True, False)


def test_the_sentences_follow_what_is_typed_and_nothing_is_kept(writer: Client, posting: Posting) -> None:
    root = "minimum_requirements.tree"
    before = document(posting)
    path = f"{LIST}{posting.pk}/draft/requirements/"
    sent = {"do": "sentence", "place": root, "f-experience.months": "30", "f-label": ""}
    answer = writer.post(path, sent)
    assert answer.status_code == 200
    assert "30 months" in answer.json()["sentences"][root]
    assert (document(posting), DraftVersion.objects.count()) == (before, 1)
    gone = writer.post(path, sent | {"place": f"{root}.all[7]"})
    assert gone.status_code == 409
