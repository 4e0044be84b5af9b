"""Every address of the site; each room keeps its own."""

from django.urls import include, path

from screening.admin.site import personnel_site
from screening.views import own_account
from screening.views.health import healthz
from screening.views.home import home
from screening.views.language import switch
from screening.views.public import interest
from screening.views.public.self_check import self_check
from screening.views.public.verify import verify
from screening.views.session import session

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", personnel_site.urls),
    path("api/v1/", include("screening.views.api.urls")),
    path("accounts/", include("allauth.urls")),
    path("account/", own_account.data, name="own_account"),
    path("account/contact/", own_account.contact, name="own_contact"),
    path("account/download/", own_account.download, name="own_account_download"),
    path("account/delete/", own_account.delete, name="own_account_delete"),
    path("home/", home, name="home"),
    path("language/", switch, name="language"),
    path("session/", session, name="session"),
    path("tell-me/", interest.ask, name="interest"),
    path("tell-me/confirm/<str:token>/", interest.confirm, name="interest_confirm"),
    path("tell-me/end/<str:token>/", interest.end, name="interest_end"),
    path("verify/", verify, name="verify"),
    path("postings/<slug:slug>/check-yourself/", self_check, name="self_check"),
    path("", include("postings.urls")),
    path("", include("screening.views.applicant.urls")),
    path("accommodation-requests/", include("screening.views.accommodation_officer.urls")),
    path("interviews/", include("screening.views.panel.urls")),
    path("hiring/", include("screening.views.hiring_manager.urls")),
]
