"""The applicant's addresses."""

from django.urls import path

from screening.views.applicant import (
    accommodation,
    appeals,
    copies,
    documents,
    jobs,
    notices,
    reuse,
    sections,
    sending,
    start,
    status,
    survey,
    typing,
)

app_name = "applicant"
_one = "applications/<int:pk>/"
urlpatterns = [
    path("postings/<slug:slug>/apply/", start.begin, name="start"),
    path("applications/", start.mine, name="applications"),
    path(_one, status.application, name="application"),
    path(f"{_one}newest-revision/", start.newest_revision, name="newest_revision"),
    path(f"{_one}earlier/", reuse.earlier, name="earlier"),
    path(f"{_one}earlier/answers/", reuse.answers, name="earlier_answers"),
    path(f"{_one}work-history/", jobs.history, name="work_history"),
    path(f"{_one}work-history/so-far/", jobs.counted, name="so_far"),
    path(f"{_one}work-history/add/", jobs.edit, name="job_add"),
    path(f"{_one}work-history/<slug:job_key>/", jobs.edit, name="job"),
    path(f"{_one}work-history/<slug:job_key>/duties/", jobs.duties, name="duties"),
    path(f"{_one}work-history/<slug:job_key>/remove/", jobs.remove, name="job_remove"),
    path(f"{_one}documents/", documents.overview, name="documents"),
    path(f"{_one}documents/add/", documents.add, name="document_add"),
    path(f"{_one}documents/cover-sheet/", documents.cover_sheet, name="cover_sheet"),
    path(f"{_one}documents/<int:document_pk>/remove/", documents.remove, name="document_remove"),
    path(f"{_one}check/", sending.check, name="check"),
    path(f"{_one}receipt/", sending.receipt, name="receipt"),
    path(f"{_one}receipt/pdf/", sending.receipt_pdf, name="receipt_pdf"),
    path(f"{_one}everything/", copies.everything, name="everything"),
    path(f"{_one}survey/", survey.survey, name="survey"),
    path(f"{_one}survey/withdraw/", survey.withdraw, name="survey_withdraw"),
    path(f"{_one}appeal/", appeals.file, name="appeal"),
    path(f"{_one}appeals/<int:appeal_pk>/withdraw/", appeals.withdraw, name="appeal_withdraw"),
    path(f"{_one}typing/arithmetic/", typing.arithmetic, name="arithmetic"),
    path(f"{_one}<slug:section>/", sections.section, name="section"),
    path("documents/<int:pk>/", documents.download, name="download"),
    path("accommodation/", accommodation.ask, name="accommodation"),
    path("accommodation/sent/", accommodation.sent, name="accommodation_sent"),
    path("accommodation/<int:pk>/", accommodation.one, name="accommodation_one"),
    path("accommodation/<int:pk>/withdraw/", accommodation.withdraw, name="accommodation_withdraw"),
    path("notices/", notices.mine, name="notices"),
    path("notices/<int:pk>/", notices.one, name="notice"),
]
