"""A draft stands under one text of its posting; when that is revised, its owner moves it to the newest."""

from datetime import datetime

from django.db import transaction

from screening.domain import history
from screening.models import Application, User
from screening.permissions import authorise


def move_to_newest_revision(*, actor: User, application_id: int, at: datetime) -> Application:
    """Put a draft under the posting's newest revision; answers are kept. Raises NotAllowed."""
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("posting")
            .get(pk=application_id)
        )
        authorise(actor, "edit_draft", application)
        before = application.revision_id
        assert application.posting.current_revision_id is not None  # a draft stands under a published posting
        if before == application.posting.current_revision_id:  # pressed twice
            return application
        application.revision_id = application.posting.current_revision_id
        application.save(update_fields=["revision"])
        history.record(
            actor=actor,
            verb="move_to_newest_revision",
            subject=application,
            application=application,
            facts={"from": before, "to": application.revision_id},
            at=at,
        )
    return application


def stands_under_an_older_text(application: Application) -> bool:
    """Whether the posting was revised since, so that a draft must be moved before it can be sent."""
    return application.revision_id != application.posting.current_revision_id
