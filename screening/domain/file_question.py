"""Questions that are answered with a file: received, inspected and refused as any paper of the application is."""

from postings.enums import QuestionKind
from postings.models import DocumentKind, PostingRevision, SupplementalQuestion


def file_questions(revision: PostingRevision) -> list[SupplementalQuestion]:
    """The questions of a revision that a file answers, in their order."""
    return [question for question in revision.questions.all() if question.kind == QuestionKind.FILE]


def paper_kinds(revision: PostingRevision) -> dict[str, DocumentKind]:
    """What papers of a revision may be of, by name: its documents, and its questions that a file answers."""
    kinds = {kind.slug: kind for kind in revision.document_kinds.all()}
    return kinds | {question.slug: _as_kind(question) for question in file_questions(revision)}


def answers_question(kind: DocumentKind) -> bool:
    """Whether this kind of paper is the answer to a question, and no document of the posting."""
    return kind.pk is None


def _as_kind(question: SupplementalQuestion) -> DocumentKind:
    """A file comes with the application: what may follow later, the posting lists as a document."""
    return DocumentKind(
        slug=question.slug,
        label=question.text,
        help=question.help,
        per_job=False,
        needed=_needed(question),
        curable=False,
    )


def _needed(question: SupplementalQuestion) -> str:
    if not question.required:
        return "helpful"
    return "conditional" if question.asked_when else "required"
