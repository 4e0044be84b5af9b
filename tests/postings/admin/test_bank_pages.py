"""The question bank's pages: written in two languages, versions kept, retired, and taken into a draft with its suggestions."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from postings.domain.drafting import begin_draft
from postings.domain.posting_file import read_posting_file
from postings.domain.question_bank import newest, retire_question, write_question
from postings.errors import FileRefused, NotAllowed, Refused
from postings.models import BankQuestion, DraftVersion
from screening.enums import Role
from screening.models import History
from tests.factories import make_staff, make_user
from tests.postings.data_files import AT, load_and_publish, small

pytestmark = pytest.mark.django_db
ROOM = "/admin/postings/bankquestion/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TYPED = {
    "code": "shifts",
    "kind": "several",
    "text": "Which shifts can you work?",
    "choices": "day | Days\nnight | Nights",
    "text_es": "¿En qué turnos puede trabajar?",
    "choices_es": "day | De día\nnight | De noche",
    "asked_question": "works_weekends",
    "asked_is": "yes",
    "points": "night | 2",
}


@pytest.fixture
def analyst() -> Any:
    return make_staff(Role.SUPERVISING_ANALYST)


@pytest.fixture
def writer(analyst: Any) -> Client:
    write_question(
        actor=None, said={"code": "works_weekends", "kind": "yes_no", "text": "Weekends too?"}, at=AT
    )
    client = Client()
    client.force_login(analyst, backend=BACKEND)
    return client


def test_a_question_is_written_changed_as_a_new_version_and_retired(writer: Client, analyst: Any) -> None:
    assert writer.post(f"{ROOM}write/", TYPED).status_code == 302
    first = BankQuestion.objects.get(code="shifts")
    assert (first.written_by, first.translations["es"]["choices"]) == (
        analyst,
        {"day": "De día", "night": "De noche"},
    )
    assert (first.asked_when, first.points) == (
        {"question": "works_weekends", "is": ["yes"]},
        [{"value": "night", "points": 2}],
    )
    one = f"{ROOM}questions/shifts/"
    shown = writer.get(f"{one}write/").context["form"].initial
    typed = {key: "" if value is None else value for key, value in shown.items()}
    assert writer.post(f"{one}write/", typed).status_code == 302
    assert BankQuestion.objects.filter(code="shifts").count() == 1
    writer.post(f"{one}write/", typed | {"text": "Which shifts suit you?"})
    writer.post(f"{one}retire/")
    rows = BankQuestion.objects.filter(code="shifts").order_by("version")
    assert [(row.version, row.text[:18], row.is_retired) for row in rows] == [
        (1, "Which shifts can y", False),
        (2, "Which shifts suit ", False),
        (3, "Which shifts suit ", True),
    ]
    assert [row.code for row in newest()] == ["works_weekends"]
    with pytest.raises(Refused):
        retire_question(actor=analyst, code="shifts", at=AT)
    writer.post(f"{one}write/", typed)
    assert [row.code for row in newest()] == ["shifts", "works_weekends"]
    lines = History.objects.filter(subject_kind="bankquestion").order_by("pk").values_list("verb", flat=True)
    assert list(lines)[1:] == [
        "write_bank_question", "write_bank_question", "retire_bank_question", "write_bank_question",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"choices_es": ""}, "translations.es.choices"),
        ({"asked_is": "perhaps"}, "is not answered so"),
        ({"points": "noon | 2"}, "is no answer of this question"),
        ({"points": "night | 0"}, "no number of points"),
        ({"code": "works_weekends"}, "has a question with the code"),
        ({"text": ""}, "Write the question."),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is(writer: Client, wrong: Any, words: str) -> None:
    answer = writer.post(f"{ROOM}write/", TYPED | wrong)
    assert (answer.status_code, words in answer.content.decode()) == (400, True)
    assert BankQuestion.objects.count() == 1


def test_a_draft_takes_a_question_with_its_words_condition_and_points(writer: Client, analyst: Any) -> None:
    writer.post(f"{ROOM}write/", TYPED)
    posting = load_and_publish(small()).posting
    begin_draft(actor=analyst, posting_id=posting.pk, at=AT)
    page = f"/admin/postings/posting/{posting.pk}/draft/questions/"
    for number, code in enumerate(("works_weekends", "shifts"), start=1):
        answer = writer.post(page, {"do": "bank", "code": code, "based_on": number})
        assert answer.status_code == 302
    document = DraftVersion.objects.order_by("-number")[0].document
    row = document["questions"][-1]
    assert (row["bank"], row["bank_version"], row["text"]) == ("shifts", 1, "Which shifts can you work?")
    assert row["asked_when"] == {"question": "works_weekends", "is": ["yes"]}
    assert document["highly_desirable"][-1] == {
        "when": {"answer": "shifts", "includes": ["night"]}, "points": 2, "label": "Nights",
    }  # fmt: skip
    assert writer.post(page, {"do": "bank", "code": "shifts", "based_on": 3}).status_code == 409
    assert [question.code for question in writer.get(page).context["bank"]] == []
    other = {"place": "questions[3]", "f-bank": "works_weekends", "f-slug": "again", "f-asked_when.is": "yes"}
    assert writer.post(page, {"do": "save", "based_on": 3, **other}).status_code == 302
    row = DraftVersion.objects.order_by("-number")[0].document["questions"][-1]
    assert row == {
        "bank": "works_weekends", "slug": "again", "required": True,
        "asked_when": {"question": "works_weekends", "is": "yes"},
    }  # fmt: skip


def test_a_retired_question_stays_where_it_is_and_is_taken_nowhere_else(writer: Client, analyst: Any) -> None:
    kept = small() | {"questions": [*small()["questions"], {"bank": "works_weekends", "required": True}]}
    revision = load_and_publish(kept)
    retire_question(actor=analyst, code="works_weekends", at=AT)
    assert revision.questions.get(bank="works_weekends").bank_version == 1
    with pytest.raises(FileRefused, match="retired the question 'works_weekends'"):
        read_posting_file(kept)
    named = {"bank": "works_weekends", "bank_version": 1, "required": True}
    assert read_posting_file(small() | {"questions": [*small()["questions"], named]})
    assert "version 1" in writer.get(f"{ROOM}questions/works_weekends/").content.decode()


def test_who_may_not(writer: Client) -> None:
    auditor = make_staff(Role.AUDITOR)
    for person, reads in ((auditor, 200), (make_user(), 404)):
        with pytest.raises(NotAllowed):
            retire_question(actor=person, code="works_weekends", at=AT)
        client = Client()
        client.force_login(person, backend=BACKEND)
        assert client.get(ROOM).status_code == reads
        assert client.get(f"{ROOM}write/").status_code == 404
        assert client.post(f"{ROOM}write/", TYPED).status_code == 404
        assert client.post(f"{ROOM}questions/works_weekends/retire/").status_code == 404
    assert BankQuestion.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 4])
def test_the_bank_costs_the_same_however_many(writer: Client, rows: int) -> None:
    for number in range(rows):
        write_question(actor=None, said={"code": f"q{number}", "kind": "date", "text": "When?"}, at=AT)
    writer.get(ROOM)
    with CaptureQueriesContext(connection) as captured:
        assert writer.get(ROOM).status_code == 200
    assert len(captured) == 6
