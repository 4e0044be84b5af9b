"""What was decided cannot change: rows that the database itself refuses to alter or remove."""

import pgtrigger
from django.db import models

from postings.models.never_emptied import NEVER_EMPTIED


class AppendOnly(models.Model):
    """A row that is written once; a correction is a new row that names the old one."""

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            NEVER_EMPTIED,
        ]
