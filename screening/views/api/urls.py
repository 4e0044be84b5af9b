"""The addresses of the read API, below /api/v1/."""

from django.urls import path

from screening.views.api.reading import api
from screening.views.api.reference import reference, schema

urlpatterns = [
    path("reference/", reference, name="api_reference"),
    path("openapi.json", schema, name="api_schema"),
    path("", api.urls),
]
