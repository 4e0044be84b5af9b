"""What the read API answers: the types are its published schema."""

from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from ninja import Field, Schema

from screening.domain.certified import CertifiedName
from screening.enums import DispositionKind, InterviewListState
from screening.models import Disposition, EligibleList, InterviewList

Row = TypeVar("Row")


class Problem(Schema):
    """Why a request was not answered, and what to do next."""

    detail: str


class Page(Schema, Generic[Row]):
    """Some rows, and the address of those that follow them; none when there are no more."""

    items: list[Row]
    next: str | None = Field(description="The address of the next page; null on the last one.")


class EligibleListRow(Schema):
    """An eligible list in force today. No name leaves the list before it is sent to a department."""

    id: int
    posting: str
    job_class: str
    established_on: date
    expires_on: date = Field(description="Its last whole day.")
    names: int = Field(description="How many names stand on it.")

    @staticmethod
    def resolve_posting(row: EligibleList) -> str:
        return row.posting.title

    @staticmethod
    def resolve_job_class(row: EligibleList) -> str:
        return row.posting.job_class.title


class InterviewListRow(Schema):
    """Names sent from an eligible list to the department for one vacancy; frozen as issued, only its state moves."""

    id: int
    requisition: str
    job_class: str
    number: int = Field(description="Its number among the lists of the same vacancy.")
    eligible_list: int
    issued_on: date
    state: Literal[tuple(InterviewListState.values)]  # type: ignore[valid-type]
    names: int

    @staticmethod
    def resolve_requisition(row: InterviewList) -> str:
        return row.vacancy.requisition

    @staticmethod
    def resolve_job_class(row: InterviewList) -> str:
        return row.vacancy.job_class.title

    @staticmethod
    def resolve_eligible_list(row: InterviewList) -> int:
        return row.eligible_list_id


class NameRow(Schema):
    """A name on an interview list, as the department's hiring managers see it."""

    id: int = Field(description="The referral: dispositions name it.")
    order: int = Field(description="The place on the interview list; names that tie share one.")
    name: str = Field(
        description="On a blind list 'Candidate 3' until an interview is set; phone and e-mail are empty until then."
    )
    phone: str
    email: str
    points: int
    requirements: list[str] = Field(description="What qualifies the person, in words.")
    highly_desirable: list[str] = Field(description="Why the person stands at this place.")
    selected_elsewhere: str = Field(description="The department that selected the person, if another did.")
    not_available: str = Field(description="Whether the person withdrew or rests since, in words.")

    @classmethod
    def of(cls, one: CertifiedName) -> "NameRow":
        return cls(
            id=one.referral.pk,
            order=one.referral.order,
            name=one.name,
            phone=one.contact["phone"],
            email=one.contact["email"],
            points=one.referral.entry.points,
            requirements=[line.sentence for line in one.requirements],
            highly_desirable=[str(reason["label"]) for reason in one.desirable],
            selected_elsewhere=one.elsewhere,
            not_available=one.resting_words,
        )


class DispositionRow(Schema):
    """What became of a name, on a day. A correction is a later row: the latest of a referral holds."""

    id: int
    referral: int
    interview_list: int
    requisition: str
    kind: Literal[tuple(DispositionKind.values)]  # type: ignore[valid-type]
    happened_on: date
    note: str
    recorded_at: datetime

    @staticmethod
    def resolve_referral(row: Disposition) -> int:
        return row.referral_id

    @staticmethod
    def resolve_interview_list(row: Disposition) -> int:
        return row.referral.interview_list_id

    @staticmethod
    def resolve_requisition(row: Disposition) -> str:
        return row.referral.interview_list.vacancy.requisition


PROBLEMS: dict[int, Any] = dict.fromkeys((401, 403, 404, 422, 429), Problem)
