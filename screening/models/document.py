"""Papers that prove what an application says: received, reviewed, asked for. A new one never replaces an old one."""

from django.conf import settings
from django.db import models

from postings.models.never_emptied import NEVER_EMPTIED
from screening.enums import DocumentFinding, DocumentVerdict, DocumentVia
from screening.models.append_only import AppendOnly
from screening.models.application import Application
from screening.models.conflict import refuse_conflict
from screening.models.sent_is_final import refuse_change, refuse_removal

_AS_RECEIVED = (
    "application",
    "kind",
    "job_key",
    "via",
    "file",
    "original_name",
    "content_type",
    "size",
    "sha256",
    "received_at",
    "received_from",
)


class Document(models.Model):
    """One received file. While the application is a draft its owner may remove it; afterwards it stays."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="documents")
    kind = models.SlugField(max_length=60)
    job_key = models.CharField(max_length=12, blank=True, help_text="The job of the work history it proves.")
    via = models.CharField(max_length=10, choices=DocumentVia.choices, default=DocumentVia.UPLOAD)
    file = models.FileField(upload_to="documents/%Y/%m/", max_length=200)
    original_name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    received_from = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["application_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "job_key", "sha256"], name="document_same_file_once"
            )
        ]
        triggers = [refuse_change(*_AS_RECEIVED), refuse_removal(), NEVER_EMPTIED]

    def __str__(self) -> str:
        return self.original_name


class CoverSheet(models.Model):
    """A code that stands for one paper of one application, printed for a fax, a letter or a visit."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="cover_sheets")
    kind = models.SlugField(max_length=60)
    job_key = models.CharField(max_length=12, blank=True)
    code = models.CharField(max_length=9, unique=True, help_text="With its check sign, e.g. 7KQ2-M4TX.")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "job_key"], name="cover_sheet_once_a_paper"
            )
        ]

    def __str__(self) -> str:
        return self.code


class DocumentInspection(models.Model):
    """What the worker does with a received file before a reviewer sees it: a virus scan, and a copy of a photo.

    The file itself stays as it was received. A row without ``finished_at`` is due; ``claimed_at`` is a worker's lease.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="inspection")
    finding = models.CharField(max_length=10, choices=DocumentFinding.choices, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    scanner = models.CharField(max_length=120, blank=True)
    infected_with = models.CharField(max_length=200, blank=True)
    copy = models.FileField(upload_to="documents/%Y/%m/", max_length=200, blank=True)
    copy_sha256 = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="document_inspection_ends_with_a_finding",
                condition=models.Q(finding="", finished_at__isnull=True)
                | (~models.Q(finding="") & models.Q(finished_at__isnull=False)),
            )
        ]
        indexes = [
            models.Index(
                fields=["document"],
                condition=models.Q(finished_at__isnull=True),
                name="document_inspection_due",
            ),
            models.Index(
                fields=["document"],
                condition=models.Q(scanned_at__isnull=True),
                name="document_without_a_scan",
            ),
        ]


class DocumentReview(AppendOnly):
    """What an analyst found in a document; the latest review of a document holds."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="reviews")
    verdict = models.CharField(max_length=12, choices=DocumentVerdict.choices)
    states = models.JSONField(
        default=dict, blank=True, help_text="What the paper says: start, end, total_hours."
    )
    note = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        ordering = ["id"]
        triggers = [*AppendOnly.Meta.triggers, refuse_conflict("reviewed_by_id", of_a_document=True)]


class DocumentRequest(models.Model):
    """A document asked for, and the last day for it (inclusive, in the city's zone)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="document_requests")
    kind = models.SlugField(max_length=60)
    job_key = models.CharField(max_length=12, blank=True)
    due_on = models.DateField()
    note = models.TextField(blank=True, help_text="Shown to the applicant.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the passed due date was recorded."
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "job_key"],
                condition=models.Q(answered_at__isnull=True, lapsed_at__isnull=True),
                name="document_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                name="document_request_ends_one_way",
                condition=models.Q(answered_at__isnull=True) | models.Q(lapsed_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=models.Q(answered_at__isnull=True, lapsed_at__isnull=True),
                name="document_request_open",
            )
        ]
