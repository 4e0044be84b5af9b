"""What an answer alone decides: an answer, an age asked as yes or no, words that only a person can decide."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from postings.minimum_requirements.facts import Number
from postings.minimum_requirements.kleene import NEEDS_JUDGEMENT, NO, UNANSWERED, YES
from postings.minimum_requirements.language import say
from postings.minimum_requirements.node import Finding, Lack, Node
from postings.minimum_requirements.numbers import plain
from postings.minimum_requirements.vocabulary import Question, exact

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case
    from postings.minimum_requirements.tree_reader import Reader

TESTS: Final = ("is", "one_of", "at_least", "includes")
_FITTING: Final = {
    "is": ("yes_no", "one"),
    "one_of": ("one",),
    "at_least": ("number",),
    "includes": ("several",),
}


def passes(value: Any, test: str, wanted: Any) -> bool:
    """Whether the answer to a question passes a test."""
    if test == "at_least":
        return exact(value) >= exact(wanted)
    listed = wanted if isinstance(wanted, (list, tuple)) else (wanted,)
    return set(listed) <= set(value) if test == "includes" else value in listed


@dataclass(slots=True, kw_only=True, eq=False)
class Answer(Node):
    """One test of one supplemental question: ``is``, ``one_of``, ``at_least`` or ``includes`` (all of them)."""

    kind: ClassVar[str] = "answer"
    keys: ClassVar[tuple[str, ...]] = TESTS
    question: Question
    test: str
    values: tuple[str, ...]
    least: Number

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        path = common["path"]
        questions = reader.vocabulary.questions
        slug = reader.choice(spec["answer"], questions, f"{path}.answer")
        tests = [test for test in TESTS if test in spec]
        if len(tests) != 1:
            reader.problem(
                path, "It is not said what the answer must be.", f"Give one of: {', '.join(TESTS)}."
            )
        if slug is None or len(tests) != 1:
            return None
        question, test = questions[slug], tests[0]
        if question.kind not in _FITTING[test]:
            reader.problem(
                f"{path}.{test}", f"A question of the kind {question.kind} has no '{test}'.",
                f"'{test}' is for: {', '.join(_FITTING[test])}.",
            )  # fmt: skip
            return None
        least = reader.number(spec[test], f"{path}.{test}", above=0) if test == "at_least" else 0
        values: tuple[str, ...] = ()
        if test != "at_least":
            choices = ("yes", "no") if question.kind == "yes_no" else tuple(question.choices)
            values = reader.several(spec[test], f"{path}.{test}", choices)
            if test == "is" and len(values) > 1:
                reader.problem(f"{path}.is", "There is more than one answer here.", "Use 'one_of'.")
            if test == "one_of" and len(values) == len(choices):
                reader.problem(
                    f"{path}.one_of",
                    "Every answer counts, so this asks nothing.",
                    "Name only those that count.",
                )
        if least is None or (test != "at_least" and not values):
            return None
        return cls(question=question, test=test, values=values, least=least, **common)

    def judge(self, case: "Case") -> Finding:
        value = case.facts.answers.get(self.question.slug)
        if value is None:
            return Finding(self, UNANSWERED)
        return Finding(
            self,
            YES if passes(value, self.test, self.least if self.test == "at_least" else self.values) else NO,
        )

    def words(self) -> str:
        shown = [self.question.choices.get(value, value) for value in self.values]
        wanted = (
            say("at least {number}", number=plain(self.least))
            if self.test == "at_least"
            else say(" or ").join(shown)
        )
        if self.test == "includes":
            wanted = say("includes {choices}", choices=say(" and ").join(shown))
        return f"{self.question.text} ({wanted})"

    def evidence(self, finding: Finding, case: "Case") -> dict[str, Any]:
        return {"question": self.question.slug, "answer": case.facts.answers.get(self.question.slug)}

    def lacks(self, finding: Finding, case: "Case") -> list[Lack]:
        if finding.upward == YES:
            return []
        cure = (
            say("An answer to the question.")
            if finding.value == UNANSWERED
            else say("A corrected answer, if it was wrong.")
        )
        return [Lack(self, 1.0, self.title, cure)]


@dataclass(slots=True, kw_only=True, eq=False)
class Age(Node):
    """An age, asked as yes or no, never as a birth date."""

    kind: ClassVar[str] = "age"
    at_least: int
    question: Question

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        path = f"{common['path']}.age"
        body = reader.keys(spec["age"], ("at_least", "question"), path)
        if body is None:
            return None
        questions = {
            slug: each for slug, each in reader.vocabulary.questions.items() if each.kind == "yes_no"
        }
        slug = reader.required(body, "question", path, lambda value, at: reader.choice(value, questions, at))
        years = reader.required(body, "at_least", path, lambda value, at: reader.whole(value, at, most=99))
        return cls(at_least=years, question=questions[slug], **common) if slug and years else None

    def judge(self, case: "Case") -> Finding:
        value = case.facts.answers.get(self.question.slug)
        return Finding(self, UNANSWERED if value is None else (YES if value == "yes" else NO))

    def words(self) -> str:
        return say("At least {count} years old", count=self.at_least)

    def evidence(self, finding: Finding, case: "Case") -> dict[str, Any]:
        return {"question": self.question.slug, "answer": case.facts.answers.get(self.question.slug)}


@dataclass(slots=True, kw_only=True, eq=False)
class Judgement(Node):
    """Words that only a person can decide (*closely related field*): open until an analyst decides."""

    kind: ClassVar[str] = "judgement"
    text: str

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        text = reader.text(spec["judgement"], f"{common['path']}.judgement")
        return cls(text=text, **common) if text else None

    def judge(self, case: "Case") -> Finding:
        return Finding(self, NEEDS_JUDGEMENT)

    def words(self) -> str:
        return self.text
