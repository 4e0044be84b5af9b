"""Second looks: what was set aside, the blind page, the page of the third person, and how far reviewers agree."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path

from screening.admin.record import record_of
from screening.admin.site import ReadOnly, personnel_site
from screening.admin.verb_page import posted
from screening.agreement_picture import agreement_svg
from screening.domain import agreement
from screening.domain import second_look as second_looks
from screening.domain.proof import Proof
from screening.domain.queries import latest_submission, postings_for
from screening.domain.second_look_queries import blind_to, disagreements, second_looks_to_take
from screening.enums import Finding, Outcome
from screening.errors import Refused
from screening.forms.second_look import EndForm, SecondLookForm
from screening.models import SecondLook
from screening.permissions import may

A_PAGE = 50
LIST = "admin:screening_secondlook_changelist"
VIEWERS = {"application/pdf": "frame", "image/jpeg": "image", "image/png": "image"}


@admin.register(SecondLook, site=personnel_site)
class SecondLookAdmin(ReadOnly):
    room = "Second looks"

    def get_urls(self) -> list[URLPattern]:
        """The list, the blind page, the third person's page, the figures of a posting."""
        pages = {
            "": ("changelist", self.changelist_view),
            "<int:object_id>/look/": ("look", self.look_view),
            "<int:object_id>/end/": ("end", self.end_view),
            "agreement/<int:posting_id>/": ("agreement", self.agreement_view),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"screening_secondlook_{name}")
            for route, (name, view) in pages.items()
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What waits for this person, and the postings with figures."""
        self._must_be(request, "GET")
        to_take = second_looks_to_take(request.user)
        postings = postings_for(request.user).filter(second_look_draws__isnull=False).order_by("title", "pk")
        context = {
            "title": self.room,
            "page": Paginator(to_take, A_PAGE).get_page(request.GET.get("page")),
            "disagreements": disagreements(request.user)[:A_PAGE],
            "postings": postings.distinct(),
            "percent": second_looks.PERCENT,
        }
        return self.room_page(request, "second_looks", context)

    def look_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The record and the requirements, without any result; POST enters what this person found."""
        self._must_be(request, "GET", "POST")
        look = get_object_or_404(second_looks_to_take(request.user), pk=object_id)
        if not may(request.user, "take_second_look", look):
            raise Http404
        asked = second_looks.requirements_of(look)
        form = SecondLookForm(posted(request), asked=asked, named=Proof.of(look.evaluation).named())

        def act(cleaned: dict[str, Any]) -> str:
            made = second_looks.look_again(
                actor=request.user,
                look_id=look.pk,
                findings=form.findings(),
                finding=Finding(cleaned["finding"]),
                requirement=cleaned["requirement"],
                note=cleaned["note"],
                at=request.arrived_at,
            )
            if made.decision_id is not None:
                return "You found what the first reviewer was about to confirm. It is decided."
            return "You found otherwise than the first reviewer. A supervising analyst decides as the third person."

        application = look.application
        record = record_of(application, latest_submission(application))
        for paper in record.get("documents", []):
            paper["viewer"] = VIEWERS.get(paper["document"].content_type, "")
        context = {
            "title": f"Second look: {application.name}",
            "look": look,
            "application": application,
            "record": record,
            "asked": asked,
            "actions": {},
            "button": "Enter what I found",
        }
        return self._verb(request, "second_look", form, act, context)

    def end_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Both findings side by side; POST decides as the third person."""
        self._must_be(request, "GET", "POST")
        rows = disagreements(request.user).select_related(
            "application__posting", "evaluation", "first_reviewer", "looked_by"
        )
        look = get_object_or_404(rows, pk=object_id)
        proof = Proof.of(look.evaluation)
        found = {node.id: node.outcome for root in proof.roots for node in root.walk()}
        form = EndForm(posted(request), named=proof.named())

        def act(cleaned: dict[str, Any]) -> str:
            made = second_looks.end_disagreement(
                actor=request.user,
                look_id=look.pk,
                finding=Finding(cleaned["finding"]),
                requirement=cleaned["requirement"],
                note=cleaned["note"],
                at=request.arrived_at,
            )
            return f"Decided: {look.application.name}, {made.get_finding_display().lower()}."

        context = {
            "title": f"Two findings: {look.application.name}",
            "look": look,
            "application": look.application,
            "lines": [
                {
                    "words": words,
                    "first": second_looks.ANSWERS[Outcome(found[key])],
                    "second": second_looks.ANSWERS[Outcome(look.findings[key])],
                    "differs": found[key] != look.findings[key],
                }
                for key, words in proof.named().items()
                if key in look.findings and key in found
            ],
            "button": "Decide",
        }
        return self._verb(request, "second_look_end", form, act, context)

    def agreement_view(self, request: HttpRequest, posting_id: int) -> HttpResponse:
        """The figures of one posting as a table and a picture."""
        self._must_be(request, "GET")
        posting = get_object_or_404(postings_for(request.user), pk=posting_id)
        lines = agreement.lines_of(posting)
        context = {
            "title": f"Agreement of reviewers: {posting}",
            "lines": lines,
            "svg": agreement_svg(lines),
            "waiting": blind_to(request.user).filter(application__posting=posting).count(),
        }
        return self.room_page(request, "agreement", context)

    def _verb(
        self, request: HttpRequest, template: str, form: forms.Form, act: Any, context: dict[str, Any]
    ) -> HttpResponse:
        status = 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    messages.success(request, act(form.cleaned_data))
                except Refused as refused:
                    form.add_error(None, str(refused))
                    status = 409
                else:
                    return redirect(LIST)
        return self.room_page(request, template, context | {"form": form}, status)

    def _must_be(self, request: HttpRequest, *methods: str) -> None:
        if not self.has_view_permission(request) or request.method not in ("HEAD", *methods):
            raise Http404
