"""The hiring manager's addresses, an example of each, and who may open it."""

from tests.screening.addresses import EVERYONE, HIRE, HIRE_READ, HIRING

HIRING_ROOM: dict[str, tuple[str, frozenset[str]]] = {
    "hiring/": ("hiring/", HIRING),
    "hiring/reports/": ("hiring/reports/", HIRING),
    "hiring/reports/<slug:report>/csv/": ("hiring/reports/time/csv/", HIRING),
    "hiring/reports/<slug:report>/xlsx/": ("hiring/reports/reasons/xlsx/", HIRING),
    "hiring/vacancies/new/": ("hiring/vacancies/new/", HIRE | {"other manager"}),
    "hiring/vacancies/<int:pk>/": ("hiring/vacancies/{vacancy}/", HIRE_READ),
    "hiring/vacancies/<int:pk>/cancel/": ("hiring/vacancies/{vacancy}/cancel/", EVERYONE),
    "hiring/vacancies/<int:pk>/interview-list/": ("hiring/vacancies/{vacancy}/interview-list/", HIRE),
    "hiring/interview-lists/<int:pk>/": ("hiring/interview-lists/{list}/", HIRE_READ),
    "hiring/interview-lists/<int:pk>/close/": ("hiring/interview-lists/{list}/close/", EVERYONE),
    "hiring/interview-lists/<int:pk>/csv/": ("hiring/interview-lists/{list}/csv/", HIRE_READ),
    "hiring/interview-lists/<int:pk>/xlsx/": ("hiring/interview-lists/{list}/xlsx/", HIRE_READ),
    "hiring/interview-lists/<int:pk>/print/": ("hiring/interview-lists/{list}/print/", HIRE_READ),
    "hiring/interview-lists/<int:pk>/from-file/": ("hiring/interview-lists/{list}/from-file/", HIRE),
    "hiring/interview-lists/<int:pk>/interviews/": ("hiring/interview-lists/{list}/interviews/", HIRE_READ),
    "hiring/interview-lists/<int:pk>/interviews/add/": (
        "hiring/interview-lists/{list}/interviews/add/",
        HIRE,
    ),
    "hiring/interview-offers/<int:pk>/by-phone/": ("hiring/interview-offers/{offer}/by-phone/", HIRE),
    "hiring/interview-times/<int:pk>/call-off/": ("hiring/interview-times/{slot}/call-off/", EVERYONE),
    "hiring/interview-lists/<int:pk>/interviews/<slug:day>/": (
        "hiring/interview-lists/{list}/interviews/{day}/",
        HIRE_READ,
    ),
    "hiring/interview-lists/<int:pk>/interviews/<slug:day>/pdf/": (
        "hiring/interview-lists/{list}/interviews/{day}/pdf/",
        HIRE_READ,
    ),
    "hiring/interview-times/<int:pk>/panel/": ("hiring/interview-times/{slot}/panel/", HIRE),
    "hiring/interview-times/<int:pk>/scores/": ("hiring/interview-times/{slot}/scores/", HIRE_READ),
    "hiring/vacancies/<int:pk>/interview-questions/": (
        "hiring/vacancies/{vacancy}/interview-questions/",
        HIRE_READ,
    ),
    "hiring/vacancies/<int:pk>/interview-questions/<int:question_pk>/remove/": (
        "hiring/vacancies/{vacancy}/interview-questions/1/remove/",
        EVERYONE,
    ),
    "hiring/referrals/<int:pk>/": ("hiring/referrals/{referral}/", HIRE_READ),
}
