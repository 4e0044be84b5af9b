"""A copy to keep of everything of one application."""

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from screening.domain.application_copy import files_of
from screening.rate import too_often
from screening.sent_pdf import issue
from screening.views.applicant.door import own
from screening.views.personal import personal_page
from screening.zip_file import zip_file

MOST, SECONDS = 5, 60


@require_safe
@personal_page
def everything(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Everything of one's own application as one ZIP file."""
    application = own(request, pk)
    if too_often("application_copy", str(request.user.pk), most=MOST, seconds=SECONDS):
        return HttpResponse(
            _("You asked for this file many times. Wait a minute, then ask again."),
            status=429,
            content_type="text/plain; charset=utf-8",
        )
    files = files_of(application, typeset=partial(issue, at=request.arrived_at))
    return zip_file(files, name=f"application-{application.receipt or application.pk}.zip")
