"""My vacancies, what each waits for, and one vacancy with its lists."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from postings.requirement_page import readable_levels
from screening.city_time import city_day
from screening.domain import list_closing
from screening.domain import vacancy as vacancies
from screening.domain.eligible_list import days_left
from screening.domain.hiring_queries import lists_to_hire_from, referrals_for, vacancies_for
from screening.domain.waiting import IS_OVER, standings
from screening.enums import VacancyState
from screening.errors import NotAllowed, Refused
from screening.forms.hiring_manager import VacancyForm
from screening.permissions import departments_of, may
from screening.views.hiring_manager.door import hiring_page, say_why_not

A_PAGE = 25


@require_safe
@hiring_page
def front(request: HttpRequest) -> HttpResponse:
    """Every vacancy of my departments that waits for something (or those that are over), and the eligible lists in force."""
    day = city_day(request.arrived_at)
    in_force = list(lists_to_hire_from(request.user, day))
    past = request.GET.get("show") == "past"
    rows = vacancies_for(request.user).filter(IS_OVER if past else ~IS_OVER).order_by("-pk")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: A_PAGE + 1])
    shown = found[:A_PAGE]
    standing = standings(shown, in_force, request.arrived_at)
    return render(
        request,
        "hiring_manager/front.html",
        {
            "past": past,
            "vacancies": [(one, standing[one.pk]) for one in shown],
            "eligible_lists": [(one, days_left(one, day)) for one in in_force],
            "may_open": bool(departments_of(request.user)),
            "next_url": f"?{'show=past&' if past else ''}before={shown[-1].pk}"
            if len(found) > A_PAGE
            else "",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@hiring_page
def new(request: HttpRequest) -> HttpResponse:
    """Open a vacancy."""
    if not departments_of(request.user):
        raise NotAllowed("whoever hires for no department opens no vacancy")
    form = VacancyForm(request.POST or None, actor=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            opened = vacancies.open_vacancy(
                actor=request.user,
                department_id=given["department"].pk,
                job_class_id=given["job_class"].pk,
                requisition=given["requisition"],
                positions=given["positions"],
                location=given["location"],
                at=request.arrived_at,
            )
        except Refused as refused:
            form.add_error("requisition", str(refused))
        else:
            messages.success(
                request, f"Vacancy {opened.requisition} is open. Next, ask for an interview list."
            )
            return redirect("hiring:vacancy", opened.pk)
    return render(request, "hiring_manager/vacancy_new.html", {"form": form}, status=_status(form))


@require_safe
@hiring_page
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One vacancy: what it waits for, the lists issued for it, who is selected."""
    vacancy = get_object_or_404(vacancies_for(request.user), pk=pk)
    day = city_day(request.arrived_at)
    in_force = [
        one
        for one in lists_to_hire_from(request.user, day)
        if one.posting.job_class_id == vacancy.job_class_id
    ]
    works = may(request.user, "work_vacancy", vacancy)
    return render(
        request,
        "hiring_manager/vacancy.html",
        {
            "vacancy": vacancy,
            "standing": standings([vacancy], in_force, request.arrived_at)[vacancy.pk],
            "eligible_lists": [(one, days_left(one, day)) for one in in_force],
            "levels": readable_levels(in_force[0].revision) if in_force else [],
            "interview_lists": vacancies.lists_of(vacancy),
            "selected": referrals_for(request.user).filter(
                interview_list__vacancy=vacancy, selections__isnull=False, selections__ended_at__isnull=True
            ),
            "may_ask": works and vacancy.state == VacancyState.OPEN,
            "may_cancel": works and vacancy.state != VacancyState.CANCELLED,
        },
    )


@require_POST
@hiring_page
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a vacancy, or what is left of it."""
    vacancy = get_object_or_404(vacancies_for(request.user), pk=pk)
    try:
        list_closing.cancel_vacancy(actor=request.user, vacancy_id=vacancy.pk, at=request.arrived_at)
    except Refused as refused:
        say_why_not(request, refused)
    else:
        messages.success(
            request, f"Vacancy {vacancy.requisition} is cancelled. Each person who waited was told."
        )
    return redirect("hiring:vacancy", vacancy.pk)


def _status(form: VacancyForm) -> int:
    return 400 if form.is_bound and form.errors else 200
