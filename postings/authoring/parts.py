"""The pages of a draft: what is filled in once, and which lists stand on it."""

from dataclasses import dataclass

from postings.authoring.shapes import DOCUMENTS, Document, Field, Slot, fixed
from postings.enums import DaysCounted, Ranking, Serves

TEXTS = (
    ("job_information", "Job information"),
    ("job_information_notes", "Job information: notes"),
    ("minimum_requirements_text", "Minimum requirements"),
    ("minimum_requirements_notes", "Minimum requirements: notes"),
    ("highly_desirable", "Highly desirable"),
    ("required_documents", "Required documents"),
    ("screening_process", "Screening process"),
    ("supplemental_information", "Supplemental information"),
)
LIST = ("eligible_list",)
OWN_LEVEL = ("minimum_requirements",)


@dataclass(frozen=True)
class Part:
    """One page: its address, its name, what it is for, its own fields and its lists."""

    slug: str
    title: str
    why: str
    fields: tuple[Field, ...] = ()
    slots: tuple[Slot, ...] = ()


def _text_fields(document: Document) -> tuple[Field, ...]:
    """The known sections and whatever else the posting has; a list of notes is one note a paragraph."""
    there = document.get("sections") or {}
    names = {
        **dict(TEXTS),
        **{name: name.replace("_", " ").capitalize() for name in there if name not in dict(TEXTS)},
    }
    fields: list[Field] = []
    for name, label in names.items():
        value = there.get(name)
        if isinstance(value, dict):
            fields += [
                Field(("sections", name, key), f"{label}: {key.replace('_', ' ')}", "text") for key in value
            ]
        elif isinstance(value, list) or (name.endswith("_notes") and not value):
            fields.append(Field(("sections", name), label, "notes", help="An empty line between two notes."))
        else:
            fields.append(Field(("sections", name), label, "text"))
    return tuple(fields)


def _trees(document: Document) -> tuple[Slot, ...]:
    levels = (document.get("minimum_requirements") or {}).get("levels")
    if isinstance(levels, dict):
        return tuple(
            Slot((*OWN_LEVEL, "levels", name), name.replace("_", " "), "requirement", many=False)
            for name in levels
        )
    return (Slot((*OWN_LEVEL, "tree"), "What is required", "requirement", many=False),)


def parts_of(document: Document) -> tuple[Part, ...]:
    """The pages of a draft in the order of the work."""
    return (
        Part("text", "Text", "The posting's own words, as people read them.", _text_fields(document)),
        Part("dates", "Dates and department", "When it opens and closes, whose posting it is, and the rules of its list.", (
            Field(("posting", "title"), "Title"),
            Field(("posting", "department", "name"), "Department"),
            Field(("posting", "class", "title"), "Class"),
            Field(("revision", "date"), "Date of this revision (YYYY-MM-DD)"),
            Field(("revision", "note"), "Note to this revision, for example New Recruitment Date"),
            Field(("opening",), "Opens at (YYYY-MM-DD HH:MM)", help="Empty: when it was begun, or as published."),
            Field(("closing",), "Closes at (YYYY-MM-DD HH:MM)", "closing", help="Empty: continuous, until it is closed with notice."),
            Field(("closing", "notice_days"), "Days of notice before a continuous posting closes", "notice"),
            Field(("eligible_list", "days"), "Days that a name stays on the eligible list", "whole"),
            Field(("appeal_window", "days"), "Days to appeal", "whole"),
            Field(("appeal_window", "counted"), "counted as", "choice",
                  fixed(*[(str(value), str(label)) for value, label in DaysCounted.choices])),
        )),
        Part("wages", "Wages", "The base range and the dated increases.", (
            Field(("wage", "low"), "Lowest base wage, for example 24.50"),
            Field(("wage", "high"), "Highest base wage"),
            Field(("wage", "per"), "per", "choice", fixed("hour", "month", "year")),
        ), (Slot(("wage_increases",), "Increases", "increase"),)),
        Part("sentences", "Requirement sentences", "Each sentence that asks something. Every one needs a requirement that stands for it.", (
            Field(("requirement_sentences",), "One sentence a line", "lines"),
        )),
        Part("duties", "Kinds of work", "What each job of an applicant is asked about.", (),
             (Slot(("duties",), "Kinds of work", "duty"),)),
        Part("questions", "Questions", "The supplemental questions, in the order in which they are asked.", (), (
            Slot(("questions",), "Questions", "question"),
            Slot((*OWN_LEVEL, "claims"), "What answers claim, compared with the work history", "claim"),
        )),
        Part("documents", "Documents", "The papers that are asked for.", (), (Slot(("documents",), "Documents", "document"),)),
        Part("requirements", "Requirements", "What a person must meet. Cards lie inside each other as the rule does.", (), _trees(document)),
        Part("policies", "Policies and points", "How work is counted, and what orders the qualified.", (
            Field((*OWN_LEVEL, "settings", "full_time_hours"), "Hours of a full-time week (40 unless said)", "number"),
            Field((*OWN_LEVEL, "settings", "near_full_time_hours"), "Hours that may be another employer's full-time week (35 unless said)", "number"),
            Field((*OWN_LEVEL, "settings", "volunteer_counts"), "Volunteer work counts", "flag"),
            Field((*OWN_LEVEL, "settings", "out_of_class_document"), "Proof of a City job out of class", "choice", DOCUMENTS),
        ), (Slot(("highly_desirable",), "Highly desirable", "points"),)),
        Part("list", "Eligible list", "What orders the qualified on their list, and which of them a vacancy gets.", (
            Field((*LIST, "ranking"), "What orders the list (unranked unless said)", "choice", fixed(*[(str(value), str(label)) for value, label in Ranking.choices])),
            Field((*LIST, "rule_of"), "A scored list sends so many scores, ties together", "number"),
            Field((*LIST, "serves"), "While several lists of the class are in force (the oldest first unless said)", "choice", fixed(*[(str(value), str(label)) for value, label in Serves.choices])),
            Field((*LIST, "veterans_credit", "full_score"), "Veterans' credit: the full score it is a part of", "number"),
            Field((*LIST, "veterans_credit", "percent"), "Veterans' credit in percent", "number"),
            Field((*LIST, "veterans_credit", "disabled_percent"), "In percent with a disability of 15 % or more", "number"),
            Field((*LIST, "blind_until_interview"), "Names and contact details stay hidden from the department until an interview is set", "flag"),
        ), (Slot((*LIST, "bands"), "Bands, the highest first", "band"),)),
        Part("after-offer", "After an offer", "What must be in order between a conditional offer and the first day of work.", (),
             (Slot(("pre_employment",), "Checks", "check"),)),
        Part("examples", "Worked examples", "People whose result is known. They are run before each publication.", (),
             (Slot(("worked_examples",), "Worked examples", "example"),)),
    )  # fmt: skip
