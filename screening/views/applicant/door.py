"""The applicant's door: one's own applications only, with the posting's texts in the language that is spoken."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from postings.domain.spoken import spoken
from screening.domain.queries import applications_of
from screening.enums import ApplicationState
from screening.errors import Gone
from screening.models import Application


def own(request: HttpRequest, pk: int) -> Application:
    """One's own application, or 404."""
    return _shown(get_object_or_404(applications_of(request.user), pk=pk))


def own_draft(request: HttpRequest, pk: int) -> Application:
    """One's own application while it can still be changed, or 404; raises Gone once it was sent."""
    application = own(request, pk)
    if application.state != ApplicationState.DRAFT:
        raise Gone(
            _(
                "You sent this application, so its pages can no longer be changed, and nothing from this page was "
                "saved. See where the application stands and what you can still send."
            ),
            page=reverse("applicant:application", args=[application.pk]),
        )
    return application


def _shown(application: Application) -> Application:
    """To be shown. A verb takes its id and reads the record itself."""
    application.revision = spoken(application.revision)
    return application
