"""The addresses of an interview panel, below /interviews/."""

from django.urls import path

from screening.views.panel import interviews

app_name = "panel"
urlpatterns = [
    path("", interviews.mine, name="interviews"),
    path("<int:pk>/", interviews.one, name="interview"),
]
