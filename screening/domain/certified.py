"""A certified name as its hiring manager may see it: contact, what qualifies it, why it stands where it stands.

Nothing else of the applicant is read here: no document, no decision's note, no other application, no other vacancy.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from postings.enums import QuestionKind
from screening.disposition_moves import FINAL_DISPOSITIONS
from screening.domain import qualifications, removal_queries, selection, standing
from screening.domain.disposition import last_of, next_kinds
from screening.domain.hiring_queries import referrals_with_qualifications
from screening.enums import DecisionReason, DispositionKind
from screening.models import Disposition, InterviewList, NameRemoval, Referral, Selection, StandingChange
from screening.timeline import timeline_svg

WAYS_TO_REACH = ("phone", "email")
ADDRESS = ("address1", "address2", "city", "state", "postal_code")


class Timeline(NamedTuple):
    """What components/timeline.html draws."""

    label: str
    svg: SafeString
    caption: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class CertifiedName:
    """One name of an interview list. ``claimed`` is another vacancy's live selection of the person, if there is one.

    ``resting``: the person withdrew since, or is not available for a time.
    """

    interview_list: InterviewList
    referral: Referral
    claimed: Selection | None
    resting: StandingChange | None = None
    removal: NameRemoval | None = None

    @property
    def name(self) -> str:
        return self.referral.shown_name

    @property
    def is_hidden(self) -> bool:
        return self.referral.is_hidden

    @cached_property
    def contact(self) -> dict[str, str]:
        """``phone``, ``email``, ``address`` as sent with the submission that was decided; empty where none was given or is hidden yet."""
        if self.is_hidden:
            return dict.fromkeys((*WAYS_TO_REACH, "address"), "")
        given = self._submission.contact
        address = ", ".join(str(given[key]) for key in ADDRESS if given.get(key))
        return {**{key: str(given.get(key) or "") for key in WAYS_TO_REACH}, "address": address}

    @property
    def contact_changed_at(self) -> datetime | None:
        """When the contact details changed after they were sent, if they did; what they became is not told here."""
        return None if self.is_hidden else self.referral.contact_changed_at  # type: ignore[attr-defined]  # by referrals_with_qualifications

    @cached_property
    def proof(self) -> dict[str, Any]:
        return json.loads(self.referral.entry.decision.evaluation.proof)

    @cached_property
    def facts(self) -> dict[str, Any]:
        return json.loads(self._submission.facts)

    @cached_property
    def requirements(self) -> list[qualifications.Line]:
        """The requirements that are met, with the figures that meet them."""
        return qualifications.lines(self.proof)

    @property
    def tree(self) -> list[dict[str, Any]]:
        return qualifications.tree(self.proof)

    @cached_property
    def timelines(self) -> list[Timeline]:
        """A picture of the work that counted for each experience, with the same in words."""
        return [
            Timeline(line.label, timeline_svg(self.proof, line.id), f"{line.measure} counted.", line.jobs)
            for line in self.requirements
            if line.id and line.jobs
        ]

    @property
    def timeline(self) -> Timeline | None:
        """The picture of the first experience that the posting asks for; it holds the others' jobs too."""
        return self.timelines[0] if self.timelines else None

    @property
    def desirable(self) -> list[dict[str, Any]]:
        """Why the person stands where they stand: [{points, label, cite}]."""
        return self.referral.entry.order_reasons

    @property
    def decided_otherwise(self) -> str:
        """In words, when an analyst found the requirements met for another reason than the evaluation's own."""
        decision = self.referral.entry.decision
        return "" if decision.reason == DecisionReason.AS_EVALUATED else decision.get_reason_display()

    @property
    def elsewhere(self) -> str:
        """Which department selected the person, if another vacancy did."""
        return selection.taken(self.claimed) if self.claimed else ""

    @property
    def elsewhere_words(self) -> str:
        return (
            f"{self.elsewhere}. You cannot select this person while that selection stands."
            if self.claimed
            else ""
        )

    @property
    def resting_words(self) -> str:
        """Whether the person withdrew or rests since the list was issued, in words."""
        if self.removal:
            return removal_queries.in_words(self.removal)
        return standing.in_words(self.resting) if self.resting else ""

    @property
    def last(self) -> Disposition | None:
        return last_of(self.referral)

    @property
    def is_final(self) -> bool:
        return self.last is not None and self.last.kind in FINAL_DISPOSITIONS

    @property
    def next_kinds(self) -> tuple[DispositionKind, ...]:
        kinds = next_kinds(self.interview_list, self.referral)
        return tuple(kind for kind in kinds if kind != DispositionKind.SELECTED) if self.claimed else kinds

    @property
    def tick(self) -> str:
        """The name and the last disposition that the page shows, as one form value."""
        return f"{self.referral.pk}-{self.last.pk if self.last else 0}"

    @property
    def _submission(self) -> Any:
        return self.referral.entry.decision.evaluation.submission


def names_on(interview_list: InterviewList, *, day: date) -> list[CertifiedName]:
    """Every name of a list in its order as they stand on a day, in five queries however many they are."""
    return _certified(interview_list, list(referrals_with_qualifications(interview_list)), day)


def names_after(
    interview_list: InterviewList, referral_id: int, *, most: int, day: date
) -> list[CertifiedName]:
    """Up to ``most`` names of a list in the order in which they were referred, from behind one of them on."""
    rows = referrals_with_qualifications(interview_list).filter(pk__gt=referral_id).order_by("pk")
    return _certified(interview_list, list(rows[:most]), day)


def name_of(interview_list: InterviewList, referral_id: int, *, day: date) -> CertifiedName:
    """One name of a list. Raises Referral.DoesNotExist."""
    return _certified(
        interview_list, [referrals_with_qualifications(interview_list).get(pk=referral_id)], day
    )[0]


def _certified(interview_list: InterviewList, referrals: list[Referral], day: date) -> list[CertifiedName]:
    claims = selection.elsewhere(referrals)
    entries = [one.entry for one in referrals]
    resting, off = standing.live_on(entries, day), removal_queries.removed(entries)
    return [
        CertifiedName(
            interview_list,
            one,
            claims.get(one.entry.person_id),
            resting.get(one.entry.application_id),
            off.get(one.entry_id),
        )
        for one in referrals
    ]


def answers_of(candidate: CertifiedName) -> list[dict[str, Any]]:
    """The answers to the posting's own questions, in its order, for components/summary_list.html; unanswered ones are left out."""
    given = candidate.facts.get("answers", {})
    rows = []
    for question in candidate.referral.entry.decision.evaluation.submission.revision.questions.all():
        if question.slug in given:
            words = {str(choice["value"]): str(choice["label"]) for choice in question.choices}
            words |= {"yes": "Yes", "no": "No"} if question.kind == QuestionKind.YES_NO else {}
            answer = given[question.slug]
            said = answer if isinstance(answer, list) else [answer]
            if question.kind == QuestionKind.FILE:
                said = ["A file, which the Personnel Department has"]
            rows.append({"key": question.text, "lines": [words.get(str(each), str(each)) for each in said]})
    return rows
