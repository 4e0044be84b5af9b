"""Every address of the site; each room keeps its own."""

from django.urls import include, path
from django.views.generic import RedirectView

from screening.views.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    # one sign-in for everybody, so that the second factor cannot be walked around
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("accounts/", include("allauth.urls")),
    path("hiring/", include("screening.views.hiring_manager.urls")),
]
