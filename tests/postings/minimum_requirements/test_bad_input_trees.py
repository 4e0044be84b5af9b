"""Requirements that cannot be used: each is refused with the path of the node and what would mend it."""

from typing import Any

import pytest

from postings.minimum_requirements import RequirementsError, compile_requirements
from tests.postings.minimum_requirements.makers import clerical, judge, make_document, make_facts

NAN = float("nan")
CITIZEN = {"answer": "citizen", "is": "yes"}
WHOLE = "Give a whole number from 1 to 1200."
NO_NUMBER = "This is not a number that can be used here."
CIRCLE = "This node refers to itself through others. Break the circle of references."
ASKS_NOTHING = "Every answer counts, so this asks nothing."
NO_NODE = "This is not a node. Write it as 'kind: …', for example 'all: [ … ]'."


def buried(depth: int, leaf: Any) -> Any:
    for _ in range(depth):
        leaf = {"not": leaf}
    return leaf


def work(where: Any, **more: Any) -> Any:
    return {"experience": {"months": 6, "where": where, **more}}


HOLDS_ITSELF: dict[str, Any] = {"all": []}
HOLDS_ITSELF["all"].append(HOLDS_ITSELF)

# what is wrong → the tree, and the problems that are found
REFUSED: dict[str, tuple[Any, list[str]]] = {
    "nothing": (None, [f"tree: {NO_NODE}"]),
    "a text": ("all", [f"tree: {NO_NODE}"]),
    "an empty branch": ({"all": []}, ["tree.all: This branch is empty. Write a list of at least one."]),
    "a branch that is nothing": ({"any": [None]}, [f"tree.any[0]: {NO_NODE}"]),
    "an unknown key": ({"all": [CITIZEN], "script": "x"}, ["tree.script: This key is not known here. Use one of: all, at, cite, id, label."]),
    "an answer that is code": ({"answer": "citizen", "is": "'yes' or True"}, [
        "tree.is: \"'yes' or True\" is not known here. Use one of: yes, no."
    ]),
    "three of two": ({"at_least": 3, "of": [CITIZEN, clerical()]}, ["tree.at_least: 3 of 2 can never be met. Ask for fewer, or list more."]),
    "none of one": ({"at_least": 0, "of": [CITIZEN]}, [f"tree.at_least: {NO_NUMBER} {WHOLE}"]),
    "NaN of one": ({"at_least": NAN, "of": [CITIZEN]}, [f"tree.at_least: {NO_NUMBER} {WHOLE}"]),
    "a year within six months": (
        {"experience": {"months": 12, "within_last_months": 6}},
        ["tree.experience.months: 12 months can never lie within the last 6. Ask for fewer months or a longer time."],
    ),
    "typing that nobody can": ({"typing": {"net_wpm": 400}}, ["tree.typing.net_wpm: Nobody types 400 words a minute. Ask for fewer."]),
    "0 months": ({"experience": {"months": 0}}, [f"tree.experience.months: {NO_NUMBER} {WHOLE}"]),
    "1e400 months": ({"experience": {"months": float("1e400")}}, [f"tree.experience.months: {NO_NUMBER} {WHOLE}"]),
    "10**30 months": ({"experience": {"months": 10**30}}, [f"tree.experience.months: {NO_NUMBER} {WHOLE}"]),
    "every answer of a duty": (work({"duty": "clerical", "is": ["yes", "no"]}), [
        f"tree.experience.where.is: {ASKS_NOTHING} Name only the answers that count."
    ]),
    "every kind of job": (work({"kind": ["regular", "out_of_class", "volunteer"]}), [
        "tree.experience.where.kind: Every kind counts, so this asks nothing. Name only the kinds that count."
    ]),
    "every choice of a question": ({"answer": "option", "one_of": ["a", "b", "c"]}, [
        f"tree.one_of: {ASKS_NOTHING} Name only those that count."
    ]),
    "an unknown duty": (work({"duty": "flying"}), [
        "tree.experience.where.duty: 'flying' is not known here. Use one of: clerical, calls, billing, service, complaints."
    ]),
    "an unknown question": ({"answer": "age", "is": "yes"}, [
        "tree.answer: 'age' is not known here. Use one of: citizen, months, option, systems, since, words."
    ]),
    "an unknown document": ({"document": {"kind": "passport"}}, [
        "tree.document.kind: 'passport' is not known here. Use one of: proof, transcript."
    ]),
    "an unknown name": ({"ref": "elsewhere"}, [
        "tree.ref: Nothing of this kind is named 'elsewhere'. Use the 'id' of a node that stands here."
    ]),
    "a question of a job where a node belongs": (
        {"all": [work({"id": "p", "duty": "clerical"}), {"ref": "p"}]},
        ["tree.all[1].ref: Nothing of this kind is named 'p'. Use the 'id' of a node that stands here."],
    ),
    "two nodes of one name": (
        {"all": [{"id": "a", **CITIZEN}, {"id": "a", "answer": "citizen", "is": "no"}]},
        ["tree.all[1].id: 'a' is the name of another node too. Give each node its own name."],
    ),
    "itself": ({"id": "a", "ref": "a"}, [f"tree: {CIRCLE}"]),
    "a circle of two": (
        {"all": [{"id": "a", "any": [{"ref": "b"}]}, {"id": "b", "any": [{"ref": "a"}]}]}, [f"tree.all[0]: {CIRCLE}"],
    ),
    "a circle of what is asked of a job": (work({"id": "p", "all": [{"ref": "p"}]}), [f"tree.experience.where: {CIRCLE}"]),
    "a name in full-width letters": ({"id": "ａ", **CITIZEN}, [
        "tree.id: This is not a name. Use up to 60 of a-z, 0-9 and _, beginning with a letter."
    ]),
    "a label with half a character": ({"label": "\ud800", **CITIZEN}, [
        "tree.label: This is not a text. Write a text of 1 to 4000 characters."
    ]),
    "a time that is none": ({"at": "2025-02-30", **CITIZEN}, [
        "tree.at: This is not a time at which a requirement can be due. Write filing, closing, offer, appointment or a date as YYYY-MM-DD."
    ]),
    "something else inside an experience": ({"experience": {"months": 6, "including": [CITIZEN]}}, [
        "tree.experience.including[0]: What an experience includes must be experience too. Put other requirements beside it, under 'all'."
    ]),
}  # fmt: skip


