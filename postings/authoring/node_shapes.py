"""The kinds of requirement, of what is asked of one job, and of what may stand in: as cards to fill in."""

from typing import Any

from postings.authoring.shapes import (
    DOCUMENTS,
    DUTIES,
    QUESTIONS,
    Field,
    Shape,
    Slot,
    answers_to,
    fixed,
    named,
    names_of_nodes,
    sentences,
    values_of_duty,
)
from postings.minimum_requirements.facts import (
    JOB_KINDS,
    LEVELS,
    TYPING_SOURCES,
    UNIT_SYSTEMS,
)

YES_NO_QUESTIONS = named("questions", "slug", "text")
WORDS = (
    Field(("label",), "In the posting's words", help="Leave it empty to use the sentence above."),
    Field(("cite",), "Sentences of the posting that it stands for", "several", sentences),
    Field(("id",), "Short name", help="For worked examples, and to refer to it again: a-z, 0-9 and _."),
)
DUE = fixed(
    ("filing", "the day of filing"), ("closing", "the closing date"), ("offer", "when a job is offered"),
    ("appointment", "before the first day of work"),
)  # fmt: skip
OF_NODE = (*WORDS, Field(("at",), "When it must be met", "choice", DUE))


def joined(takes: str, words: tuple[Field, ...]) -> tuple[Shape, ...]:
    """The groups, over requirements or over what is asked of one job."""
    least = Field(("at_least",), "How many of them", "whole")
    return (
        Shape("all", "All of these", {"all": []}, words, (Slot(("all",), "All of these", takes),)),
        Shape("any", "One of these", {"any": []}, words, (Slot(("any",), "One of these", takes),)),
        Shape(
            "at_least", "At least so many of these", {"at_least": 2, "of": []}, (least, *words),
            (Slot(("of",), "Of these", takes),),
        ),
        Shape("not", "Not this", {"not": {}}, words, (Slot(("not",), "Not this", takes, many=False),)),
        Shape(
            "when", "Only in a certain case", {"when": {}, "then": {}}, words,
            (Slot(("when",), "In this case", takes, many=False), Slot(("then",), "this is asked", takes, many=False)),
        ),
        Shape("ref", "The same as another", {"ref": ""}, (Field(("ref",), "Which", "choice", names_of_nodes), *words)),
    )  # fmt: skip


def holding(key: str, label: str) -> Shape:
    return Shape(key, label, {key: {"kind": ""}}, (
        Field((key, "kind"), "Which"), Field((key, "class"), "Class"),
        Field((key, "valid_through"), "Valid through (YYYY-MM-DD)"),
        Field((key, "held_months"), "Held without a break for so many months", "whole"), *OF_NODE,
    ))  # fmt: skip


def answer(words: tuple[Field, ...]) -> Shape:
    choices = answers_to("answer")
    return Shape("answer", "An answer to a question", {"answer": ""}, (
        Field(("answer",), "Question", "choice", QUESTIONS, help="Save once, then choose the answer that counts."),
        Field(("is",), "The answer must be", "choice", choices),
        Field(("one_of",), "or one of", "several", choices),
        Field(("includes",), "or it includes all of", "several", choices),
        Field(("at_least",), "or it is at least", "number"), *words,
    ))  # fmt: skip


