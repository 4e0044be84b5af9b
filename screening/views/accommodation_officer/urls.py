"""The accommodation officer's addresses, below /accommodation-requests/."""

from django.urls import path

from screening.views.accommodation_officer import requests

app_name = "accommodation"
urlpatterns = [
    path("", requests.requests, name="requests"),
    path("<int:pk>/", requests.one, name="request"),
]
