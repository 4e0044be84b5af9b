"""Accounts and roles, for system administrators alone. Nothing that an applicant wrote is shown here."""

from typing import Any

from django.contrib import admin
from django.db.models import Field, QuerySet
from django.forms import BaseModelFormSet, Media, ModelForm
from django.forms import Field as FormField
from django.http import HttpRequest, HttpResponse

from screening.admin.paging import BoundedPaginator
from screening.admin.site import personnel_site
from screening.domain import account as accounts
from screening.models import RoleAssignment, User
from screening.permissions import may


class ForSystemAdministrators:
    """Every permission of this room is one: managing accounts. Nothing is deleted, accounts are closed."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "manage_accounts")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "manage_accounts")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "manage_accounts")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "manage_accounts")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RoleInline(ForSystemAdministrators, admin.StackedInline):
    model = RoleAssignment
    extra = 1
    template = "admin/screening/roles.html"
    verbose_name = "role"
    verbose_name_plural = "roles"

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField | None:
        """Plain controls, without the links to add or change what they choose from."""
        return db_field.formfield(**kwargs)

    @property
    def media(self) -> Media:
        """None: one empty row at a time stands there, without a script."""
        return Media()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "manage_accounts")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A role is granted or taken back, never turned into another."""
        return False


@admin.register(User, site=personnel_site)
class AccountAdmin(ForSystemAdministrators, admin.ModelAdmin):
    room = "Accounts"
    fields = ("email", "first_name", "last_name", "is_active", "last_login")
    readonly_fields = ("last_login",)
    inlines = (RoleInline,)
    list_display = ("email", "first_name", "last_name", "roles_held", "is_active", "last_login")
    list_filter = ("is_active", "roles__role")
    search_fields = ("email", "first_name", "last_name")
    search_help_text = "An e-mail address or a name"
    ordering = ("email",)
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("roles__department", "roles__posting")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": "Accounts", **(extra_context or {})})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        title = {"title": "Account" if object_id else "New account", "show_save_and_add_another": False}
        return super().changeform_view(request, object_id, form_url, title | (extra_context or {}))

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """The address is the account: only its owner changes it, on the account's own pages."""
        return self.readonly_fields if obj is None else ("email", *self.readonly_fields)

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        who: dict[str, Any] = {"actor": request.user, "at": request.arrived_at}
        if not change:
            accounts.open_account(user=obj, **who)
            return
        if {"first_name", "last_name"} & set(form.changed_data):
            accounts.rename(user_id=obj.pk, given_names=obj.first_name, family_names=obj.last_name, **who)
        if "is_active" in form.changed_data:
            verb = accounts.reopen if obj.is_active else accounts.close
            verb(user_id=obj.pk, **who)

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool
    ) -> None:
        granted = formset.save(commit=False)
        for role in formset.deleted_objects:
            accounts.take_back(actor=request.user, role=role, at=request.arrived_at)
        for role in granted:
            accounts.grant(actor=request.user, role=role, at=request.arrived_at)

    @admin.display(description="Roles")
    def roles_held(self, user: User) -> str:
        return "; ".join(str(role) for role in user.roles.all())