def problems_of(document: Any) -> list[str]:
    with pytest.raises(RequirementsError) as refused:
        compile_requirements(document)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("wrong", REFUSED)
def test_a_tree_that_cannot_be_used_is_refused_in_words(wrong: str) -> None:
    tree, problems = REFUSED[wrong]
    assert problems_of(make_document(tree)) == problems


DEEP = "The tree is more than 20 levels deep. Flatten it, or name a part and refer to it."


@pytest.mark.parametrize("depth", [20, 1_000, 100_000])
def test_a_tree_too_deep_is_refused_where_it_becomes_so(depth: int) -> None:
    assert problems_of(make_document(buried(depth, CITIZEN))) == [f"tree{'.not' * 20}: {DEEP}"]


def test_what_is_asked_of_a_job_counts_as_depth_too() -> None:
    tree = work(buried(1_000, {"duty": "clerical"}))
    assert problems_of(make_document(tree)) == [f"tree.experience.where{'.not' * 19}: {DEEP}"]


def test_a_tree_that_holds_itself_is_refused() -> None:
    assert problems_of(make_document(HOLDS_ITSELF)) == [f"tree{'.all[0]' * 20}: {DEEP}"]


def test_depth_counts_through_references() -> None:
    parts = [{"id": "n0", **CITIZEN}] + [
        {"id": f"n{number}", "all": [{"ref": f"n{number - 1}"}]} for number in range(1, 30)
    ]
    # all, then for each of 29 nodes itself and its reference, then the answer
    assert problems_of(make_document({"all": parts})) == [
        "tree: With its references the tree is 60 levels deep, more than 20. Flatten it."
    ]


