"""After sign-in, each person is sent to their own door."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from screening.permissions import may


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    if may(request.user, "enter_admin"):
        return redirect("admin:index")
    if may(request.user, "enter_accommodations"):
        return redirect("accommodation:requests")
    if may(request.user, "enter_hiring"):
        return redirect("hiring:front")
    return redirect("panel:interviews" if may(request.user, "enter_panel") else "applicant:applications")
