"""One's own account: everything in one file, and deleting it: what goes, what stays, who may not."""

import io
import json
import zipfile
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from screening.city_time import now
from screening.domain import document, own_account
from screening.enums import ApplicationState, Role
from screening.errors import Refused
from screening.models import Application, ContactDetails, Document, History, User
from tests.factories import (
    PASSWORD,
    make_application,
    make_posting,
    make_staff,
    make_submitted_application,
    make_user,
)
from tests.letters import letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(db: None) -> User:
    return make_user("rosa@example.org")


def sign_in(client: Client) -> None:
    client.post("/accounts/login/", {"login": "rosa@example.org", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def test_the_file_holds_everything_of_oneself_and_nothing_of_others(client: Client, rosa: User) -> None:
    draft = make_application(make_posting(), rosa, at=now())
    document.receive(
        actor=rosa,
        application_id=draft.pk,
        kind="oca_documentation",
        file=SimpleUploadedFile("paper.pdf", b"%PDF-1.4\n%%EOF"),
        at=now(),
        job_key="job1",
    )
    make_submitted_application(draft.posting, make_user("eve@example.org", given="Eve"))
    sign_in(client)
    answer: Any = client.get("/account/download/")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    folder = f"applications/{draft.pk}-clerk"
    paper = Document.objects.get()
    assert sorted(archive.namelist()) == [
        "accommodations.json",
        "account.json",
        f"{folder}/README.txt",
        f"{folder}/application.json",
        f"{folder}/documents/{paper.pk}-paper.pdf",
        "notices.json",
        "what-you-did.json",
    ]
    kept = json.loads(archive.read(f"{folder}/application.json"))
    assert json.loads(archive.read("account.json"))["contact"]["address1"] == "12 Market Street"
    assert kept["decision"] is None
    assert b"eve@example.org" not in b"".join(archive.read(name) for name in archive.namelist())


def test_without_a_sent_application_nothing_personal_remains(rosa: User) -> None:
    make_application(make_posting(), rosa, at=now())
    own_account.delete(actor=rosa, at=now())
    rosa.refresh_from_db()
    assert (rosa.get_full_name(), rosa.email, rosa.is_active) == ("", f"deleted-{rosa.pk}@localhost", False)
    assert (Application.objects.count(), EmailAddress.objects.count(), ContactDetails.objects.count()) == (
        0,
        0,
        0,
    )
    line = History.objects.get(verb="delete_own_account")
    assert (line.actor, line.facts) == (rosa, {"drafts": 1, "sent": 0})
    assert [(message.to, message.subject) for message in letters()] == [
        (["rosa@example.org"], "Your account was deleted")
    ]


def test_a_sent_application_stays_and_a_draft_goes(client: Client, rosa: User) -> None:
    sent = make_submitted_application(make_posting("sent"), rosa)
    make_application(make_posting("draft"), rosa, at=now())
    sign_in(client)
    assert client.post("/account/delete/").status_code == 400
    answer = client.post("/account/delete/", {"sure": "on"})
    assert "Your account is deleted" in answer.content.decode()
    assert [(a.pk, a.state) for a in Application.objects.all()] == [(sent.pk, ApplicationState.SUBMITTED)]
    assert sent.submissions.get().contact["family_names"] == "Park"
    assert Session.objects.count() == 0
    sign_in(client)
    assert client.get("/account/").status_code == 302


def test_somebody_with_a_role_cannot_delete_their_account() -> None:
    auditor = make_staff(Role.AUDITOR)
    with pytest.raises(Refused):
        own_account.delete(actor=auditor, at=now())
    assert User.objects.get().is_active


def test_deleting_asks_who_it_is_again(client: Client, rosa: User, time_machine: Any) -> None:
    time_machine.move_to(now(), tick=False)
    sign_in(client)
    assert client.get("/account/delete/").status_code == 200
    time_machine.shift(600)
    answer = client.post("/account/delete/", {"sure": "on"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert User.objects.get().is_active
