"""What the papers on file say together: the best of them, unless a due date passed after it."""

from collections.abc import Sequence

from postings.minimum_requirements.facts import Document
from postings.minimum_requirements.kleene import DOCUMENT_OUTSTANDING, DOCUMENT_UNREVIEWED, NO, YES


def proof_on_file(papers: Sequence[Document], document: str) -> int:
    """Of one kind: yes when accepted, no when its due date passed without it, else open."""
    of_kind = [paper for paper in papers if paper.kind == document]
    verdicts = {paper.verdict for paper in of_kind}
    if "accepted" in verdicts:
        return YES
    if "unreviewed" in verdicts:
        return DOCUMENT_UNREVIEWED
    if "not_provided" in verdicts and not rejected_after_the_due_date(of_kind):
        return NO
    return DOCUMENT_OUTSTANDING


def rejected_after_the_due_date(papers: Sequence[Document]) -> bool:
    """Whether a rejected paper came after every due date that passed: it can still be mended."""
    lapsed = [paper.received_on for paper in papers if paper.verdict == "not_provided"]
    came = [paper.received_on for paper in papers if paper.verdict == "rejected"]
    return any(day and all(due and day[0] > due[1] for due in lapsed) for day in came)
