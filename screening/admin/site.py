"""The personnel office's door: who may enter it, and what stands on its front page."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import LogoutView
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode

from screening.permissions import is_signed_in, may

WINGS = {
    "Postings": ("posting", "bankquestion", "whatif", "reevaluation"),
    "Applications": (
        "application", "scanpart", "secondlook", "duplicatepair", "recusal", "factimport", "scoreimport",
    ),
    "Lists": ("eligiblelist", "offer"),
    "Records": ("dossier", "selectionfigures", "recordsdeletion"),
    "Access": ("user", "apitoken"),
}  # fmt: skip
"""The rooms of the navigation by their models' names: a wing opens on its first."""


class PersonnelSite(admin.AdminSite):
    """The admin for analysts, auditors and system administrators; for anyone else it is not there (404)."""

    site_header = settings.CITY_DEPARTMENT
    site_title = f"{settings.CITY_NAME} {settings.CITY_DEPARTMENT}"
    index_title = "Today"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "enter_admin")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Everything behind the door asks first: a person without a role learns nothing, not even a sign-in page."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            self._turn_away(request)
            try:
                return inner(request, *args, **kwargs)
            except PermissionDenied:
                raise Http404 from None  # what is not yours is not there

        return guarded

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sign in on the one sign-in page, which also asks for the second factor."""
        self._turn_away(request)
        onward = request.GET.get(REDIRECT_FIELD_NAME, reverse("admin:index"))
        if self.has_permission(request):
            return redirect("admin:index")
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: onward})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return LogoutView.as_view(next_page="/")(request)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from screening.admin.today import today  # the rooms it links to are registered with this site

        return today(request, self.each_context(request) | (extra_context or {}))

    def app_index(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The front page is the only index."""
        return redirect("admin:index")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        front = {
            "title": self.index_title,
            "url": reverse("admin:index"),
            "here": request.path == reverse("admin:index"),
        }
        wings = list(self._wings(request))
        return super().each_context(request) | {"front": front, "wings": wings}

    def _wings(self, request: HttpRequest) -> Iterator[dict[str, Any]]:
        """The navigation: each room that this person may look into, by what it serves."""
        registered = {model._meta.model_name: (model, its) for model, its in self._registry.items()}
        for wing, names in WINGS.items():
            rooms = []
            for name in names:
                model, model_admin = registered[name]
                if model_admin.has_view_permission(request):
                    url = reverse(f"admin:{model._meta.app_label}_{name}_changelist")
                    title = getattr(model_admin, "room", str(model._meta.verbose_name_plural))
                    title, here = title[:1].upper() + title[1:], request.path.startswith(url)
                    rooms.append({"title": title, "url": url, "here": here})
            if rooms:
                here = any(room["here"] for room in rooms)
                title = wing if len(rooms) > 1 else rooms[0]["title"]
                yield {"title": title, "url": rooms[0]["url"], "rooms": rooms, "here": here}

    def _turn_away(self, request: HttpRequest) -> None:
        if is_signed_in(request.user) and not self.has_permission(request):
            raise Http404


class ReadOnly(admin.ModelAdmin):
    """Rows to look at. What changes them is a verb with a page of its own; nothing is edited, added or deleted here."""

    read_verb = "read_pools"

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whether the room is open to this person; which rows are in it is said by ``get_queryset``."""
        return may(request.user, self.read_verb)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def must_enter(self, request: HttpRequest, *methods: str) -> None:
        """Raises Http404 for whom the room is not open, and for a method that the page does not have."""
        if not self.has_view_permission(request) or request.method not in methods:
            raise Http404

    def room_page(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        """A page of the room, below admin/screening."""
        base = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, f"admin/screening/{template}.html", base | context, status=status)


personnel_site = PersonnelSite()