def test_twenty_levels_and_500_nodes_are_not_too_many() -> None:
    compile_requirements(make_document(buried(19, CITIZEN)))
    compile_requirements(make_document({"all": [CITIZEN] * 499}))


def test_501_nodes_are_too_many() -> None:
    assert problems_of(make_document({"all": [CITIZEN] * 500})) == [
        "tree.all[499]: The tree has more than 500 nodes. Simplify it, or name parts and refer to them."
    ]


def test_references_that_multiply_are_refused() -> None:
    """Nine nodes that each refer ten times to the one before would take hours to explain."""
    tree = {"any": [{"id": "n0", **CITIZEN}] + [
        {"id": f"n{number}", "any": [{"ref": f"n{number - 1}"}] * 10} for number in range(1, 9)
    ]}  # fmt: skip
    assert problems_of(make_document(tree)) == [
        "tree: With its references written out the tree has 246913570 nodes, more than 5000. Refer to fewer parts."
    ]


def test_a_part_that_is_referred_to_often_is_not_refused() -> None:
    tree = {"any": [{"id": "n0", **CITIZEN}] + [{"ref": "n0"}] * 400}
    result = judge(tree, make_facts(answers={"citizen": "no"}))
    assert (result.outcome, len(result.proof()["tree"]["parts"])) == ("not_met", 401)


# beside the tree: what is wrong → the changed part, and the problems
BESIDE: dict[str, tuple[dict[str, Any], list[str]]] = {
    "no hours make a full week": ({"settings": {"full_time_hours": 0}}, [
        f"settings.full_time_hours: {NO_NUMBER} Give a number above 0 and up to 168."
    ]),
    "NaN hours make a full week": ({"settings": {"full_time_hours": NAN}}, [
        f"settings.full_time_hours: {NO_NUMBER} Give a number above 0 and up to 168."
    ]),
    "near full time above full time": ({"settings": {"near_full_time_hours": 41}}, [
        "settings.near_full_time_hours: This is above full time. Give fewer hours."
    ]),
    "an out-of-class document that is not asked for": ({"settings": {"out_of_class_document": "passport"}}, [
        "settings.out_of_class_document: 'passport' is not known here. Use one of: proof, transcript."
    ]),
    "no for false": ({"settings": {"volunteer_counts": "no"}}, [
        "settings.volunteer_counts: This is not true or false. Write true or false."
    ]),
    "a claim of no node": ({"claims": [{"question": "months", "node": "nowhere", "as": "months"}]}, [
        "claims[0].node: No node is named 'nowhere'. Use the 'id' of a node of the tree."
    ]),
    "months claimed by yes or no": ({"claims": [{"question": "citizen", "node": "work", "as": "months"}]}, [
        "claims[0].as: 'months' does not fit a question of the kind yes_no. Ask a question of the kind number."
    ]),
    "code beside the tree": ({"code": "import os"}, [
        "requirements.code: This key is not known here. Use one of: claims, documents, duties, level_order, levels, questions, settings, tree."
    ]),
    "a tree and levels": ({"levels": {"one": CITIZEN}}, [
        "requirements: There is no tree, or both a tree and levels. Write 'tree', or 'levels'."
    ]),
    "choices that are a number": ({"questions": [{"slug": "q", "kind": "one", "choices": 5}]}, [
        "questions[0].choices: This is not a list. Write one '- value: …' entry for each."
    ]),
}  # fmt: skip


@pytest.mark.parametrize("wrong", BESIDE)
def test_what_stands_beside_the_tree_is_checked_too(wrong: str) -> None:
    changes, problems = BESIDE[wrong]
    assert problems_of(make_document(clerical(), **changes)) == problems
