"""Ask for an interview list: a filter, what it would leave, and the list itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from postings.list_policy import ListPolicy
from screening.city_time import city_day
from screening.domain import interview_criteria, interview_list, list_serving
from screening.domain.eligible_list import days_left
from screening.domain.hiring_queries import lists_to_hire_from, vacancies_for
from screening.enums import VacancyState
from screening.errors import Refused
from screening.forms.hiring_manager_interview_list import EligibleListForm, InterviewListForm, initial_of
from screening.models import EligibleList, Vacancy
from screening.permissions import authorise
from screening.views.hiring_manager.door import hiring_page, say_why_not


@require_http_methods(["GET", "HEAD", "POST"])
@hiring_page
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks and previews (nothing is changed, no name is shown); POST issues what was previewed."""
    vacancy = get_object_or_404(vacancies_for(request.user), pk=pk)
    authorise(request.user, "ask_for_interview_list", vacancy)
    if request.method == "POST":
        return _issue(request, vacancy)
    day = city_day(request.arrived_at)
    lists, serves = list_serving.in_order(
        [
            one
            for one in lists_to_hire_from(request.user, day)
            if one.posting.job_class_id == vacancy.job_class_id
        ]
    )
    eligible_list = _chosen(lists, request.GET.get("eligible_list", ""))
    context: dict[str, object] = {
        "vacancy": vacancy,
        "lists": lists,
        "eligible_list": eligible_list,
        "why_this_order": list_serving.WHY[serves],
    }
    if eligible_list is None or vacancy.state != VacancyState.OPEN:
        ended = EligibleList.objects.filter(posting__job_class=vacancy.job_class, expires_on__lt=day)
        last_over = ended.order_by("-expires_on").first()
        context["why_over"] = interview_list.over(last_over, day) if last_over else ""
        return render(request, "hiring_manager/ask.html", context)
    try:
        interview_list.must_not_stand_on(request.user, eligible_list)
    except Refused as refused:
        context["conflict"] = str(refused)
        return render(request, "hiring_manager/ask.html", context, status=409)
    form, status = _form(request, vacancy, eligible_list), 200
    if form.is_bound:
        if form.is_valid():
            context |= _preview(request, form, vacancy, eligible_list)
        else:
            status = 400
    context |= {
        "form": form,
        "days_left": days_left(eligible_list, day),
        "list_form": EligibleListForm(initial={"eligible_list": eligible_list.pk}),
        "number": vacancy.interview_lists.count() + 1,
    }
    return render(request, "hiring_manager/ask.html", context, status=status)


def _chosen(lists: list[EligibleList], wanted: str) -> EligibleList | None:
    """The list that was chosen, else the one that serves first."""
    return next((one for one in lists if str(one.pk) == wanted), lists[0] if lists else None)


def _form(request: HttpRequest, vacancy: Vacancy, eligible_list: EligibleList) -> InterviewListForm:
    if "names" in request.GET:
        return InterviewListForm(request.GET, eligible_list=eligible_list)
    last = vacancy.interview_lists.filter(eligible_list=eligible_list).order_by("-number").first()
    return InterviewListForm(initial=initial_of(last.criteria) if last else None, eligible_list=eligible_list)


def _preview(
    request: HttpRequest, form: InterviewListForm, vacancy: Vacancy, eligible_list: EligibleList
) -> dict[str, object]:
    criteria = interview_criteria.read(eligible_list.revision, form.criteria())
    names, day = form.cleaned_data["names"], city_day(request.arrived_at)
    return {
        "served_before": list_serving.served_before(eligible_list, vacancy, criteria, day=day),
        "policy": ListPolicy.of(eligible_list.revision.list_policy),
        "criteria": criteria,
        "names": names,
        "preview": interview_list.preview(
            actor=request.user,
            for_vacancy=vacancy,
            eligible_list=eligible_list,
            criteria=criteria,
            names=names,
            day=day,
        ),
        "asked": [(key, value) for key in form.fields for value in request.GET.getlist(key)],
    }


def _issue(request: HttpRequest, vacancy: Vacancy) -> HttpResponse:
    eligible_list_id = request.POST.get("eligible_list", "")
    number = request.POST.get("number", "")
    here = reverse("hiring:ask", args=[vacancy.pk])
    if not (_is_id(eligible_list_id) and _is_id(number)):
        messages.error(request, "The page was incomplete. Look at the preview again, then issue the list.")
        return redirect(here)
    eligible_list = get_object_or_404(
        EligibleList.objects.filter(posting__job_class=vacancy.job_class).select_related("revision"),
        pk=int(eligible_list_id),
    )
    form = InterviewListForm(request.POST, eligible_list=eligible_list)
    if not form.is_valid():
        messages.error(
            request, "The list was not issued, because something on the page was changed. Ask again below."
        )
        return redirect(here)
    try:
        issued = interview_list.issue(
            actor=request.user,
            vacancy_id=vacancy.pk,
            eligible_list_id=eligible_list.pk,
            names=form.cleaned_data["names"],
            criteria=form.criteria(),
            number=int(number),
            at=request.arrived_at,
        )
    except Refused as refused:
        say_why_not(request, refused)
        return redirect("hiring:vacancy", vacancy.pk)
    count = issued.referrals.count()
    messages.success(
        request,
        f"Interview list {issued.number} is issued with {count} {'name' if count == 1 else 'names'}. "
        "Each person was told that their name was sent to your department.",
    )
    return redirect("hiring:interview_list", issued.pk)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