EXPERIENCE = Shape(
    "experience", "Experience", {"experience": {"months": 12}},
    (
        Field(("experience", "months"), "Months of full-time work", "whole"),
        Field(("experience", "within_last_months"), "Within the last so many months", "whole"),
        Field(("experience", "substitute", "count"), "If something may stand in", "choice",
              fixed(("best", "only the best one counts"), ("together", "they count together"))),
        Field(("experience", "substitute", "up_to_months"), "It stands in for up to so many months", "whole"),
        *OF_NODE,
    ),
    (
        Slot(("experience", "where"), "In a job in which", "job question", many=False),
        Slot(("experience", "including"), "Which must include", "experience"),
        Slot(("experience", "substitute", "options"), "What may stand in for part of it", "stand-in"),
    ),
)  # fmt: skip
EDUCATION = Shape("education", "Education", {"education": {"level": "high_school"}}, (
    Field(("education", "level"), "Level, at least", "choice", fixed(*LEVELS)),
    Field(("education", "fields"), "In one of these fields, one a line", "lines"),
    Field(("education", "related_fields"), "Or a related field that a person recognizes, one a line", "lines"),
    Field(("education", "countries"), "Only from these countries (US, CA …), one a line", "lines"),
    Field(("education", "not_countries"), "Only from other countries than, one a line", "lines"),
    Field(("education", "expected_by"), "May be completed by (YYYY-MM-DD)"),
    Field(("education", "units"), "Or so many units", "number"),
    Field(("education", "unit_system"), "Units are counted by", "choice", fixed(*UNIT_SYSTEMS)),
    Field(("education", "in_fields", "units"), "Of them so many in certain fields", "number"),
    Field(("education", "in_fields", "fields"), "Those fields, one a line", "lines"),
    Field(("education", "in_fields", "single_field"), "All of those in a single field", "flag"),
    *OF_NODE,
))  # fmt: skip
NODES = (
    *joined("requirement", OF_NODE)[:3],
    EXPERIENCE,
    EDUCATION,
    answer(OF_NODE),
    Shape("document", "A document", {"document": {"kind": ""}}, (
        Field(("document", "kind"), "Which", "choice", DOCUMENTS),
        Field(("document", "dated_within_months"), "Dated within so many months", "whole"),
        Field(("document", "lack"), "If it is missing", "choice",
              fixed(("curable", "it is asked for and may follow"), ("decisive", "the requirement is not met"))),
        *OF_NODE,
    )),
    holding("licence", "A license"),
    holding("certificate", "A certificate"),
    Shape("typing", "Typing speed", {"typing": {"net_wpm": 30}}, (
        Field(("typing", "net_wpm"), "Corrected words a minute", "number"),
        Field(("typing", "accept"), "Shown by", "several", fixed(*TYPING_SOURCES)),
        Field(("typing", "certificate", "minutes"), "Certificate: at least so many minutes", "whole"),
        Field(("typing", "certificate", "max_errors"), "Certificate: at most so many errors", "whole"),
        Field(("typing", "certificate", "supervised"), "Certificate: supervised and signed", "flag"),
        Field(("typing", "certificate", "penalty_per_error"), "Certificate: words taken off for each error", "whole"),
        *OF_NODE,
    )),
    Shape("age", "Age", {"age": {"at_least": 18, "question": ""}}, (
        Field(("age", "at_least"), "Years, at least", "whole"),
        Field(("age", "question"), "The yes-or-no question that asks it", "choice", QUESTIONS), *OF_NODE,
    )),
    Shape("record_limit", "A limited record", {"record_limit": {"kinds": [], "at_most": 0}}, (
        Field(("record_limit", "kinds"), "Kinds of event, one a line", "lines"),
        Field(("record_limit", "at_most"), "At most so many", "whole"),
        Field(("record_limit", "within_last_months"), "In the last so many months", "whole"),
        Field(("record_limit", "longer_than_days"), "Only those longer than so many days", "whole"), *OF_NODE,
    )),
    Shape("status", "City employee", {"status": {"is": "city_employee"}}, (
        Field(("status", "left_within_months"), "Or left within so many months", "whole"), *OF_NODE,
    )),
    Shape("judgement", "A person's judgement", {"judgement": ""}, (
        Field(("judgement",), "What a person decides", "text"), *OF_NODE,
    )),
    *joined("requirement", OF_NODE)[3:],
    Shape("combine", "Shares that add up", {"combine": []}, OF_NODE,
          (Slot(("combine",), "Experience and education", "requirement"),)),
)  # fmt: skip
OF_A_JOB = (
    Shape("duty", "It was this work", {"duty": ""}, (
        Field(("duty",), "Work", "choice", DUTIES),
        Field(("is",), "Answers that count", "several", values_of_duty, help="None chosen: the first."), *WORDS,
    )),
    *joined("job question", WORDS)[:3],
    Shape("kind", "It is this kind of job", {"kind": ["regular"]},
          (Field(("kind",), "Kinds that count", "several", fixed(*JOB_KINDS)), *WORDS)),
    Shape("city_employee", "For the City or not", {"city_employee": True},
          (Field(("city_employee",), "For the City", "flag"), *WORDS)),
    Shape("documented", "Its proof is on file", {"documented": ""},
          (Field(("documented",), "Document", "choice", DOCUMENTS), *WORDS)),
    *joined("job question", WORDS)[3:],
)  # fmt: skip
STAND_IN = Shape(
    "months", "Stands in", {"months": 12},
    (
        Field(("months",), "For so many months", "whole"),
        Field(("per_units",), "For every so many units of education", "number"), *WORDS[:2],
    ),
    (Slot(("when",), "When this is met", "requirement", many=False),),
)  # fmt: skip
WISHES = (answer(()), *(shape for shape in joined("wish", ()) if shape.key in ("all", "any")))

SETS: dict[str, tuple[Shape, ...]] = {
    "requirement": NODES,
    "job question": OF_A_JOB,
    "experience": (EXPERIENCE,),
    "stand-in": (STAND_IN,),
    "wish": WISHES,
}


def shape_in(shapes: tuple[Shape, ...], spec: Any) -> Shape | None:
    """The shape of what stands there; of an answer that must be 'at least', the answer."""
    fitting = [shape for shape in shapes if isinstance(spec, dict) and shape.key in spec]
    return next((shape for shape in fitting if shape.key == "answer"), fitting[0] if fitting else None)
