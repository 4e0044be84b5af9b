"""A tree is validated when it is compiled: every problem with its path and what would mend it."""

import pytest

from postings.minimum_requirements import RequirementsError, compile_requirements
from tests.postings.minimum_requirements.makers import clerical, make_document

YES = {"answer": "citizen", "is": "yes"}


def nested(depth: int):
    tree = YES
    for _ in range(depth):
        tree = {"all": [tree]}
    return tree


def where(predicate):
    return {"experience": {"months": 6, "where": predicate}}


# what is wrong → tree, path of the first problem
FAULTS = {
    "no node": (None, "tree"),
    "a list": ([YES], "tree"),
    "a text": ("__import__('os').system('true')", "tree"),
    "no kind that is known": ({"every": [YES]}, "tree"),
    "two kinds at once": ({"all": [YES], "any": [YES]}, "tree"),
    "an unknown key": ({"all": [YES], "colour": 1}, "tree.colour"),
    "an unknown key of an experience": (clerical(months=6, shoes=2), "tree.experience.shoes"),
    "an empty branch": ({"all": []}, "tree.all"),
    "an empty branch below": ({"all": [YES, {"any": []}]}, "tree.all[1].any"),
    "an unknown duty": (where({"duty": "flying"}), "tree.experience.where.duty"),
    "an answer off the scale": (where({"duty": "clerical", "is": "primary"}), "tree.experience.where.is"),
    "unsure cannot count": (where({"duty": "clerical", "is": "unsure"}), "tree.experience.where.is"),
    "every answer counts": (where({"duty": "clerical", "is": ["yes", "no"]}), "tree.experience.where.is"),
    "an unknown question": ({"answer": "pets", "is": "yes"}, "tree.answer"),
    "no test of an answer": ({"answer": "citizen"}, "tree"),
    "two tests of an answer": ({"answer": "months", "at_least": 2, "is": "yes"}, "tree"),
    "a test that does not fit": ({"answer": "citizen", "at_least": 3}, "tree.at_least"),
    "a choice that is not there": ({"answer": "option", "is": "z"}, "tree.is"),
    "every choice counts": ({"answer": "option", "one_of": ["a", "b", "c"]}, "tree.one_of"),
    "an unknown document": ({"document": {"kind": "passport"}}, "tree.document.kind"),
    "an unknown document of a job": (where({"documented": "passport"}), "tree.experience.where.documented"),
    "three of two": ({"at_least": 3, "of": [YES, YES]}, "tree.at_least"),
    "three of two in a job": (where({"at_least": 3, "of": [{"duty": "clerical"}, {"duty": "calls"}]}), "tree.experience.where.at_least"),
    "at least none": ({"at_least": 0, "of": [YES]}, "tree.at_least"),
    "no months": (clerical(months=0), "tree.experience.months"),
    "months below zero": (clerical(months=-6), "tree.experience.months"),
    "months that are text": (clerical(months="twelve"), "tree.experience.months"),
    "months that are missing": ({"experience": {"where": {"duty": "clerical"}}}, "tree.experience"),
    "more months than the window has": (clerical(months=24, within_last_months=12), "tree.experience.months"),
    "a requirement inside an experience": (clerical(including=[YES]), "tree.experience.including[0]"),
    "a typing speed of 0": ({"typing": {"net_wpm": 0}}, "tree.typing.net_wpm"),
    "a typing speed of 400": ({"typing": {"net_wpm": 400}}, "tree.typing.net_wpm"),
    "a level that is not known": ({"education": {"level": "guru"}}, "tree.education.level"),
    "neither level nor units": ({"education": {"fields": ["Math"]}}, "tree.education"),
    "more units in the fields than at all": (
        {"education": {"units": 10, "in_fields": {"fields": ["Math"], "units": 20}}}, "tree.education.in_fields.units",
    ),
    "one part combined": ({"combine": [clerical()]}, "tree.combine"),
    "an answer combined": ({"combine": [clerical(), YES]}, "tree.combine[1]"),
    "a name used twice": ({"all": [YES | {"id": "a"}, YES | {"id": "a"}]}, "tree.all[1].id"),
    "a name with a space": (YES | {"id": "a b"}, "tree.id"),
    "a reference to nothing": ({"all": [YES, {"ref": "ghost"}]}, "tree.all[1].ref"),
    "a reference from a job to a requirement": (
        {"all": [YES | {"id": "a"}, where({"ref": "a"})]}, "tree.all[1].experience.where.ref",
    ),
    "a circle": ({"id": "a", "all": [YES, {"ref": "a"}]}, "tree"),
    "a circle of two": (
        {"all": [{"id": "a", "any": [{"ref": "b"}]}, {"id": "b", "any": [{"ref": "a"}]}]}, "tree.all[0]",
    ),
    "a circle of what is asked of jobs": (where({"id": "a", "all": [{"duty": "calls"}, {"ref": "a"}]}), "tree.experience.where"),
    "21 levels": (nested(20), "tree" + ".all[0]" * 20),
    "1,000 levels": (nested(900), "tree" + ".all[0]" * 20),
    "501 nodes": ({"all": [YES] * 500}, "tree.all[499]"),
    "a time that is none": (YES | {"at": "christmas"}, "tree.at"),
    "a label that is a number": (YES | {"label": 5}, "tree.label"),
    "a citation that is empty": (YES | {"cite": " "}, "tree.cite"),
    "an option without a reason": (clerical(substitute={"options": [{"months": 12}]}), "tree.experience.substitute.options[0]"),
    "no options": (clerical(substitute={"options": []}), "tree.experience.substitute.options"),
}  # fmt: skip


