"""Answers of an earlier application are offered, and count only when their owner takes them."""

from typing import Any

import pytest
from django.core.files.base import ContentFile

from screening.domain import application as applications
from screening.domain import document as documents
from screening.domain.completeness import missing
from screening.domain.facts import facts_of
from screening.domain.reused_answers import as_offered, offers
from screening.enums import DocumentFinding, Section
from screening.errors import Refused
from screening.models import Application, DocumentInspection, History
from tests.factories import (
    FILED_AT,
    make_application,
    make_submitted_application,
    make_user,
)
from tests.screening.domain.earlier import begun, copied, offered, posting_with, question, section, take

pytestmark = pytest.mark.django_db
ONE = [{"value": "a", "label": "Days"}, {"value": "b", "label": "Nights"}]


def test_answers_to_the_same_questions_are_offered_and_count_only_when_they_are_taken() -> None:
    same, other_words, other_kind = question("license"), question("shift"), question("years")
    earlier = make_submitted_application(
        posting_with("first", same, other_words, other_kind, question("gone")),
        answers={"license": "yes", "shift": "yes", "years": "yes", "gone": "no"},
    )
    new = begun(
        posting_with(
            "second", question("shift", text="At night?"), question("years", "number"), same, question("new")
        ),
        earlier.applicant,
    )
    copied(new, earlier)
    assert offered(new) == {"license": "yes"}
    assert section(new, Section.QUESTIONS) == {}
    assert facts_of(new, filed_on=FILED_AT.date())["answers"] == {}
    assert len(missing(new)[Section.QUESTIONS]) == 4
    assert take(new, "license", "shift") == 1
    assert section(new, Section.QUESTIONS) == {"answers": {"license": "yes"}}
    assert (offered(new), len(missing(new)[Section.QUESTIONS])) == ({}, 3)
    assert History.objects.get(verb="take_answers").facts == {"earlier": earlier.pk, "questions": ["license"]}


def test_a_question_of_the_bank_is_the_same_under_another_name_and_in_newer_words() -> None:
    before = question("when", "one", "Which shift?", choices=ONE, bank="shifts", bank_version=1)
    relabelled = [ONE[0], {"value": "b", "label": "Evenings"}]
    now = question(
        "shift", "one", "Which shift suits you?", choices=relabelled, bank="shifts", bank_version=2
    )
    for number, (answer, expected) in enumerate([("a", {"shift": "a"}), ("b", {})]):
        person = make_user(f"p{number}@example.org")
        earlier = make_submitted_application(
            posting_with(f"first{number}", before), person, answers={"when": answer}
        )
        new = begun(posting_with(f"second{number}", now), person)
        copied(new, earlier)
        assert offered(new) == expected
        assert [each.asked_before for each in offers(new, earlier)] == ["Which shift?"] * len(expected)


@pytest.mark.parametrize(
    ("kind", "limits", "answer", "fits"),
    [
        ("number", {"max": 5}, 5, True),
        ("number", {"max": 5}, 6, False),
        ("number", {"min": 2}, 1, False),
        ("text", {"max_length": 3}, "abc", True),
        ("text", {"max_length": 3}, "abcd", False),
        ("date", {}, "2020-05", True),
    ],
)
def test_an_answer_that_the_new_posting_would_refuse_is_not_offered(
    kind: str, limits: dict[str, int], answer: Any, fits: bool
) -> None:
    earlier = make_application(posting_with("first", question("it", kind)), answers={"it": answer})
    new = begun(posting_with("second", question("it", kind, limits=limits)), earlier.applicant)
    copied(new, earlier)
    assert offered(new) == ({"it": answer} if fits else {})


def test_a_hidden_question_offers_nothing_and_a_hidden_answer_is_not_offered() -> None:
    asked = question("since", "number", asked_when={"question": "license", "is": "yes"})
    hidden = make_submitted_application(
        posting_with("first", question("license"), asked), answers={"license": "no", "since": 3}
    )
    new = begun(posting_with("second", question("license"), asked), hidden.applicant)
    copied(new, hidden)
    assert offered(new) == {"license": "no"}
    person = make_user("two@example.org")
    shown = make_submitted_application(
        posting_with("third", question("license"), asked), person, answers={"license": "yes", "since": 3}
    )
    new = make_application(
        posting_with("fourth", question("license"), asked), person, answers={"license": "no"}
    )
    copied(new, shown)
    assert offered(new) == {}


def test_an_answer_given_since_stays_and_a_page_that_no_longer_holds_takes_nothing() -> None:
    person = make_user()
    earlier = make_application(
        posting_with("first", question("a"), question("b")), person, answers={"a": "yes"}
    )
    new = begun(posting_with("second", question("a"), question("b")), person)
    copied(new, earlier)
    shown = as_offered(offers(new, new.started_from))
    applications.save_section(
        actor=person, application_id=earlier.pk, section=Section.QUESTIONS,
        content={"answers": {"a": "no"}}, version=1, at=FILED_AT,
    )  # fmt: skip
    with pytest.raises(Refused, match="changed since this page was opened"):
        take(new, "a", shown=shown)
    assert section(new, Section.QUESTIONS) == {}
    applications.save_section(
        actor=person, application_id=new.pk, section=Section.QUESTIONS,
        content={"answers": {"a": "yes"}}, version=0, at=FILED_AT,
    )  # fmt: skip
    assert take(new, "a") == 0
    assert section(new, Section.QUESTIONS) == {"answers": {"a": "yes"}}


def test_a_file_is_offered_by_its_name_and_taken_as_a_new_paper_that_is_inspected_anew() -> None:
    file = question("resume", "file", bank="resume", bank_version=1)
    person = make_user()
    earlier = make_application(posting_with("first", file), person, answers={})
    papers = [
        documents.receive(
            actor=person, application_id=earlier.pk, kind="resume",
            file=ContentFile(b"%PDF-1.4\n" + b"\n" * number + b"%%EOF", f"cv{number}.pdf"), at=FILED_AT,
        )
        for number in range(2)
    ]  # fmt: skip
    DocumentInspection.objects.filter(document=papers[1]).update(finding=DocumentFinding.INFECTED)
    new = begun(posting_with("second", {**file, "slug": "cv"}), person)
    copied(new, earlier)
    assert offered(new) == {"cv": [papers[0].sha256]}
    assert [paper.original_name for each in offers(new, earlier) for paper in each.files] == ["cv0.pdf"]
    assert (take(new), new.documents.count()) == (0, 0)
    assert take(new, "cv") == 1
    paper = new.documents.get()
    assert (paper.kind, paper.original_name, paper.sha256) == ("cv", "cv0.pdf", papers[0].sha256)
    assert (paper.file.name != papers[0].file.name, paper.inspection.finding) == (True, "usable")
    assert facts_of(new, filed_on=FILED_AT.date())["answers"] == {"cv": [papers[0].sha256]}
    new = Application.objects.get(pk=new.pk)
    assert (offered(new), take(new, "cv"), new.documents.count()) == ({}, 0, 1)
