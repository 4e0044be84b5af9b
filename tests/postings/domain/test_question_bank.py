"""The question bank: versions that never change, taken into a revision word for word."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import InternalError

from postings.domain.posting_file import read_posting_file
from postings.domain.queries import requirements_document
from postings.domain.question_bank import newest, write_question
from postings.errors import FileRefused, NotAllowed
from postings.minimum_requirements import RequirementsError, compile_requirements
from postings.models import BankQuestion
from screening.enums import Role
from screening.models import History
from tests.factories import make_staff, make_user
from tests.factories_postings import make_department
from tests.postings.data_files import AT, load, load_and_publish, small

pytestmark = pytest.mark.django_db
SHIFTS: dict[str, Any] = {
    "code": "shifts",
    "kind": "several",
    "text": "Which shifts can you work?",
    "choices": [{"value": "day", "label": "Days"}, {"value": "night", "label": "Nights"}],
    "translations": {
        "es": {"text": "¿En qué turnos?", "choices": {"day": "De día", "night": "De noche"}},
    },
}
BANK_FILE = Path(settings.BASE_DIR) / "postings/data/questions/city.yaml"


def write(**changes: Any) -> BankQuestion:
    return write_question(actor=None, said=SHIFTS | changes, at=AT)


def with_question(**row: Any) -> dict[str, Any]:
    data = small()
    return data | {"questions": [*data["questions"], row]}


def test_the_same_words_change_nothing_and_other_words_are_the_next_version() -> None:
    first = write()
    assert write() == first
    second = write(text="Which shifts suit you?")
    third = write(text="Which shifts suit you?", translations={})
    assert [first.version, second.version, third.version] == [1, 2, 3]
    assert list(newest().values_list("code", "version")) == [("shifts", 3)]
    assert list(History.objects.filter(verb="write_bank_question").values_list("facts", flat=True)) == [
        {"code": "shifts", "version": version} for version in (1, 2, 3)
    ]


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_version_never_changes(change: str) -> None:
    row = write()
    with pytest.raises(InternalError, match="Cannot update or delete"):
        BankQuestion.objects.filter(pk=row.pk).update(text="Else") if change == "update" else row.delete()


def test_an_analyst_writes_and_an_applicant_a_manager_or_an_auditor_may_not() -> None:
    analyst = make_staff(Role.SUPERVISING_ANALYST)
    assert write_question(actor=analyst, said=SHIFTS, at=AT).written_by == analyst
    for person in (
        make_user(),
        make_staff(Role.HIRING_MANAGER, department=make_department()),
        make_staff(Role.AUDITOR),
    ):
        with pytest.raises(NotAllowed):
            write_question(actor=person, said=SHIFTS, at=AT)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"code": "Shifts!"}, "question.code: This is not a name."),
        ({"kind": "upload"}, "questions[0].kind: 'upload' is not known here."),
        ({"kind": "number"}, "questions[0].choices: A question of the kind number needs no choices."),
        ({"choices": SHIFTS["choices"][:1]}, "questions[0].choices: One choice is none."),
        ({"score": 5}, "question.score: This key is not known here."),
        ({"text": ""}, "question: 'text' is missing."),
        ({"translations": {"es": {"text": "¿Cuáles?"}}}, "translations.es.choices: 'day' is missing."),
        ({"translations": {"tlh": {"text": "nuqneH"}}}, "translations.tlh: This key is not known here."),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_its_path(change: Any, problem: str) -> None:
    with pytest.raises(FileRefused) as refused:
        write(**change)
    assert any(each.startswith(problem) for each in refused.value.problems), refused.value.problems
    assert not BankQuestion.objects.exists()


def test_a_posting_takes_the_words_of_the_newest_version_and_keeps_them() -> None:
    write()
    revision = load_and_publish(with_question(slug="when", bank="shifts", required=False))
    write(text="Which shifts suit you?")
    taken = revision.questions.get(slug="when")
    assert (taken.text, taken.kind, taken.choices) == (SHIFTS["text"], "several", SHIFTS["choices"])
    assert (taken.bank, taken.bank_version, taken.required) == ("shifts", 1, False)
    assert compile_requirements(requirements_document(revision)).vocabulary.questions["when"].choices == {
        "day": "Days",
        "night": "Nights",
    }


def test_what_is_filled_in_once_reads_the_same_again_and_a_newer_version_makes_the_next_revision() -> None:
    write()
    load_and_publish(with_question(slug="when", bank="shifts", required=False))
    again = {"kind": "several", "text": SHIFTS["text"], "choices": SHIFTS["choices"], "bank_version": 1}
    write(text="Which shifts suit you?")
    assert load(with_question(slug="when", bank="shifts", required=False, **again)).changed is False
    newer = load(with_question(slug="when", bank="shifts", required=False))
    assert (newer.changed, newer.revision.questions.get(slug="when").bank_version) == (True, 2)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"bank": "tides"}, "questions[2].bank: The question bank has no question 'tides'."),
        ({"bank": 7}, "questions[2].bank: The question bank has no question '7'."),
        ({"bank": "shifts", "bank_version": 9}, "questions[2].bank: The question bank has no question"),
        ({"bank": "shifts", "bank_version": True}, "questions[2].bank: The question bank has no question"),
        ({"bank": "shifts", "text": "Else?"}, "questions[2].text: The bank says it otherwise in version 1."),
        ({"bank": "shifts", "limits": {"min": 1}}, "questions[2].limits: The bank says it otherwise"),
    ],
)
def test_a_question_that_cannot_be_taken_is_refused_with_its_path(row: Any, problem: str) -> None:
    write()
    with pytest.raises(FileRefused) as refused:
        read_posting_file(with_question(slug="when", required=False, **row))
    assert [each.startswith(problem) for each in refused.value.problems] == [True], refused.value.problems


def test_without_the_database_a_file_that_takes_from_the_bank_says_what_to_do() -> None:
    with pytest.raises(RequirementsError, match="manage.py load_posting"):
        compile_requirements({"questions": [{"slug": "when", "bank": "shifts"}], "tree": {"answer": "when"}})


def test_the_citys_questions_load_and_load_again_unchanged(tmp_path: Path) -> None:
    said = StringIO()
    call_command("load_questions", str(BANK_FILE), stdout=said)
    call_command("load_questions", str(BANK_FILE), stdout=said)
    count = BankQuestion.objects.count()
    assert said.getvalue().splitlines() == [
        f"{count} questions read, {count} written as new versions.",
        f"{count} questions read, 0 written as new versions.",
    ]
    assert all(row.translations["es"]["text"] for row in newest())
    broken = tmp_path / "broken.yaml"
    broken.write_text(
        "questions:\n  - {code: a, kind: date, text: 'When?'}\n  - {code: b, kind: upload, text: X}\n"
    )
    with pytest.raises(CommandError, match=r"questions\[1\]"):
        call_command("load_questions", str(broken))
    assert BankQuestion.objects.count() == count
