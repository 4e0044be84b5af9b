"""The addresses of finding a job, each with one that the matrix of who may see what asks for: everybody may."""

FINDING = {
    "postings/<slug:slug>/closing-date.ics": "postings/other/closing-date.ics",
    "jobs.atom": "jobs.atom",
    "closing-dates.ics": "closing-dates.ics",
    "sitemap.xml": "sitemap.xml",
    "robots.txt": "robots.txt",
    "postings/<slug:slug>/check-yourself/": "postings/{slug}/check-yourself/",
    "postings/<slug:slug>/changes/<int:before>/<int:number>/": "postings/compared/changes/3/4/",
    "tell-me/": "tell-me/",
    "tell-me/confirm/<str:token>/": "tell-me/confirm/wrong/",
    "tell-me/end/<str:token>/": "tell-me/end/wrong/",
}
