"""Conflicts of interest: the page on which somebody declares one, and the room where a supervisor names another person."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import ModelAdmin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse

from screening.admin.site import ReadOnly, personnel_site
from screening.admin.verb_page import posted, verb_page
from screening.domain import recusal as recusals
from screening.enums_conflict import ConflictKind
from screening.errors import Refused
from screening.forms.recusal import GiveForm, RecuseForm
from screening.models import Application, Recusal
from screening.permissions import authorise, may

A_PAGE = 50


def recuse(model_admin: ModelAdmin, request: HttpRequest, application: Application) -> HttpResponse:
    """Keep out of an application."""
    authorise(request.user, "recuse", application)

    def act(cleaned: dict[str, Any]) -> str:
        recusals.recuse(
            actor=request.user,
            application_id=application.pk,
            kind=ConflictKind(cleaned["kind"]),
            note=cleaned["note"],
            at=request.arrived_at,
        )
        return f"You keep out of application {application.receipt}. A supervising analyst names who takes it over."

    return verb_page(
        model_admin,
        request,
        application,
        form=RecuseForm(posted(request)),
        act=act,
        title=f"Conflict of interest: {application.name}",
        button="Keep out of this application",
        template="recuse",
        leaves=True,
    )


@admin.register(Recusal, site=personnel_site)
class RecusalAdmin(ReadOnly):
    room = "Conflicts of interest"

    def get_urls(self) -> list[URLPattern]:
        """The list, and the page on which a supervisor names somebody."""
        pages = {
            "": ("changelist", self.changelist_view),
            "<int:object_id>/give/": ("give", self.give_view),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"screening_recusal_{name}")
            for route, (name, view) in pages.items()
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who keeps out of what, and who took it over, the newest first."""
        if not self.has_view_permission(request) or request.method not in ("GET", "HEAD"):
            raise Http404
        page = Paginator(recusals.recusals_for(request.user), A_PAGE).get_page(request.GET.get("page"))
        lines = [
            {
                "row": row,
                "own": row.person_id == request.user.pk,
                "open": row.application.state in recusals.OPEN,
                "url": reverse("admin:screening_application_change", args=[row.application_id]),
                "may_give": may(request.user, "give_recused", row.application),
            }
            for row in page
        ]
        context = {"title": self.room, "page": page, "lines": lines}
        return self.room_page(request, "recusals", context)

    def give_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Name who takes an application over."""
        if not self.has_view_permission(request) or request.method not in ("GET", "HEAD", "POST"):
            raise Http404
        row = get_object_or_404(recusals.recusals_for(request.user), pk=object_id)
        authorise(request.user, "give_recused", row.application)
        form, status = GiveForm(posted(request), people=recusals.who_may_take(row)), 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    recusals.give(
                        actor=request.user,
                        recusal_id=row.pk,
                        to=form.cleaned_data["to"],
                        at=request.arrived_at,
                    )
                except Refused as refused:
                    form.add_error(None, str(refused))
                    status = 409
                else:
                    messages.success(
                        request,
                        f"{form.cleaned_data['to']} takes application {row.application.receipt} over.",
                    )
                    return redirect("admin:screening_recusal_changelist")
        context = {"title": f"Who takes {row.application.receipt} over", "row": row, "form": form}
        return self.room_page(request, "recusal_give", context, status)
