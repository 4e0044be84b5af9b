"""Pages that anybody may read."""

from django.urls import path

from postings import views

app_name = "postings"

urlpatterns = [
    path("", views.posting_list, name="list"),
    path("how-we-evaluate/", views.how_we_evaluate, name="how_we_evaluate"),
    path("postings/<slug:slug>/", views.detail, name="detail"),
    path("postings/<slug:slug>/revisions/<int:number>/", views.revision, name="revision"),
]
