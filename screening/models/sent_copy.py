"""What an applicant sent and signed, word for word, and the digests of the PDF files that were made of it."""

from django.db import models

from screening.models.append_only import AppendOnly
from screening.models.application import Submission


class SentCopy(AppendOnly):
    """Everything that was sent at once: every answer as typed, also what the evaluation never reads.

    ``content`` is canonical JSON text; ``code`` lets anybody who holds the PDF ask whether the City knows it.
    """

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="sent_copy")
    content = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    code = models.CharField(
        max_length=19, unique=True, help_text="Random, with a check sign: 7KQ2-M4TX-9RWD-BC8N."
    )
    made_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["id"]
        verbose_name_plural = "sent copies"

    def __str__(self) -> str:
        return self.code


class IssuedPdf(AppendOnly):
    """The SHA-256 of one file that was handed out: the same copy gives the same bytes until its template changes."""

    copy = models.ForeignKey(SentCopy, on_delete=models.PROTECT, related_name="pdfs")
    sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField(help_text="When it was first handed out.")

    class Meta(AppendOnly.Meta):
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["copy", "sha256"], name="issued_pdf_once")]

    def __str__(self) -> str:
        return self.sha256[:16]
