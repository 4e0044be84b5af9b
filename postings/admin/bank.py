"""The question bank: its questions, each with its versions, a page to write one, and the button that retires one."""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from postings.admin.bank_form import NAMES, BankQuestionForm
from postings.admin.door import Door
from postings.domain.question_bank import newest_of_each, retire_question, write_question
from postings.errors import FileRefused, Refused
from postings.models import BankQuestion, SupplementalQuestion

ROOM = "admin:postings_bankquestion_changelist"
ONE = "admin:postings_bankquestion_question"
A_PAGE = 50


def register(site: admin.AdminSite, door: Door) -> None:
    """Give the bank a room in a site. ``door`` says who may look and who may write."""
    site.register(BankQuestion, type("BankAdmin", (BankAdmin,), {"door": door}))


class BankAdmin(admin.ModelAdmin):
    door: Door
    room = "Question bank"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.door.may_look(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        """The questions, one with its versions, a page to write, and the button that retires."""
        pages: dict[str, tuple[str, Any]] = {
            "": ("changelist", self.changelist_view),
            "write/": ("write", self.write_view),
            "questions/<slug:code>/": ("question", self.question_view),
            "questions/<slug:code>/write/": ("rewrite", self.write_view),
            "questions/<slug:code>/retire/": ("retire", self.retire_view),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"postings_bankquestion_{name}")
            for route, (name, view) in pages.items()
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The newest version of each question, and how many postings took it."""
        self._must(request, "GET", "HEAD")
        page = Paginator(newest_of_each(), A_PAGE).get_page(request.GET.get("page"))
        taken = SupplementalQuestion.objects.filter(bank__in=[row.code for row in page])
        counts = dict(
            taken.order_by().values_list("bank").annotate(Count("revision__posting", distinct=True))
        )
        context = {
            "title": "Question bank",
            "page": page,
            "rows": [(row, counts.get(row.code, 0), _languages(row)) for row in page],
            "may_write": self._may_write(request),
        }
        return self._page(request, "bank", context)

    def question_view(self, request: HttpRequest, code: str) -> HttpResponse:
        """One question: as it is offered, and every version it had."""
        self._must(request, "GET", "HEAD")
        versions = list(BankQuestion.objects.filter(code=code).select_related("written_by"))
        if not versions:
            raise Http404
        postings = SupplementalQuestion.objects.filter(bank=code).order_by("revision__posting__title")
        context = {
            "title": versions[0].text,
            "question": versions[0],
            "versions": versions,
            "others": [
                (NAMES.get(language, language), texts) for language, texts in versions[0].translations.items()
            ],
            "taken": postings.values_list("revision__posting__title", "bank_version").distinct(),
            "may_write": self._may_write(request),
        }
        return self._page(request, "bank_question", context)

    def write_view(self, request: Any, code: str = "") -> HttpResponse:
        """GET: what to fill in; POST: the question's next version, or the first of a new one."""
        self._must(request, "GET", "HEAD", "POST")
        question = BankQuestion.objects.filter(code=code).order_by("-version").first() if code else None
        if not self._may_write(request) or (code and question is None):
            raise Http404
        posted = request.POST if request.method == "POST" else None
        form, status = BankQuestionForm(posted, question=question), 200
        if posted is not None:
            status = 400
            if form.is_valid():
                new = code or form.cleaned_data["code"]
                try:
                    if not code and BankQuestion.objects.filter(code=new).exists():
                        raise Refused(
                            f"The bank has a question with the code “{new}”. Open that one to change it."
                        )
                    made = write_question(actor=request.user, said=form.said(new), at=request.arrived_at)
                except FileRefused as refused:
                    for problem in refused.problems:
                        form.add_error(None, problem)
                except Refused as refused:
                    form.add_error(None, str(refused))
                else:
                    messages.success(
                        request,
                        f"Version {made.version} is offered. Postings that took the question keep theirs.",
                    )
                    return redirect(ONE, new)
        title = f"Change “{question.text}”" if question else "A new question"
        context = {"title": title, "form": form, "question": question}
        return self._page(request, "bank_write", context, status)

    def retire_view(self, request: Any, code: str) -> HttpResponse:
        """POST: the question is offered no more."""
        self._must(request, "POST")
        if not self._may_write(request) or not BankQuestion.objects.filter(code=code).exists():
            raise Http404
        try:
            retire_question(actor=request.user, code=code, at=request.arrived_at)
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, "Retired. Postings that took the question keep it.")
        return redirect(ONE, code)

    def _may_write(self, request: HttpRequest) -> bool:
        return self.door.may(request.user, "write_bank_question", None)

    def _must(self, request: HttpRequest, *methods: str) -> None:
        if not self.has_view_permission(request) or request.method not in methods:
            raise Http404

    def _page(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        base = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, f"admin/postings/{template}.html", base | context, status=status)


def _languages(question: BankQuestion) -> str:
    return ", ".join(["English", *(NAMES.get(each, each) for each in sorted(question.translations))])
