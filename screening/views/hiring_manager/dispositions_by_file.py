"""A list's own file comes back: what it would record is shown first, and recorded on a second click."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from screening.city_time import city_day
from screening.disposition_file import read_dispositions
from screening.domain import disposition, disposition_by_file
from screening.domain.disposition import NewDisposition
from screening.domain.disposition_by_file import Looked
from screening.domain.hiring_queries import interview_lists_for
from screening.enums import DispositionKind
from screening.errors import Refused
from screening.forms.hiring_manager_disposition_file import DispositionFileForm
from screening.models import InterviewList
from screening.permissions import authorise
from screening.views.hiring_manager.door import hiring_page, say_why_not

SALT = "screening.dispositions_by_file"
HOURS_THAT_A_LOOK_LASTS = 12


@require_http_methods(["GET", "HEAD", "POST"])
@hiring_page
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The upload; POST with a file shows what it would record, POST with what was shown records it."""
    interview_list = get_object_or_404(interview_lists_for(request.user), pk=pk)
    authorise(request.user, "record_disposition", interview_list)
    if request.method == "POST" and "looked" in request.POST:
        return _record(request, interview_list)
    sent = request.method == "POST"
    form = DispositionFileForm(request.POST if sent else None, request.FILES if sent else None)
    looked: Looked | None = None
    if form.is_bound and form.is_valid():
        lines, faults = read_dispositions(form.content())
        looked = disposition_by_file.look(
            actor=request.user, interview_list=interview_list, lines=lines, today=city_day(request.arrived_at)
        )
        looked = looked._replace(faults=sorted([*faults, *looked.faults]))
    return render(
        request,
        "hiring_manager/dispositions_by_file.html",
        {
            "interview_list": interview_list,
            "vacancy": interview_list.vacancy,
            "form": form,
            "looked": looked,
            "token": _sealed(request, interview_list, looked) if looked and not looked.faults else "",
            "kinds": [(change, DispositionKind(change.new.kind).label) for change in looked.changes]
            if looked
            else [],
        },
        status=400 if form.errors or (looked and looked.faults) else 200,
    )


def _record(request: HttpRequest, interview_list: InterviewList) -> HttpResponse:
    try:
        new = _opened(request, interview_list)
        made = disposition.record(
            actor=request.user, interview_list_id=interview_list.pk, new=new, at=request.arrived_at
        )
    except Refused as refused:
        say_why_not(request, refused)
        return redirect("hiring:interview_list_from_file", interview_list.pk)
    messages.success(request, f"Recorded for {len(made)} {'name' if len(made) == 1 else 'names'}.")
    return redirect("hiring:interview_list", interview_list.pk)


def _sealed(request: HttpRequest, interview_list: InterviewList, looked: Looked) -> str:
    rows = [
        [one.new.referral_id, one.new.kind, one.new.happened_on.isoformat(), one.new.note, one.new.seen]
        for one in looked.changes
    ]
    return signing.dumps([request.user.pk, interview_list.pk, rows], salt=SALT, compress=True)


def _opened(request: HttpRequest, interview_list: InterviewList) -> list[NewDisposition]:
    """What this person was shown of this list. Raises Refused."""
    try:
        sealed: Any = signing.loads(
            request.POST["looked"], salt=SALT, max_age=HOURS_THAT_A_LOOK_LASTS * 60 * 60
        )
    except signing.BadSignature:
        sealed = [None, None, []]
    user_id, list_id, rows = sealed
    if (user_id, list_id) != (request.user.pk, interview_list.pk):
        raise Refused("What you were shown is too old, or of another list. Bring the file back once more.")
    return [
        NewDisposition(referral_id, DispositionKind(kind), date.fromisoformat(day), note, seen)
        for referral_id, kind, day, note, seen in rows
    ]
