from postings.models.bank_question import BankQuestion
from postings.models.department import Department, JobClass
from postings.models.document_kind import DocumentKind
from postings.models.draft import DraftVersion, PostingDraft
from postings.models.posting import Posting, PostingRevision
from postings.models.question import SupplementalQuestion
from postings.models.wage import WageIncrease

__all__ = [
    "BankQuestion",
    "Department",
    "DocumentKind",
    "DraftVersion",
    "JobClass",
    "Posting",
    "PostingDraft",
    "PostingRevision",
    "SupplementalQuestion",
    "WageIncrease",
]
