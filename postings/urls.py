"""Pages that anybody may read, and the same for programs."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from postings import feeds, views, views_finding

app_name = "postings"

urlpatterns = [
    path("", views_finding.posting_list, name="list"),
    path("how-we-evaluate/", views.how_we_evaluate, name="how_we_evaluate"),
    path("postings/<slug:slug>/", views.detail, name="detail"),
    path("postings/<slug:slug>/closing-date.ics", feeds.closing_date, name="closing_date"),
    path("postings/<slug:slug>/revisions/<int:number>/", views.revision, name="revision"),
    path("postings/<slug:slug>/changes/<int:before>/<int:number>/", views.changes, name="changes"),
    path("jobs.atom", feeds.NewestPostings(), name="feed"),
    path("closing-dates.ics", feeds.closing_dates, name="closing_dates"),
    path("sitemap.xml", sitemap, {"sitemaps": feeds.SITEMAPS}, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
]
