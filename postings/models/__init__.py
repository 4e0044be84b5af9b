from postings.models.bank_question import BankQuestion
from postings.models.department import Department, JobClass
from postings.models.document_kind import DocumentKind
from postings.models.posting import Posting, PostingRevision
from postings.models.question import SupplementalQuestion
from postings.models.wage import WageIncrease

__all__ = [
    "BankQuestion",
    "Department",
    "DocumentKind",
    "JobClass",
    "Posting",
    "PostingRevision",
    "SupplementalQuestion",
    "WageIncrease",
]
