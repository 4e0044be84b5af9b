"""Offers as the Personnel Department works with them: the checks, by class and day alone, and the Fair Chance steps."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString

from screening.admin import appointment_pages, hiring_reports
from screening.admin.site import ReadOnly, personnel_site
from screening.admin.words import tag
from screening.city_time import city_day
from screening.domain import fair_chance, offer_check
from screening.domain import offer as offers
from screening.domain.offer_queries import (
    checks_of,
    is_being_weighed,
    last_result,
    last_step,
    offers_to_check,
)
from screening.errors import Refused
from screening.forms.offer_check import ResultForm, StepForm
from screening.models import Offer, OfferCheck
from screening.offer_enums import CheckResult, OfferState, OfferWithdrawal
from screening.permissions import may

PAGE = "admin:screening_offer_change"
TONES = {OfferState.MADE: "info", OfferState.ACCEPTED: "info", OfferState.APPOINTED: "success"}


class Line(NamedTuple):
    """A check with what is on record and the forms that may follow."""

    check: OfferCheck
    result: Any
    steps: list[Any]
    answer_by: Any
    result_form: forms.Form | None
    step_form: forms.Form | None


@admin.register(Offer, site=personnel_site)
class OfferAdmin(ReadOnly):
    room = "Offers"
    list_display = ("name", "job_class", "department", "standing", "made_at", "answer_by")
    list_display_links = ("name",)
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    ordering = ("-id",)
    sortable_by = ("made_at", "answer_by")
    list_filter = ("state",)
    search_fields = ("selection__referral__entry__application__name", "vacancy__requisition")
    search_help_text = "A name or a requisition number"
    actions = None
    change_list_template = "admin/screening/offers.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Offer]:
        return offers_to_check(request.user).order_by(*self.ordering)

    def get_urls(self) -> list[URLPattern]:
        """The offers, one offer, and the verbs of its checks."""
        pages: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
            "": ("changelist", self.changelist_view),
            "appointments/": ("appointments", self.appointments_view),
            "reports/": ("reports", partial(hiring_reports.page, self)),
            "reports/<slug:report>/<slug:kind>/": ("report_file", partial(hiring_reports.file, self)),
            "<int:object_id>/change/": ("change", self.change_view),
            "<int:object_id>/take-back/": ("take_back", self.take_back_view),
            "<int:object_id>/checks/<int:check_id>/result/": ("result", self.result_view),
            "<int:object_id>/checks/<int:check_id>/step/": ("step", self.step_view),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"screening_offer_{name}")
            for route, (name, view) in pages.items()
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise Http404
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        own = {"title": "Offers", "may_take_out": may(request.user, "take_out_appointments")}
        return super().changelist_view(request, own | (extra_context or {}))

    def appointments_view(self, request: HttpRequest) -> HttpResponse:
        """Appointments for payroll."""
        return appointment_pages.page(self, request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One offer with its checks."""
        offer = self._offer(request, int(object_id))
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return self._page(request, offer)

    def result_view(self, request: HttpRequest, object_id: int, check_id: int) -> HttpResponse:
        """Record what a check came to."""
        offer = self._offer(request, object_id, works=True)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = ResultForm(request.POST, check_id=check_id, today=city_day(request.arrived_at))

        def act() -> str:
            offer_check.record_result(
                actor=request.user,
                check_id=self._check(offer, check_id),
                result=CheckResult(form.cleaned_data["result"]),
                happened_on=form.cleaned_data["happened_on"],
                at=request.arrived_at,
            )
            return "The result is recorded."

        return self._do(request, offer, form, act)

    def step_view(self, request: HttpRequest, object_id: int, check_id: int) -> HttpResponse:
        """Take a Fair Chance step."""
        offer = self._offer(request, object_id, works=True)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = StepForm(request.POST, check_id=check_id)

        def act() -> str:
            step = fair_chance.take(
                actor=request.user,
                check_id=self._check(offer, check_id),
                step=form.step(),
                delivery=form.delivery(),
                at=request.arrived_at,
            )
            return f"Recorded: {step.get_kind_display()}."

        return self._do(request, offer, form, act)

    def take_back_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Take the offer back for a check that was not completed."""
        offer = self._offer(request, object_id, works=True)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])

        def act() -> str:
            offers.take_back(
                actor=request.user, offer_id=offer.pk, reason=OfferWithdrawal.CHECK, at=request.arrived_at
            )
            return "The offer is taken back. The person and the department were told."

        return self._do(request, offer, forms.Form(request.POST), act)

    def _do(
        self, request: HttpRequest, offer: Offer, form: forms.Form, act: Callable[[], str]
    ) -> HttpResponse:
        if not form.is_valid():
            return self._page(request, offer, form)
        try:
            said = act()
        except Refused as refused:
            form.add_error(None, str(refused))
            return self._page(request, offer, form, status=409)
        messages.success(request, said)
        return redirect(PAGE, offer.pk)

    def _page(
        self, request: HttpRequest, offer: Offer, form: forms.Form | None = None, status: int = 200
    ) -> HttpResponse:
        works = may(request.user, "check_offer", offer) and offer.state == OfferState.ACCEPTED
        checks = checks_of(offer)
        lines = [self._line(check, works, form, request) for check in checks]
        failed = any(line.result and line.result.result == CheckResult.NOT_COMPLETE for line in lines)
        weighed = any(map(is_being_weighed, checks))
        return TemplateResponse(
            request,
            "admin/screening/offer.html",
            self.admin_site.each_context(request)
            | {
                "title": f"Offer to {offer.selection.referral.entry.application.name}",
                "opts": self.opts,
                "offer": offer,
                "application": offer.selection.referral.entry.application,
                "tag": tag(str(offer.get_state_display()), TONES.get(OfferState(offer.state), "warning")),
                "lines": lines,
                "form": form,
                "works": works,
                "may_take_back": works and failed and not weighed,
            },
            status=400 if form is not None and status == 200 else status,
        )

    def _line(self, check: OfferCheck, works: bool, form: forms.Form | None, request: HttpRequest) -> Line:
        last, step = last_result(check), last_step(check)
        open_steps = fair_chance.next_steps(check) if check.about_convictions and last is None else []
        mine = form if getattr(form, "check_id", None) == check.pk else None
        result_form = (
            (mine if isinstance(mine, ResultForm) else None)
            or ResultForm(
                check_id=check.pk, today=city_day(request.arrived_at), conviction=check.about_convictions
            )
            if works and step is None
            else None
        )
        step_form = (
            (mine if isinstance(mine, StepForm) else None) or StepForm(check_id=check.pk, steps=open_steps)
            if works and open_steps
            else None
        )
        return Line(
            check,
            last,
            list(check.fair_chance.all()),
            fair_chance.last_day_of(check),
            result_form,
            step_form,
        )

    def _offer(self, request: HttpRequest, object_id: int, *, works: bool = False) -> Offer:
        offer = offers_to_check(request.user).filter(pk=object_id).first()
        if offer is None or not self.has_view_permission(request):
            raise Http404
        if works and not may(request.user, "check_offer", offer):
            raise Http404
        return offer

    def _check(self, offer: Offer, check_id: int) -> int:
        if not offer.checks.filter(pk=check_id).exists():
            raise Http404
        return check_id

    @admin.display(description="Name")
    def name(self, offer: Offer) -> str:
        return offer.selection.referral.entry.application.name

    @admin.display(description="Class")
    def job_class(self, offer: Offer) -> str:
        return str(offer.vacancy.job_class)

    @admin.display(description="Department")
    def department(self, offer: Offer) -> str:
        return str(offer.vacancy.department)

    @admin.display(description="Where it stands")
    def standing(self, offer: Offer) -> SafeString:
        return tag(str(offer.get_state_display()), TONES.get(OfferState(offer.state), "warning"))
