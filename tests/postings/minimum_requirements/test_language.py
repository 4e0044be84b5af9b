"""The engine speaks Spanish as completely as English, and what it finds does not depend on the language."""

import ast
import string
from pathlib import Path
from typing import Any

from postings.data_file import read_data_file, requirements_document
from postings.minimum_requirements import Result, compile_requirements, describe, evaluate, letter_lines
from postings.minimum_requirements.language import say, speaking
from postings.minimum_requirements.letter import _MONTHS, _REASONS
from postings.minimum_requirements.numbers import _WORDS
from postings.minimum_requirements.spanish import SPANISH
from tests.postings.minimum_requirements.makers import (
    CSR,
    DATA,
    clerical,
    judge,
    make_document,
    make_facts,
    make_job,
    posting,
)
from tests.postings.minimum_requirements.test_cases import CASES

ENGINE = Path(__file__).parents[3] / "postings" / "minimum_requirements"
FROM_DATA = {*_MONTHS, *_REASONS.values(), *_WORDS}


def said_in_the_code() -> set[str]:
    """Every text that is handed to ``say``, also where one of two is chosen."""
    found = set()
    for file in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "say"
                and node.args
            ):
                chosen = node.args[0]
                options = [chosen.body, chosen.orelse] if isinstance(chosen, ast.IfExp) else [chosen]
                found |= {each.value for each in options if isinstance(each, ast.Constant)}
    return found


def test_every_sentence_of_the_engine_has_its_spanish_words():
    assert sorted((said_in_the_code() | FROM_DATA) - SPANISH.keys()) == []


def test_a_translation_has_the_same_values_as_its_english_words():
    def values(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert [english for english, spanish in SPANISH.items() if values(english) != values(spanish)] == []


def test_a_proof_in_spanish_finds_the_same_as_one_in_english():
    document = requirements_document(read_data_file(DATA / f"{CSR}.yaml"))
    spanish, english = compile_requirements(document, language="es"), posting(CSR)[1]
    for case in CASES:
        ours = evaluate(english, case["facts"], revision="8")
        theirs = evaluate(spanish, case["facts"], revision="8")
        assert (theirs.outcome, theirs.reasons, theirs.nodes) == (ours.outcome, ours.reasons, ours.nodes)


def in_spanish(tree: Any, facts: dict[str, Any]) -> Result:
    return evaluate(compile_requirements(make_document(tree), language="es"), facts, revision="8")


NOT_CLERICAL = make_facts(make_job(duties={"clerical": "no"}))


def test_a_letter_in_spanish_says_what_counted_and_what_would_cure_it():
    assert letter_lines(
        in_spanish({"label": "Clerical work", **clerical()}, NOT_CLERICAL).proof(), language="es"
    ) == [
        "Clerical work: no se cumple. Se contaron 0.0 de 12 meses (0 días a tiempo completo).",
        "Clerk, Harbor Freight: no contó. No era parte de este empleo: clerical work.",
        "Lo que falta: 364 días más a tiempo completo (12.0 meses): se contaron 0.0 de 12 meses.",
        "Lo que lo remediaría: Más trabajo de este tipo, o una constancia de él.",
    ]


def test_each_language_keeps_its_own_words_of_the_same_job():
    def why(result: Result) -> list[str]:
        return result.proof()["tree"]["evidence"]["jobs"][0]["why"]

    assert why(in_spanish(clerical(), NOT_CLERICAL)) == ["No era parte de este empleo: clerical work"]
    assert why(judge(clerical(), NOT_CLERICAL)) == ["Not part of this job: clerical work"]


def test_descriptions_join_in_the_language_of_the_document():
    document = requirements_document(read_data_file(DATA / f"{CSR}.yaml"))
    assert describe(compile_requirements(document, language="es")).text == "Todos estos"
    with speaking("fr"):
        assert say("All of these") == "All of these"
