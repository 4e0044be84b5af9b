"""Retention: until when the records of each posting are kept, what holds them, and their deletion by two people."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from postings.models import Posting
from screening.admin.site import ReadOnly, personnel_site
from screening.attachment import attachment
from screening.domain import legal_hold, records_deletion
from screening.domain.queries import postings_for
from screening.domain.records_deletion import certificate_of, stopped_by
from screening.domain.retention import keep_until
from screening.errors import Refused
from screening.forms.retention import RetentionForm
from screening.models import LegalHold, RecordsDeletion, User
from screening.permissions import may

PAGE = "admin:screening_recordsdeletion_posting"
A_PAGE = 50
SAID = {
    "hold": "The records are held.",
    "release": "The hold is released.",
    "propose": "The deletion is proposed. Another supervising analyst must agree.",
    "agree": "You agreed. The records are deleted in the background, and the certificate will stand here.",
    "take_back": "The deletion is taken back.",
}


@admin.register(RecordsDeletion, site=personnel_site)
class RetentionAdmin(ReadOnly):
    read_verb = "read_retention"
    room = "Retention"

    def get_urls(self) -> list[URLPattern]:
        """The list, one posting with its verbs, and each certificate."""
        pages = {
            "": ("changelist", self.changelist_view),
            "<int:posting_id>/": ("posting", self.posting_view),
            "certificates/<int:object_id>/": ("certificate", self.certificate_view),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"screening_recordsdeletion_{name}")
            for route, (name, view) in pages.items()
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Postings with what holds them and what is proposed."""
        self.must_enter(request, "GET", "HEAD")
        held = LegalHold.objects.filter(posting=OuterRef("pk"), released_at__isnull=True)
        waiting = RecordsDeletion.objects.filter(posting=OuterRef("pk"), ended_at__isnull=True)
        rows = postings_for(request.user).annotate(is_held=Exists(held), is_proposed=Exists(waiting))
        page = Paginator(rows.order_by("title", "pk"), A_PAGE).get_page(request.GET.get("page"))
        return self._page(request, "retention_list", {"title": "Retention", "page": page})

    def posting_view(self, request: HttpRequest, posting_id: int) -> HttpResponse:
        """The records of one posting; POST is one of the verbs."""
        self.must_enter(request, "GET", "HEAD", "POST")
        posting = get_object_or_404(postings_for(request.user), pk=posting_id)
        if request.method == "POST":
            form = RetentionForm(request.POST)
            if not form.is_valid():
                raise Http404
            try:
                _do(request, posting, **form.cleaned_data)
            except Refused as refused:
                messages.warning(request, str(refused))
            else:
                messages.success(request, SAID[form.cleaned_data["verb"]])
            return redirect(PAGE, posting.pk)
        deletions = posting.records_deletions.select_related("proposed_by", "agreed_by")
        context = {
            "title": f"Records of {posting}",
            "posting": posting,
            "keep_until": keep_until(posting),
            "stopped_by": stopped_by(posting, request.arrived_at),
            "holds": posting.legal_holds.select_related("placed_by", "released_by"),
            "deletions": [{"row": row, "certificate": certificate_of(row)} for row in deletions],
            "waiting": next((row for row in deletions if row.ended_at is None), None),
            "may_hold": may(request.user, "hold_records", posting),
            "may_delete": may(request.user, "delete_records", posting),
        }
        return self._page(request, "retention", context)

    def certificate_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The certificate of a deletion, as it is kept, byte for byte."""
        self.must_enter(request, "GET", "HEAD")
        rows = RecordsDeletion.objects.filter(posting__in=postings_for(request.user)).exclude(certificate="")
        deletion = get_object_or_404(rows, pk=object_id)
        return attachment(deletion.certificate, "application/json", f"certificate-{deletion.pk}.json")

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        base = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, f"admin/screening/{template}.html", base | context)


def _do(request: HttpRequest, posting: Posting, *, verb: str, row: int | None, why: str) -> None:
    """Call the verb; a row of another posting is not there. Raises Refused."""
    actor, at = request.user, request.arrived_at
    assert isinstance(actor, User)  # the door asked
    hold = posting.legal_holds.filter(pk=row or 0).first()
    deletion = posting.records_deletions.filter(pk=row or 0).first()
    if (verb == "release" and hold is None) or (verb in ("agree", "take_back") and deletion is None):
        raise Http404
    verbs: dict[str, Callable[[], object]] = {
        "hold": lambda: legal_hold.place(actor=actor, posting=posting, reason=why, at=at),
        "release": lambda: legal_hold.release(actor=actor, hold_id=row or 0, why=why, at=at),
        "propose": lambda: records_deletion.propose(actor=actor, posting=posting, reason=why, at=at),
        "agree": lambda: records_deletion.agree(actor=actor, deletion_id=row or 0, at=at),
        "take_back": lambda: records_deletion.take_back(actor=actor, deletion_id=row or 0, why=why, at=at),
    }
    verbs[verb]()
