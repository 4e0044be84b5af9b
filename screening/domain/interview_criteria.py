"""The filter of an interview list: recorded, job-related, the same for all, in the posting's own vocabulary.

Source: the posting, Screening process: 'only those candidates with the most appropriate qualifications'.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from postings.enums import QuestionKind
from postings.models import PostingRevision
from screening.errors import Refused

ANSWER, DUTY, POINTS = "answer", "duty", "points"
COUNTS_AS_DONE = frozenset({"yes", "primary"})
MOST_POINTS = 10_000


@dataclass(frozen=True)
class Offer:
    """One thing a posting lets a filter ask: of an answer (by its kind), of a duty in some job, or of the points."""

    kind: str
    subject: str
    text: str
    question_kind: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.subject}" if self.subject else self.kind

    @property
    def is_number(self) -> bool:
        return self.kind == POINTS or self.question_kind == QuestionKind.NUMBER


@dataclass(frozen=True)
class Criterion:
    """What every name is asked: ``accepts`` are the values that pass, or ``at_least`` is the least number."""

    kind: str
    subject: str
    label: str
    accepts: tuple[str, ...] = ()
    at_least: int | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.subject}" if self.subject else self.kind

    def as_json(self) -> dict[str, Any]:
        """As it is recorded with the list."""
        value = {"accepts": list(self.accepts)} if self.at_least is None else {"at_least": self.at_least}
        return {"kind": self.kind, "subject": self.subject, "label": self.label, **value}

    def lacks(self, facts: Mapping[str, Any], points: int) -> str | None:
        """Why these facts do not pass, in words; None when they do."""
        if self.kind == POINTS:
            return None if points >= (self.at_least or 0) else f"{points} on record"
        if self.kind == DUTY:
            done = any(
                job.get("duties", {}).get(self.subject) in COUNTS_AS_DONE for job in facts.get("jobs", ())
            )
            return None if done else "no job on record with this duty"
        answer = facts.get("answers", {}).get(self.subject)
        if answer is None or answer == "" or answer == []:
            return "not answered"
        if self.at_least is not None:
            number = _number(answer)
            return None if number is not None and number >= self.at_least else f"answered {answer}"
        given = [_word(value) for value in answer] if isinstance(answer, list) else [_word(answer)]
        return None if set(given) & set(self.accepts) else "answered otherwise"


def vocabulary(revision: PostingRevision) -> tuple[Offer, ...]:
    """Everything a filter may ask under a revision, in the posting's order.

    Only answers that the posting itself calls highly desirable: what people claim of a minimum requirement was checked
    against the record already, and anything else would not be job-related. Free text and dates are not offered.
    """
    offers = [Offer(POINTS, "", "Points for highly desirable qualifications")]
    desirable = set(_answers_in(revision.highly_desirable))
    for question in revision.questions.all():
        if question.slug not in desirable:
            continue
        if question.kind == QuestionKind.YES_NO:
            choices: tuple[tuple[str, str], ...] = (("yes", "Yes"),)
        elif question.kind in (QuestionKind.ONE, QuestionKind.SEVERAL):
            choices = tuple((str(choice["value"]), str(choice["label"])) for choice in question.choices)
        elif question.kind == QuestionKind.NUMBER:
            choices = ()
        else:
            continue
        offers.append(Offer(ANSWER, question.slug, question.text, question.kind, choices))
    offers.extend(
        Offer(DUTY, duty["tag"], duty["label"], choices=(("done", "Yes"),))
        for duty in revision.requirements.get("duties", ())
    )
    return tuple(offers)


def read(revision: PostingRevision, asked: Iterable[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """Criteria as asked ({kind, subject, accepts | at_least}), checked against the posting and given their words.

    Raises Refused for anything that the posting does not declare: a filter may only ask what every applicant was asked.
    """
    offers = {(offer.kind, offer.subject): offer for offer in vocabulary(revision)}
    criteria: dict[str, Criterion] = {}
    for item in asked:
        offer = offers.get((str(item.get("kind", "")), str(item.get("subject", ""))))
        if offer is None:
            raise Refused(
                "The filter asks for something that the posting does not ask of its applicants. "
                "Choose from what the page offers, so that everybody is measured by the same questions."
            )
        if offer.key in criteria:
            raise Refused(f"The filter names '{offer.text}' twice. Keep one of them.")
        criteria[offer.key] = _numbered(offer, item) if offer.is_number else _accepting(offer, item)
    return tuple(criteria[offer.key] for offer in offers.values() if offer.key in criteria)


def _answers_in(plan: Any) -> Iterator[str]:
    """The questions that a points plan speaks of, however deep."""
    if isinstance(plan, dict):
        if isinstance(plan.get("answer"), str):
            yield plan["answer"]
        plan = list(plan.values())
    if isinstance(plan, list):
        for part in plan:
            yield from _answers_in(part)


def _numbered(offer: Offer, item: Mapping[str, Any]) -> Criterion:
    least = item.get("at_least")
    if not isinstance(least, int) or isinstance(least, bool) or not 1 <= least <= MOST_POINTS:
        raise Refused(
            f"'{offer.text}' needs a whole number from 1 to {MOST_POINTS}. Enter the least that you ask for."
        )
    what = f"At least {least} points for highly desirable qualifications"
    label = what if offer.kind == POINTS else f"{offer.text} At least {least}"
    return Criterion(offer.kind, offer.subject, label, at_least=least)


def _accepting(offer: Offer, item: Mapping[str, Any]) -> Criterion:
    words = dict(offer.choices)
    asked = {str(value) for value in item.get("accepts", ())}
    if not asked or not asked <= set(words):
        raise Refused(
            f"'{offer.text}' has no such answer. Choose at least one of those that the page offers."
        )
    accepts = tuple(value for value in words if value in asked)
    if offer.kind == DUTY:
        return Criterion(offer.kind, offer.subject, f"A job with this duty: {offer.text}", accepts)
    return Criterion(
        offer.kind, offer.subject, f"{offer.text} {' or '.join(words[value] for value in accepts)}", accepts
    )


def _word(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
