"""The lists of a posting beside the tree: duties, questions, documents, wage increases, points and worked examples."""

from postings.authoring.node_shapes import SETS
from postings.authoring.shapes import (
    DOCUMENTS,
    QUESTIONS,
    Document,
    Field,
    Shape,
    Slot,
    answers,
    answers_to,
    fixed,
    names_of_nodes,
    sentences,
)
from postings.enums import PreEmployment, QuestionKind
from postings.minimum_requirements.facts import JOB_KINDS, LEVELS, RECEIVED_VIA, TYPING_SOURCES, VERDICTS

CITE = Field(("cite",), "Sentences of the posting that it stands for", "several", sentences)
SHORT = "Lower-case letters, numbers and _. Requirements refer to it by this name."
ASKED = (
    Field(("required",), "Must be answered", "flag"),
    Field(("asked_when", "question"), "Asked only after this question", "choice", QUESTIONS),
    Field(("asked_when", "is"), "was answered with", "several", answers_to("asked_when.question")),
    CITE,
)
DUTY = Shape("tag", "Kind of work", {"tag": "", "scale": "yes_no", "label": "", "question": ""}, (
    Field(("label",), "Name of the work"),
    Field(("tag",), "Short name", help=SHORT),
    Field(("question",), "What applicants are asked about each job", "text"),
    Field(("help",), "Help below the question", "text"),
    Field(("scale",), "Answers", "choice", fixed(("yes_no", "Yes, no, not sure"), ("primary", "Primary, sometimes, no, not sure"))),
    CITE,
))  # fmt: skip
OWN_QUESTION = Shape("kind", "Question of this posting", {"slug": "", "kind": "yes_no", "text": "", "required": True}, (
    Field(("text",), "Question", "text"),
    Field(("slug",), "Short name", help=SHORT),
    Field(("kind",), "Kind", "choice", fixed(*[(str(value), str(label)) for value, label in QuestionKind.choices])),
    Field(("help",), "Help below the question", "text"),
    Field(("choices",), "Choices, one a line: short_name | words", "pairs"),
    Field(("limits", "min"), "Smallest number", "number"), Field(("limits", "max"), "Largest number", "number"),
    Field(("limits", "max_length"), "Most characters", "whole"),
    *ASKED,
))  # fmt: skip
BANK_QUESTION = Shape("bank", "Question from the bank", {"bank": "", "required": True}, (
    Field(("bank",), "Code in the bank", help="Its words come from the question bank when the posting is sent."),
    Field(("slug",), "Short name", help="Empty: the same as the code."), *ASKED,
))  # fmt: skip
PAPER = Shape("per_job", "Document", {"slug": "", "label": "", "per_job": False, "needed": "required", "curable": True}, (
    Field(("label",), "Name of the document"),
    Field(("slug",), "Short name", help=SHORT),
    Field(("help",), "When it is needed, what it must state, where and until when to send it", "text"),
    Field(("per_job",), "It proves one job of the work history", "flag"),
    Field(("needed",), "Needed", "choice", fixed("required", "conditional", "helpful")),
    Field(("curable",), "May follow after the application was sent", "flag"),
    CITE,
))  # fmt: skip
INCREASE = Shape("percent", "Increase", {"percent": "", "effective_on": "", "kind": "general", "text": ""}, (
    Field(("percent",), "Percent, for example 5"),
    Field(("effective_on",), "From (YYYY-MM-DD)"),
    Field(("kind",), "Kind, for example general"),
    Field(("text",), "The sentence of the posting", "text"),
))  # fmt: skip
WISH = Shape("points", "Highly desirable", {"when": {}, "points": 1, "label": ""}, (
    Field(("label",), "In the posting's words"), Field(("points",), "Points", "number"), CITE,
), (Slot(("when",), "When", "wish", many=False),))  # fmt: skip
CHECK = Shape("kind", "Check", {"kind": "", "label": ""}, (
    Field(("kind",), "Which", "choice", fixed(*[(str(value), str(label)) for value, label in PreEmployment.choices])),
    Field(("label",), "In the posting's words"),
))  # fmt: skip
BAND = Shape("from", "Band", {"label": "", "from": 0}, (
    Field(("label",), "Name of the band"), Field(("from",), "From how many points", "number"),
))  # fmt: skip
CLAIM = Shape("as", "What an answer claims", {"question": "", "node": "", "as": "yes_no"}, (
    Field(("question",), "The answer to", "choice", QUESTIONS),
    Field(("node",), "claims of this requirement", "choice", names_of_nodes),
    Field(("as",), "as", "choice", fixed("months", "yes_no", "option")),
    Field(("reaches",), "Choices that claim it", "several", answers_to("question")),
    Field(("denies",), "Choices that deny it", "several", answers_to("question")),
))  # fmt: skip


