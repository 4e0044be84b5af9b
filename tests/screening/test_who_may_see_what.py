"""One matrix: every address of the site × everybody who might ask. An address that it does not name fails the test."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver

from screening.city_time import now
from screening.domain import accommodation, evaluation
from screening.domain import document as documents
from screening.enums import AccommodationStep, ApplicationState, Outcome, Role
from screening.models import Application, InterviewList, User
from tests.factories import make_application, make_posting, make_staff, make_user, put_under_name
from tests.factories_postings import make_department
from tests.postings.admin.writing import WRITING, stage_a_pool, try_a_draft
from tests.postings.data_files import load_and_publish, small
from tests.screening.addresses import (
    ACCOUNTS,
    ADMIN,
    DECIDE,
    EVERYONE,
    NOBODY,
    OFFICER,
    OUTSIDE,
    OWNER,
    POOLS,
    REVIEW,
    SIGNED_IN,
    WHO,
    WORK_POOLS,
    addresses,
)
from tests.screening.admin.standing_behind import STANDING_BEHIND, stand_behind
from tests.screening.api.addresses import API, make_token
from tests.screening.appealed import appealed
from tests.screening.applicant.addresses import OWN
from tests.screening.hiring_manager.addresses import HIRING_ROOM
from tests.screening.interviews.addresses import INTERVIEWS, arrange_interview
from tests.screening.lists import propose_extension, propose_removal
from tests.screening.offers.addresses import OFFERS, offer_a_position
from tests.screening.public.addresses import FINDING
from tests.screening.tray.addresses import TRAY, lay_in_tray

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CANARY = "Canary Wharfinger"
_REVIEWED = "admin/screening/application/{sent}/"

MATRIX: dict[str, tuple[str, frozenset[str]]] = {
    **{address: (example, EVERYONE) for address, example in FINDING.items()},
    "healthz": ("healthz", EVERYONE),
    "": ("", EVERYONE),
    "how-we-evaluate/": ("how-we-evaluate/", EVERYONE),
    "postings/<slug:slug>/": ("postings/{slug}/", EVERYONE),
    "postings/<slug:slug>/revisions/<int:number>/": ("postings/{slug}/revisions/8/", EVERYONE),
    "postings/<slug:slug>/apply/": ("postings/{slug}/apply/", EVERYONE),
    "home/": ("home/", SIGNED_IN),
    "account/": ("account/", SIGNED_IN),
    "account/contact/": ("account/contact/", SIGNED_IN),
    "account/download/": ("account/download/", SIGNED_IN),
    "account/delete/": ("account/delete/", SIGNED_IN),
    "session/": ("session/", EVERYONE),
    "language/": ("language/", EVERYONE),
    "verify/": ("verify/", EVERYONE),
    **OWN,
    "accommodation/": ("accommodation/?posting={slug}", EVERYONE),
    "accommodation/sent/": ("accommodation/sent/", EVERYONE),
    "accommodation/<int:pk>/": ("accommodation/{asked}/", OWNER),
    "accommodation/<int:pk>/withdraw/": ("accommodation/{asked}/withdraw/", EVERYONE),
    "accommodation-requests/": ("accommodation-requests/", OFFICER),
    "accommodation-requests/<int:pk>/": ("accommodation-requests/{asked}/", OFFICER),
    **HIRING_ROOM,
    **INTERVIEWS,
    **OFFERS,
    "admin/": ("admin/", ADMIN),
    "admin/screening/application/": ("admin/screening/application/", POOLS),
    "admin/screening/application/<int:object_id>/change/": (f"{_REVIEWED}change/", REVIEW),
    "admin/screening/application/<int:object_id>/confirm/": (f"{_REVIEWED}confirm/", DECIDE),
    "admin/screening/application/<int:object_id>/decide/": (f"{_REVIEWED}decide/", DECIDE),
    "admin/screening/application/<int:object_id>/reverse/": (
        "admin/screening/application/{listed}/reverse/",
        DECIDE,
    ),
    "admin/screening/application/<int:object_id>/ask/": (f"{_REVIEWED}ask/", DECIDE),
    "admin/screening/application/<int:object_id>/ask-for-facts/": (f"{_REVIEWED}ask-for-facts/", DECIDE),
    "admin/screening/application/<int:object_id>/settle/": (f"{_REVIEWED}settle/", DECIDE),
    # only where a re-evaluation contradicts a decision: tests/screening/reevaluation
    "admin/screening/application/<int:object_id>/returned/": (f"{_REVIEWED}returned/", frozenset()),
    "admin/screening/application/<int:object_id>/lift/": (f"{_REVIEWED}lift/", DECIDE),
    "admin/screening/application/<int:object_id>/documents/<int:document_id>/": (
        f"{_REVIEWED}documents/{{document}}/",
        DECIDE,
    ),
    "admin/screening/application/<int:object_id>/appeals/<int:appeal_id>/": (
        "admin/screening/application/{appealed}/appeals/{appeal}/",
        {"supervisor"},
    ),
    "admin/screening/application/<int:object_id>/credit/": (f"{_REVIEWED}credit/", NOBODY),  # gives none here
    "admin/screening/application/<int:object_id>/again/": (f"{_REVIEWED}again/", DECIDE),
    "admin/screening/application/by-code/": ("admin/screening/application/by-code/", WORK_POOLS),
    "admin/screening/application/confirm-as-evaluated/": (
        "admin/screening/application/confirm-as-evaluated/",
        WORK_POOLS,
    ),
    "admin/screening/eligiblelist/": ("admin/screening/eligiblelist/", POOLS),
    "admin/screening/eligiblelist/<int:object_id>/change/": (
        "admin/screening/eligiblelist/{eligible}/change/",
        REVIEW,
    ),
    "admin/screening/eligiblelist/<int:object_id>/as-of/": (
        "admin/screening/eligiblelist/{eligible}/as-of/",
        REVIEW,
    ),
    "admin/screening/eligiblelist/<int:object_id>/names/<int:entry_id>/": (
        "admin/screening/eligiblelist/{eligible}/names/{entry}/",
        REVIEW,
    ),
    "admin/screening/eligiblelist/<int:object_id>/last-day/": (
        "admin/screening/eligiblelist/{eligible}/last-day/",
        DECIDE,
    ),
    "admin/screening/eligiblelist/<int:object_id>/last-day/<int:change_id>/agree/": (
        "admin/screening/eligiblelist/{eligible}/last-day/{last_day}/agree/",
        DECIDE,
    ),
    "admin/screening/eligiblelist/<int:object_id>/last-day/<int:change_id>/drop/": (
        "admin/screening/eligiblelist/{eligible}/last-day/{last_day}/drop/",
        DECIDE,
    ),
    "admin/screening/eligiblelist/establish/<int:posting_id>/": (
        "admin/screening/eligiblelist/establish/{posting}/",
        DECIDE,
    ),
    "admin/postings/posting/": ("admin/postings/posting/", POOLS),
    "admin/postings/posting/<int:object_id>/change/": ("admin/postings/posting/{posting}/change/", REVIEW),
    **WRITING,
    "admin/postings/posting/<int:object_id>/close/": (
        "admin/postings/posting/{posting}/close/",
        {"supervisor"},
    ),
    "admin/postings/posting/<int:object_id>/cancel/": (
        "admin/postings/posting/{posting}/cancel/",
        {"supervisor"},
    ),
    "admin/postings/posting/<int:object_id>/revisions/<int:number>/": (
        "admin/postings/posting/{posting}/revisions/8/",
        REVIEW,
    ),
    "admin/postings/posting/<int:object_id>/revisions/<int:number>/publish/": (
        "admin/postings/posting/{posting}/revisions/8/publish/",
        {"supervisor"},
    ),
    **STANDING_BEHIND,
    **TRAY,
    **API,
    "admin/screening/user/": ("admin/screening/user/", ACCOUNTS),
    "admin/screening/user/add/": ("admin/screening/user/add/", ACCOUNTS),
    "admin/screening/user/<path:object_id>/history/": ("admin/screening/user/{owner}/history/", ACCOUNTS),
    "admin/screening/user/<path:object_id>/delete/": ("admin/screening/user/{owner}/delete/", NOBODY),
    "admin/screening/user/<path:object_id>/change/": ("admin/screening/user/{owner}/change/", ACCOUNTS),
    "admin/^(?P<app_label>screening|postings)/$": ("admin/screening/", ADMIN),
}


def test_every_address_of_the_site_is_named_here() -> None:
    unnamed = [
        address
        for address in addresses(get_resolver())
        if address not in MATRIX and not address.startswith(OUTSIDE)
    ]
    assert unnamed == []


@pytest.fixture
def scene(db: None) -> tuple[dict[str, Any], dict[str, Client]]:
    call_command("load_posting", "postings/data/customer-services-representative.yaml", stdout=StringIO())
    call_command("load_demonstration", stdout=StringIO())
    listed = InterviewList.objects.first()
    assert listed is not None
    posting = listed.eligible_list.posting
    sent = Application.objects.filter(state=ApplicationState.IN_REVIEW, outcome=Outcome.NOT_MET).first()
    assert sent is not None
    owner = sent.applicant
    User.objects.filter(pk=owner.pk).update(first_name="Canary", last_name="Wharfinger")
    put_under_name(sent, CANARY)
    document = documents.receive(
        actor=owner,
        application_id=sent.pk,
        kind="typing_certificate",
        file=SimpleUploadedFile("paper.pdf", b"%PDF-1.4\n%%EOF"),
        at=now(),
    )

    evaluation.evaluate_due(clock=now)
    asked = accommodation.ask(
        actor=owner, step=AccommodationStep.TEST, need=f"{CANARY} needs time", reach=CANARY, at=now()
    )
    panelist = User.objects.get(email="panel@example.org")
    interview, candidate = arrange_interview(listed, panelist)
    offered, hired = offer_a_position(listed)
    names = {
        "asked": asked.pk,
        "slug": posting.slug,
        "posting": posting.pk,
        "sent": sent.pk,
        "draft": make_application(make_posting(opens_at=posting.opens_at), owner, at=now()).pk,
        "notice": owner.notices.first().pk,
        "document": document.pk,
        "vacancy": listed.vacancy_id,
        "list": listed.pk,
        "referral": listed.referrals.first().pk,
        "eligible": listed.eligible_list_id,
        **propose_removal(hired),
        "last_day": propose_extension(listed.eligible_list).pk,
        "listed": listed.referrals.first().entry.application_id,
        "owner": owner.pk,
        **appealed(owner, posting),
        **stand_behind(posting),
        **interview,
        **offered,
        **lay_in_tray(),
        "what_if": try_a_draft(posting),
        "stage": stage_a_pool(posting),
        "token": make_token(User.objects.get(email="supervisor@example.org"), posting.department)[0].pk,
    }
    elsewhere = make_posting(
        "other", title="Other", opens_at=posting.opens_at, closes_at=now() + timedelta(days=9)
    )
    compared = {**small()["posting"], "slug": "compared"}
    for days in (180, 90):
        load_and_publish(small(posting=compared, eligible_list={"days": days}))
    people: dict[str, User | None] = {
        "anonymous": None,
        "stranger": make_user("stranger@example.org", given="Some", family="Body"),
        "owner": owner,
        "analyst": User.objects.get(email="analyst@example.org"),
        "other analyst": make_staff(Role.ANALYST, "other.analyst@example.org", posting=elsewhere),
        "supervisor": User.objects.get(email="supervisor@example.org"),
        "manager": User.objects.get(email="manager@example.org"),
        "other manager": make_staff(
            Role.HIRING_MANAGER, "other.manager@example.org", department=make_department("library", "Library")
        ),
        "auditor": User.objects.get(email="auditor@example.org"),
        "administrator": User.objects.get(email="accounts@example.org"),
        "officer": User.objects.get(email="accommodations@example.org"),
        "panel member": panelist,
        "candidate": candidate,
        "hired": hired,
    }
    clients = {who: Client() for who in WHO}
    for who, person in people.items():
        if person is not None:
            clients[who].force_login(person, backend=BACKEND)
    return names, clients


def test_each_address_answers_each_person_as_the_matrix_says(
    scene: tuple[dict[str, Any], dict[str, Client]],
) -> None:
    names, clients = scene
    wrong = []
    for address, may in MATRIX.values():
        path = "/" + address.format(**names)
        for who, client in clients.items():
            answer = client.get(path)
            body = b"" if answer.streaming else answer.content
            opened = answer.status_code in (200, 302, 405) and not _asks_to_sign_in(answer)
            if opened != (who in may):
                wrong.append(
                    f"{path} {who}: {answer.status_code}, expected {'open' if who in may else 'closed'}"
                )
            elif not opened and CANARY.encode() in body:
                wrong.append(f"{path} {who}: shows whom it is about")
            elif (
                not opened
                and answer.status_code not in ((401, 404) if path.startswith("/api/v1/") else (404,))
                and not (who == "anonymous" and _asks_to_sign_in(answer))
            ):
                wrong.append(f"{path} {who}: {answer.status_code} where 404 tells nothing")
    assert wrong == []


def _asks_to_sign_in(answer: Any) -> bool:
    return answer.status_code == 302 and "/login/" in answer["Location"]
