"""Beginning a text: a posting that is new, or the next revision of one."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from postings.domain.drafting import begin_draft, begin_posting
from postings.errors import Refused
from postings.models import Department, JobClass, Posting

FIELDS = ("title", "department", "job_class", "text")


def begin_page(model_admin: Any, request: Any) -> HttpResponse:
    """A new posting: its names, and its text pasted, or another posting to begin from."""
    if not model_admin.door.may(request.user, "begin_posting", None):
        raise Http404
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    likes = (
        model_admin.door.postings_for(request.user)
        .filter(current_revision__isnull=False)
        .order_by("title", "pk")
    )
    said = {name: request.POST.get(name, "").replace("\r\n", "\n").strip() for name in FIELDS}
    refused: list[str] = []
    if request.method == "POST":
        like = request.POST.get("like", "")
        chosen = likes.filter(pk=int(like)).first() if like.isdecimal() and len(like) < 10 else None
        try:
            draft = begin_posting(actor=request.user, **said, like=chosen, at=request.arrived_at)
        except Refused as error:
            refused = str(error).splitlines()
        else:
            return redirect("admin:postings_posting_draft_part", draft.posting_id, "text")
    context = {
        "title": "Begin a posting",
        "opts": model_admin.opts,
        "said": said,
        "likes": likes,
        "departments": Department.objects.all(),
        "classes": JobClass.objects.all(),
        "refused": refused,
    }
    return TemplateResponse(
        request,
        "admin/postings/begin.html",
        model_admin.admin_site.each_context(request) | context,
        status=409 if refused else 200,
    )


def draft_door(model_admin: Any, request: Any, posting: Posting) -> HttpResponse:
    """On to the draft that is being written; a button begins one where there is none."""
    if not model_admin.door.may(request.user, "write_draft", posting):
        raise Http404
    refused: list[str] = []
    if request.method == "POST":
        try:
            begin_draft(actor=request.user, posting_id=posting.pk, at=request.arrived_at)
        except Refused as error:
            refused = str(error).splitlines()
    if not refused and posting.drafts.filter(ended_at__isnull=True).exists():
        return redirect("admin:postings_posting_draft_part", posting.pk, "text")
    context = {
        "title": "Draft the next revision",
        "opts": model_admin.opts,
        "posting": posting,
        "problems": refused,
        "will": [
            "The draft begins with everything that the last revision says.",
            "Nobody outside sees it. What is published stays in force until a second person publishes the next revision.",
        ],
        "button": "Begin the draft",
        "back": f"/admin/postings/posting/{posting.pk}/change/",
    }
    return TemplateResponse(
        request,
        "admin/postings/verb.html",
        model_admin.admin_site.each_context(request) | context,
        status=409 if refused else 200,
    )
