"""The applicant's addresses, an example of each, and who may open it."""

from tests.screening.addresses import EVERYONE, OWNER, REVIEW, SIGNED_IN

_ONE = "applications/{sent}/"
_DRAFT = "applications/{draft}/"

OWN: dict[str, tuple[str, frozenset[str]]] = {
    "applications/": ("applications/", SIGNED_IN),
    "notices/": ("notices/", SIGNED_IN),
    "notices/<int:pk>/": ("notices/{notice}/", OWNER),
    "documents/<int:pk>/": ("documents/{document}/", OWNER | REVIEW),
    "documents/<int:pk>/look/": ("documents/{document}/look/", OWNER | REVIEW),
    "applications/<int:pk>/": (_ONE, OWNER),
    "applications/<int:pk>/check/": (f"{_ONE}check/", OWNER),
    "applications/<int:pk>/receipt/": (f"{_ONE}receipt/", OWNER),
    "applications/<int:pk>/receipt/pdf/": (f"{_ONE}receipt/pdf/", OWNER),
    "applications/<int:pk>/everything/": (f"{_ONE}everything/", OWNER),
    "applications/<int:pk>/survey/": (f"{_ONE}survey/", OWNER),
    "applications/<int:pk>/survey/withdraw/": (f"{_ONE}survey/withdraw/", EVERYONE),
    "applications/<int:pk>/documents/add/": (f"{_ONE}documents/add/?kind=typing_certificate", OWNER),
    "applications/<int:pk>/newest-revision/": (f"{_DRAFT}newest-revision/", EVERYONE),
    "applications/<int:pk>/earlier/": (f"{_DRAFT}earlier/", OWNER),
    "applications/<int:pk>/earlier/answers/": (f"{_DRAFT}earlier/answers/", OWNER),
    "applications/<int:pk>/work-history/": (f"{_DRAFT}work-history/", OWNER),
    "applications/<int:pk>/work-history/add/": (f"{_DRAFT}work-history/add/", OWNER),
    "applications/<int:pk>/work-history/so-far/": (f"{_DRAFT}work-history/so-far/", OWNER),
    "applications/<int:pk>/work-history/<slug:job_key>/": (f"{_DRAFT}work-history/job1/", OWNER),
    "applications/<int:pk>/work-history/<slug:job_key>/duties/": (
        f"{_DRAFT}work-history/job1/duties/",
        OWNER,
    ),
    "applications/<int:pk>/work-history/<slug:job_key>/remove/": (
        f"{_DRAFT}work-history/job1/remove/",
        OWNER,
    ),
    "applications/<int:pk>/documents/": (f"{_DRAFT}documents/", OWNER),
    "applications/<int:pk>/documents/cover-sheet/": (f"{_DRAFT}documents/cover-sheet/", EVERYONE),
    "applications/<int:pk>/documents/<int:document_pk>/remove/": (f"{_DRAFT}documents/1/remove/", EVERYONE),
    "applications/<int:pk>/appeal/": (f"{_ONE}appeal/", OWNER),
    "applications/<int:pk>/correct/": ("applications/{appealed}/correct/", OWNER),
    "applications/<int:pk>/correct/<slug:what>/": ("applications/{appealed}/correct/job-new/", OWNER),
    "applications/<int:pk>/standing/pause/": (f"{_ONE}standing/pause/", OWNER),
    "applications/<int:pk>/standing/return/": (f"{_ONE}standing/return/", EVERYONE),
    "applications/<int:pk>/standing/withdraw/": (f"{_ONE}standing/withdraw/", OWNER),
    "applications/<int:pk>/standing/undo/": (f"{_ONE}standing/undo/", EVERYONE),
    "applications/<int:pk>/appeals/<int:appeal_pk>/withdraw/": (
        "applications/{appealed}/appeals/{appeal}/withdraw/",
        OWNER,
    ),
    "applications/<int:pk>/typing/arithmetic/": (f"{_DRAFT}typing/arithmetic/", OWNER),
    "applications/<int:pk>/<slug:section>/": (f"{_DRAFT}contact/", OWNER),
}
