"""Documents a posting asks for, and what their lack means."""

from django.db import models

from postings.models.revision_part import RevisionPart


class DocumentKind(RevisionPart):
    """A kind of document of one revision, e.g. ``oca_documentation``."""

    slug = models.SlugField(max_length=60, allow_unicode=False)
    label = models.CharField(max_length=160)
    help = models.TextField(blank=True, help_text="When it is needed and what it must state.")
    per_job = models.BooleanField(default=False, help_text="It proves one job of the work history.")
    needed = models.CharField(
        max_length=12,
        choices=[("required", "required"), ("conditional", "conditional"), ("helpful", "helpful")],
    )
    cite = models.JSONField(
        default=list, blank=True, help_text="The sentence of the posting it stands for, or several."
    )
    curable = models.BooleanField(default=True, help_text="May follow after the application was sent.")

    class Meta(RevisionPart.Meta):
        default_related_name = "document_kinds"
        constraints = [models.UniqueConstraint(fields=["revision", "slug"], name="document_kind_once")]

    def __str__(self) -> str:
        return self.label
