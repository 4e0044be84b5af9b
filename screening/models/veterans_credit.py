"""Which veterans' credit a person found an applicant entitled to, before the name is placed on a list."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from screening.enums import VeteranStatus
from screening.models.append_only import AppendOnly
from screening.models.application import Application

_BEFORE_THE_LIST = """
    IF EXISTS (SELECT FROM screening_eligiblelistentry e WHERE e.application_id = NEW.application_id) THEN
        RAISE EXCEPTION 'application % stands on a list: credit comes before it', NEW.application_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class VeteransCredit(AppendOnly):
    """The last row of an application counts; the paper itself is a document or stays with whoever brought it."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="veterans_credits")
    status = models.CharField(max_length=10, choices=VeteranStatus.choices)
    basis = models.CharField(max_length=200, help_text="The paper that was seen.")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="veterans_credit_says_why", condition=~Q(basis=""))]
        triggers = [
            *AppendOnly.Meta.triggers,
            pgtrigger.Trigger(
                name="before_the_list",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_BEFORE_THE_LIST,
            ),
        ]
