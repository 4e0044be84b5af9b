"""The addresses of an interview panel, below /interviews/."""

from django.urls import path

from screening.views.panel import day_sheet, interviews

app_name = "panel"
urlpatterns = [
    path("", interviews.mine, name="interviews"),
    path("days/<int:pk>/<slug:day>/", day_sheet.page, name="day_sheet"),
    path("days/<int:pk>/<slug:day>/pdf/", day_sheet.pdf, name="day_sheet_pdf"),
    path("<int:pk>/", interviews.one, name="interview"),
    path("<int:pk>/calendar/", interviews.calendar, name="calendar"),
]
