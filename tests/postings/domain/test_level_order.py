"""Levels are shown and judged in the order of the file, also from the database, whose jsonb sorts names."""

import json

import pytest

from postings.data_file import requirements_document
from postings.domain.queries import compiled
from postings.domain.queries import requirements_document as stored_document
from postings.minimum_requirements import (
    RequirementsError,
    compile_requirements,
    evaluate,
    explain,
    letter_lines,
    parse_facts,
    roots_of,
)
from postings.models import PostingRevision
from postings.requirement_page import requirement_levels
from tests.postings.data_files import load, small

pytestmark = pytest.mark.django_db
IN_ORDER = ["senior_trainee", "junior", "dispatcher_2"]
"""Neither by the alphabet nor by length, as jsonb would have them."""


def data(order=IN_ORDER):
    months = {"senior_trainee": 6, "junior": 12, "dispatcher_2": 24}
    levels = {
        name: {
            "id": name,
            "label": f"Experience as {name}",
            "cite": "One year of clerical experience.",
            "experience": {"months": months[name], "where": {"duty": "clerical"}},
        }
        for name in order
    }
    return small(minimum_requirements={"settings": {"full_time_hours": 40}, "levels": levels})


def stored(**changes):
    pk = load(data(**changes)).revision.pk
    return PostingRevision.objects.select_related("posting").get(pk=pk)


def result_under(requirements):
    return evaluate(
        requirements, parse_facts({"filed_on": "2025-05-01", "jobs": []}, requirements), revision="r"
    )


def test_the_database_alone_forgets_the_order():
    """The control: what stands in the column has the names in another order than the file."""
    assert list(stored().requirements["levels"]) != IN_ORDER


def test_the_page_the_explanation_and_the_outcome_keep_the_order_of_the_file():
    requirements = compiled(stored())
    assert list(requirements.trees) == IN_ORDER
    names = [level["name"] for level in requirement_levels(requirements)]
    assert names == ["Senior trainee", "Junior", "Dispatcher 2"]
    assert list(result_under(requirements).levels) == IN_ORDER
    words = "\n".join(explain(requirements))
    assert sorted(IN_ORDER, key=lambda name: words.index(f"Experience as {name}")) == IN_ORDER


def test_a_stored_proof_and_its_letter_keep_it_too():
    text = result_under(compiled(stored())).proof_bytes().decode()
    proof = json.loads(text)
    assert list(proof["levels"]) == sorted(IN_ORDER)
    assert [root["id"] for root in roots_of(proof)] == IN_ORDER
    letter = "\n".join(letter_lines(proof))
    assert sorted(IN_ORDER, key=lambda name: letter.index(f"Experience as {name}")) == IN_ORDER


def test_the_hash_of_the_rules_is_that_of_the_file_and_knows_the_order():
    from_file = compile_requirements(requirements_document(data()))
    assert compiled(stored()).sha256 == from_file.sha256
    assert compile_requirements(requirements_document(data(sorted(IN_ORDER)))).sha256 != from_file.sha256
    assert "level_order" not in stored_document(
        load(small(revision={"number": 9, "date": "2025-04-18"})).revision
    )


def test_another_order_is_another_text_and_makes_the_next_revision():
    first = stored()
    assert load(data()).revision == first
    assert stored(order=sorted(IN_ORDER)).source_sha256 != first.source_sha256


@pytest.mark.parametrize(
    "order", [[], ["junior"], ["junior"] * 3, [*IN_ORDER, "other"], "junior", {"junior": 1}]
)
def test_an_order_that_does_not_name_each_level_once_is_refused(order):
    document = requirements_document(data()) | {"level_order": order}
    with pytest.raises(RequirementsError, match="level_order"):
        compile_requirements(document)
