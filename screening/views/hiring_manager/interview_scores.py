"""The questions that everybody of a vacancy is asked, and the scores of one interview."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from screening.domain import interview_score
from screening.domain.interview_queries import live_bookings, slots_for, vacancies_with_questions_for
from screening.errors import Refused
from screening.forms.interview_scores import QuestionForm
from screening.permissions import authorise, may
from screening.views.hiring_manager.door import hiring_page, say_why_not


@require_http_methods(["GET", "HEAD", "POST"])
@hiring_page
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions with their anchors; POST adds one."""
    vacancy = get_object_or_404(vacancies_with_questions_for(request.user), pk=pk)
    if request.method == "POST":
        authorise(request.user, "write_interview_questions", vacancy)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            interview_score.write_question(
                actor=request.user, vacancy_id=vacancy.pk, at=request.arrived_at, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The question is added.")
            return redirect("hiring:interview_questions", vacancy.pk)
    scored = interview_score.is_scored(vacancy)
    return render(
        request,
        "hiring_manager/interview_questions.html",
        {
            "vacancy": vacancy,
            "questions": vacancy.interview_questions.all(),
            "is_scored": scored,
            "may_write": not scored and may(request.user, "write_interview_questions", vacancy),
            "form": form,
        },
        status=400 if form.errors else 200,
    )


@require_POST
@hiring_page
def remove_question(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    """Take a question away, while nobody was scored."""
    vacancy = get_object_or_404(vacancies_with_questions_for(request.user), pk=pk)
    try:
        interview_score.remove_question(
            actor=request.user, vacancy_id=vacancy.pk, question_id=question_pk, at=request.arrived_at
        )
    except Refused as refused:
        say_why_not(request, refused)
    else:
        messages.success(request, "The question is taken away.")
    return redirect("hiring:interview_questions", vacancy.pk)


@require_safe
@hiring_page
def scores(request: HttpRequest, pk: int) -> HttpResponse:
    """The scores of the interview at one time: who is missing, or all of them once they are revealed."""
    slot = get_object_or_404(slots_for(request.user), pk=pk)
    booking = get_object_or_404(live_bookings(), slot=slot)
    return render(
        request,
        "hiring_manager/interview_scores.html",
        {
            "slot": slot,
            "booking": booking,
            "interview_list": slot.interview_list,
            "vacancy": slot.interview_list.vacancy,
            "referral": booking.offer.referral,
            "scores": interview_score.scores_of(booking),
        },
    )
