"""A question of the bank put into a posting's document, in full, with what it suggests; from then on it is the posting's."""

from copy import deepcopy
from typing import Any

from postings.authoring.paths import Path
from postings.domain.bank_suggestions import answers_of
from postings.domain.question_bank import SAID, translated_pairs
from postings.domain.question_bank import document as said_of
from postings.errors import Refused
from postings.models import BankQuestion


def names_in(document: dict[str, Any]) -> set[str]:
    """The short names and bank codes of the questions that are there."""
    rows = document.get("questions") or []
    return {str(row[key]) for row in rows for key in ("slug", "bank") if row.get(key)}


def with_question(document: dict[str, Any], question: BankQuestion) -> tuple[dict[str, Any], Path]:
    """A changed copy and the place of the question. Raises Refused where the posting has it already.

    Its condition is taken where the question it depends on is there; its points become highly desirable.
    """
    there = names_in(document)
    if question.code in there:
        raise Refused("The posting has this question already. Change that one, or remove it first.")
    copy, said = deepcopy(document), said_of(question)
    row = {
        "slug": question.code,
        "bank": question.code,
        "bank_version": question.version,
        **said,
        "required": True,
    }
    if question.asked_when and question.asked_when["question"] in there:
        row["asked_when"] = dict(question.asked_when)
    copy["questions"] = [*(copy.get("questions") or []), row]
    if question.points:
        copy["highly_desirable"] = [*(copy.get("highly_desirable") or []), *_wishes(question, said)]
    for language, texts in (copy.get("translations") or {}).items():
        if language in question.translations:
            texts.update(translated_pairs(row, question.translations[language]))
    return copy, ("questions", len(copy["questions"]) - 1)


def forget_words(row: dict[str, Any], before: Any) -> None:
    """A question that names another one of the bank now has the other's words, which come when the posting is read."""
    if before and row.get("bank") != before:
        for key in (*SAID, "bank_version"):
            row.pop(key, None)


def _wishes(question: BankQuestion, said: dict[str, Any]) -> list[dict[str, Any]]:
    labels = answers_of(said)
    test = "includes" if question.kind == "several" else "is"
    return [
        {
            "when": {"answer": question.code, test: [each["value"]] if test == "includes" else each["value"]},
            "points": each["points"],
            "label": question.text if question.kind == "yes_no" else labels[each["value"]],
        }
        for each in question.points
    ]
