"""A document of the application, and whether its lack can be cured or decides."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from postings.minimum_requirements.dates import add_months, iso
from postings.minimum_requirements.facts import Document
from postings.minimum_requirements.kleene import (
    DOCUMENT_OUTSTANDING,
    DOCUMENT_UNREVIEWED,
    IMPRECISE_DATES,
    NO,
    UNANSWERED,
    YES,
)
from postings.minimum_requirements.language import say
from postings.minimum_requirements.node import Finding, Lack, Node
from postings.minimum_requirements.numbers import span_words
from postings.minimum_requirements.papers import rejected_after_the_due_date
from postings.minimum_requirements.vocabulary import DocumentKind

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case
    from postings.minimum_requirements.tree_reader import Reader

_KEYS: Final = ("kind", "dated_within_months", "lack")


@dataclass(slots=True, kw_only=True, eq=False)
class DocumentNode(Node):
    """``curable``: what is missing may follow until its due date. ``decisive``: what was never filed decides."""

    kind: ClassVar[str] = "document"
    document: DocumentKind
    dated_within_months: int | None
    decisive: bool

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        path = f"{common['path']}.document"
        body = reader.keys(spec["document"], _KEYS, path)
        if body is None:
            return None
        documents = reader.vocabulary.documents
        slug = reader.required(body, "kind", path, lambda value, at: reader.choice(value, documents, at))
        lack = reader.choice(body.get("lack", "curable"), ("curable", "decisive"), f"{path}.lack")
        dated = body.get("dated_within_months")
        months = None if dated is None else reader.whole(dated, f"{path}.dated_within_months")
        if slug is None:
            return None
        return cls(
            document=documents[slug], dated_within_months=months, decisive=lack == "decisive", **common
        )

    def judge(self, case: "Case") -> Finding:
        papers = [paper for paper in case.facts.documents if paper.kind == self.document.slug]
        as_of = case.as_of(self)
        open_points, stale = 0, False
        for paper in papers:
            if paper.verdict == "accepted":
                in_time = self._in_time(paper, as_of)
                if in_time == YES:
                    return Finding(self, YES)
                stale = stale or in_time == NO
                open_points |= 0 if in_time == NO else in_time
            elif paper.verdict == "unreviewed":
                open_points |= DOCUMENT_UNREVIEWED
        if open_points:
            return Finding(self, open_points)
        verdicts = {paper.verdict for paper in papers}
        if "not_provided" in verdicts and not rejected_after_the_due_date(papers):
            return Finding(self, NO)
        if self.decisive and not papers:
            return Finding(self, NO)
        return Finding(self, DOCUMENT_OUTSTANDING)

    def _in_time(self, paper: Document, as_of: int) -> int:
        if self.dated_within_months is None:
            return YES
        if paper.dated is None:
            return UNANSWERED
        since = add_months(as_of, -self.dated_within_months)
        if paper.dated[0] >= since:
            return YES
        return NO if paper.dated[1] < since else IMPRECISE_DATES

    def words(self) -> str:
        if not self.dated_within_months:
            return self.document.label
        time = span_words(self.dated_within_months)
        return say("{document}, dated within {time}", document=self.document.label, time=time)

    def evidence(self, finding: Finding, case: "Case") -> dict[str, Any]:
        papers = [paper for paper in case.facts.documents if paper.kind == self.document.slug]
        return {
            "document": self.document.slug,
            "on_file": [
                {
                    "verdict": paper.verdict,
                    "received_on": iso(paper.received_on[0]) if paper.received_on else None,
                }
                for paper in papers
            ],
        }

    def lacks(self, finding: Finding, case: "Case") -> list[Lack]:
        if finding.upward == YES:
            return []
        return [Lack(self, 0.5, self.title, say("Send us: {document}.", document=self.document.label))]