def _duties(document: Document) -> tuple[Field, ...]:
    scales = {"yes_no": ("yes", "no", "unsure"), "primary": ("primary", "sometimes", "no", "unsure")}
    return tuple(
        Field(
            ("duties", row["tag"]),
            str(row.get("label") or row["tag"]),
            "choice",
            fixed(*scales[row["scale"]]),
        )
        for row in document.get("duties", [])
        if row.get("tag") and row.get("scale") in scales
    )


def _answers(document: Document) -> tuple[Field, ...]:
    kinds = {"yes_no": "choice", "one": "choice", "several": "several", "number": "number"}
    return tuple(
        Field(
            ("facts", "answers", row["slug"]), f"Answer: {row.get('text', '')}",
            kinds.get(row.get("kind", ""), "line"), fixed(*answers(row)),
        )
        for row in document.get("questions", [])
        if row.get("slug") and row.get("kind") != "file"
    )  # fmt: skip


def _held(key: str, label: str) -> Shape:
    fields = (
        Field(("kind",), "Which"), Field(("class",), "Class"),
        Field(("issued_on",), "Issued on (YYYY-MM-DD)"), Field(("expires_on",), "Expires on (YYYY-MM-DD)"),
    )  # fmt: skip
    return Shape("kind", label, {"kind": ""}, fields)


EXAMPLE = Shape("facts", "Worked example", {"id": "", "title": "", "why": "", "facts": {"filed_on": ""}, "expected": {"outcome": "met"}}, (
    Field(("title",), "What it shows"),
    Field(("why",), "Why it comes out so", "text"),
    Field(("id",), "Short name"),
    Field(("expected", "outcome"), "It must come out as", "choice", fixed("met", "not_met", "undetermined")),
    Field(("closing_on",), "Closing date, if it matters (YYYY-MM-DD)"),
    Field(("facts", "filed_on"), "Filed on (YYYY-MM-DD)"),
    Field(("facts", "typing", "net_wpm"), "Corrected words a minute", "number"),
    Field(("facts", "typing", "source"), "Typing shown by", "choice", fixed(*TYPING_SOURCES)),
), (
    Slot(("facts", "jobs"), "Jobs", "job"),
    Slot(("facts", "education"), "Education", "schooling"),
    Slot(("facts", "documents"), "Documents on file", "paper on file"),
    Slot(("facts", "licences"), "Licenses", "licence held"),
    Slot(("facts", "certificates"), "Certificates", "certificate held"),
    Slot(("facts", "records"), "Records", "event"),
), _answers)  # fmt: skip
JOB = Shape("employer", "Job", {"employer": "", "title": "", "start": "", "hours_per_week": 40, "kind": "regular", "city_employee": False}, (
    Field(("employer",), "Employer"), Field(("title",), "Title"),
    Field(("start",), "From (YYYY-MM-DD)"), Field(("end",), "To (YYYY-MM-DD; empty: not known)"),
    Field(("hours_per_week",), "Hours a week", "number"), Field(("kind",), "Kind", "choice", fixed(*JOB_KINDS)),
    Field(("city_employee",), "For the City", "flag"),
), (), _duties)  # fmt: skip
SCHOOLING = Shape("level", "Education", {"level": "high_school"}, (
    Field(("level",), "Level", "choice", fixed(*LEVELS)), Field(("field",), "Field"), Field(("units",), "Units", "number"),
    Field(("completed_on",), "Completed on (YYYY-MM-DD)"), Field(("expected_on",), "Expected on (YYYY-MM-DD)"),
    Field(("country",), "Country, for example US"),
))  # fmt: skip
ON_FILE = Shape("verdict", "Document", {"kind": "", "received_on": "", "via": "upload", "verdict": "accepted"}, (
    Field(("kind",), "Which", "choice", DOCUMENTS), Field(("received_on",), "Received on (YYYY-MM-DD)"),
    Field(("via",), "By", "choice", fixed(*RECEIVED_VIA)), Field(("verdict",), "Reviewed", "choice", fixed(*VERDICTS)),
    Field(("job",), "Proves the job with this number, from 0", "whole"),
))  # fmt: skip
EVENT = Shape("on", "Event", {"kind": "", "on": ""}, (
    Field(("kind",), "Kind"), Field(("on",), "On (YYYY-MM-DD)"), Field(("days",), "Days", "whole"),
))  # fmt: skip

ALL_SETS: dict[str, tuple[Shape, ...]] = {
    **SETS,
    "duty": (DUTY,), "question": (BANK_QUESTION, OWN_QUESTION), "document": (PAPER,), "increase": (INCREASE,),
    "points": (WISH,), "check": (CHECK,), "band": (BAND,), "claim": (CLAIM,), "example": (EXAMPLE,), "job": (JOB,), "schooling": (SCHOOLING,),
    "paper on file": (ON_FILE,), "licence held": (_held("licence", "License"),),
    "certificate held": (_held("certificate", "Certificate"),), "event": (EVENT,),
}  # fmt: skip
