"""Every address of the site; each room keeps its own."""

from django.urls import include, path

from screening.admin.site import personnel_site
from screening.views.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", personnel_site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("postings.urls")),
    path("hiring/", include("screening.views.hiring_manager.urls")),
]