def problems(document):
    with pytest.raises(RequirementsError) as caught:
        compile_requirements(document)
    return caught.value.problems


@pytest.mark.parametrize("row", FAULTS)
def test_a_tree_that_cannot_be_used_is_refused_with_its_path(row):
    tree, path = FAULTS[row]
    found = problems(make_document(tree))
    assert found[0].path == path
    assert all(problem.what and problem.mend for problem in found)


OUTSIDE = {
    "neither tree nor levels": ({"tree": YES, "levels": {"a": YES}}, "requirements"),
    "an unknown part": ({"tree": YES, "code": "print()"}, "requirements.code"),
    "an unknown setting": ({"tree": YES, "settings": {"speed": 1}}, "settings.speed"),
    "full time of 0 hours": ({"tree": YES, "settings": {"full_time_hours": 0}}, "settings.full_time_hours"),
    "near full time above full time": (
        {"tree": YES, "settings": {"near_full_time_hours": 45}}, "settings.near_full_time_hours",
    ),
    "a document that is not there": (
        {"tree": YES, "settings": {"out_of_class_document": "oca"}}, "settings.out_of_class_document",
    ),
    "a duty twice": (
        {"tree": YES, "duties": [{"tag": "a", "scale": "yes_no"}, {"tag": "a", "scale": "yes_no"}]}, "duties[1]",
    ),
    "a scale that is not known": ({"tree": YES, "duties": [{"tag": "a", "scale": "stars"}]}, "duties[0].scale"),
    "a question of no kind": ({"tree": YES, "questions": [{"slug": "citizen", "kind": "essay"}]}, "questions[0].kind"),
    "a claim of a node that is not there": (
        {"tree": YES, "claims": [{"question": "months", "node": "work", "as": "months"}]}, "claims[0].node",
    ),
    "months claimed of an answer": (
        {"tree": YES | {"id": "c"}, "claims": [{"question": "months", "node": "c", "as": "months"}]}, "claims[0].node",
    ),
    "a claim by a question of another kind": (
        {"tree": clerical(), "claims": [{"question": "citizen", "node": "work", "as": "months"}]}, "claims[0].as",
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", OUTSIDE)
def test_what_stands_beside_the_tree_is_validated_too(row):
    changes, path = OUTSIDE[row]
    assert problems({**make_document(YES), **changes})[0].path == path


def test_all_problems_are_named_at_once():
    tree = {"all": [where({"duty": "flying"}), {"answer": "pets", "is": "yes"}, {"any": []}]}
    assert [problem.path for problem in problems(make_document(tree))] == [
        "tree.all[0].experience.where.duty", "tree.all[1].answer", "tree.all[2].any",
    ]  # fmt: skip


def test_twenty_levels_and_five_hundred_nodes_are_fine():
    compile_requirements(make_document(nested(19)))
    compile_requirements(make_document({"all": [YES] * 499}))


ALWAYS = {
    "always met: a thing or its contrary": {"any": [YES, {"not": YES}]},
    "never met: a thing and its contrary": {"all": [YES, {"not": YES}]},
    "never met: two answers to one question": {
        "all": [{"answer": "option", "is": "a"}, {"answer": "option", "is": "b"}]
    },
    "always true of a job": where({"any": [{"duty": "calls"}, {"not": {"duty": "calls"}}]}),
    "never true of a job": where(
        {"all": [{"duty": "billing", "is": "primary"}, {"duty": "billing", "is": "no"}]}
    ),
    "never true through what is around it": {
        "experience": {
            "months": 12,
            "where": {"duty": "calls"},
            "including": [{"experience": {"months": 6, "where": {"not": {"duty": "calls"}}}}],
        }
    },
}


@pytest.mark.parametrize("row", ALWAYS)
def test_what_is_always_or_never_so_is_refused(row):
    assert row.split()[0] in problems(make_document(ALWAYS[row]))[0].what
