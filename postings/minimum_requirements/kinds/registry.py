"""The kinds of requirement: a new kind is one class and one row here."""

from collections.abc import Mapping
from typing import Final

from postings.minimum_requirements.kinds.answers import Age, Answer, Judgement
from postings.minimum_requirements.kinds.combine import Combine
from postings.minimum_requirements.kinds.documents import DocumentNode
from postings.minimum_requirements.kinds.education import Education
from postings.minimum_requirements.kinds.experience import Experience
from postings.minimum_requirements.kinds.holdings import Certificate, Licence
from postings.minimum_requirements.kinds.joined import All, Any_, AtLeastOf, Not, SameAs, When
from postings.minimum_requirements.kinds.records import RecordLimit
from postings.minimum_requirements.kinds.status import Status
from postings.minimum_requirements.kinds.typing_speed import TypingSpeed
from postings.minimum_requirements.node import Node

KINDS: Final[Mapping[str, type[Node]]] = {
    kind.kind: kind
    for kind in (
        All, Any_, AtLeastOf, Not, When, SameAs, Combine, Experience, Education, Licence, Certificate,
        TypingSpeed, Age, RecordLimit, Answer, DocumentNode, Status, Judgement,
    )
}  # fmt: skip
