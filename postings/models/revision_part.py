"""What belongs to one revision is as unchangeable as the revision, in the database too."""

import pgtrigger
from django.db import models

from postings.models.never_emptied import NEVER_EMPTIED

# FOR SHARE waits for a publication that is under way, so that no part slips in or out while it commits.
_REFUSE = """
    IF (SELECT r.published_at IS NOT NULL FROM postings_postingrevision r
        WHERE r.id = {row}.revision_id FOR SHARE) THEN
        RAISE EXCEPTION 'revision % is published and cannot change: make the next revision', {row}.revision_id
        USING ERRCODE = 'restrict_violation';
    END IF;
"""


class RevisionPart(models.Model):
    """A row of a revision, in the order in which the posting shows it."""

    revision = models.ForeignKey("postings.PostingRevision", on_delete=models.CASCADE)
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ["revision_id", "position"]
        triggers = [
            pgtrigger.Trigger(
                name="published_insert",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_REFUSE.format(row="NEW") + "RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="published_update",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=_REFUSE.format(row="OLD") + _REFUSE.format(row="NEW") + "RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="published_delete",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=_REFUSE.format(row="OLD") + "RETURN OLD;",
            ),
            NEVER_EMPTIED,
        ]
