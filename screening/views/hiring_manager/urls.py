"""The hiring manager's addresses, below /hiring/."""

from django.urls import path

from screening.views.hiring_manager import (
    asking,
    by_phone,
    dispositions_by_file,
    interview_day,
    interview_lists,
    interview_panel,
    interview_scores,
    interviews,
    offers,
    referrals,
    reports,
    vacancies,
)

app_name = "hiring"
urlpatterns = [
    path("", vacancies.front, name="front"),
    path("reports/", reports.page, name="reports"),
    path("reports/<slug:report>/csv/", reports.csv, name="report_csv"),
    path("reports/<slug:report>/xlsx/", reports.xlsx, name="report_xlsx"),
    path("vacancies/new/", vacancies.new, name="vacancy_new"),
    path("vacancies/<int:pk>/", vacancies.detail, name="vacancy"),
    path("vacancies/<int:pk>/cancel/", vacancies.cancel, name="vacancy_cancel"),
    path("vacancies/<int:pk>/interview-list/", asking.ask, name="ask"),
    path("interview-lists/<int:pk>/", interview_lists.detail, name="interview_list"),
    path("interview-lists/<int:pk>/close/", interview_lists.close, name="interview_list_close"),
    path("interview-lists/<int:pk>/csv/", interview_lists.csv, name="interview_list_csv"),
    path("interview-lists/<int:pk>/xlsx/", interview_lists.xlsx, name="interview_list_xlsx"),
    path("interview-lists/<int:pk>/from-file/", dispositions_by_file.page, name="interview_list_from_file"),
    path("interview-lists/<int:pk>/print/", interview_lists.print_page, name="interview_list_print"),
    path("interview-lists/<int:pk>/interviews/", interviews.overview, name="interviews"),
    path("interview-lists/<int:pk>/interviews/add/", interviews.add, name="interview_times"),
    path("interview-lists/<int:pk>/interviews/<slug:day>/", interview_day.page, name="interview_day"),
    path("interview-lists/<int:pk>/interviews/<slug:day>/pdf/", interview_day.pdf, name="interview_day_pdf"),
    path("interview-offers/<int:pk>/by-phone/", by_phone.by_phone, name="by_phone"),
    path("interview-times/<int:pk>/call-off/", interviews.call_off, name="interview_call_off"),
    path("interview-times/<int:pk>/panel/", interview_panel.panel, name="interview_panel"),
    path("interview-times/<int:pk>/scores/", interview_scores.scores, name="interview_scores"),
    path("vacancies/<int:pk>/interview-questions/", interview_scores.questions, name="interview_questions"),
    path(
        "vacancies/<int:pk>/interview-questions/<int:question_pk>/remove/",
        interview_scores.remove_question,
        name="interview_question_remove",
    ),
    path("referrals/<int:pk>/", referrals.detail, name="referral"),
    path("referrals/<int:pk>/offer/", offers.new, name="offer_new"),
    path("offers/<int:pk>/", offers.detail, name="offer"),
    path("offers/<int:pk>/take-back/", offers.take_back, name="offer_take_back"),
    path("offers/<int:pk>/appoint/", offers.appoint, name="appoint"),
    path("offers/<int:pk>/letter/", offers.letter, name="offer_letter"),
]
