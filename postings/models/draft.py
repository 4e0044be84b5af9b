"""The next text of a posting while it is written: a document in versions that are kept, so that each step can be undone."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from postings.models.never_emptied import NEVER_EMPTIED


class PostingDraft(models.Model):
    """One live draft a posting; never public. It ends as the ``revision`` that was sent for publication, or dropped."""

    posting = models.ForeignKey("postings.Posting", on_delete=models.PROTECT, related_name="drafts")
    source_text = models.TextField(blank=True, help_text="The posting's text as it was pasted, whole.")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    revision = models.ForeignKey(
        "postings.PostingRevision", null=True, blank=True, on_delete=models.PROTECT, related_name="written_as"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["posting"], condition=Q(ended_at__isnull=True), name="draft_one_live_a_posting"
            ),
            models.CheckConstraint(
                name="draft_sent_has_ended", condition=Q(revision__isnull=True) | Q(ended_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"Draft of {self.posting_id}"


class DraftVersion(models.Model):
    """The whole document as it was saved once. ``before``: the version that it goes back to when it is undone."""

    draft = models.ForeignKey(PostingDraft, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    before = models.PositiveIntegerField(null=True, blank=True)
    document = models.JSONField()
    said = models.CharField(max_length=200, blank=True, help_text="What was changed.")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["draft_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="draft_version_once"),
            models.CheckConstraint(
                name="draft_version_after_its_before",
                condition=Q(before__isnull=True) | Q(before__lt=F("number")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="draft_version_is_final", operation=pgtrigger.Update | pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"
