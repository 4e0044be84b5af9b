"""What is another person's is not found; without signing in nothing is shown."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from screening.city_time import now
from screening.domain import application as applications
from screening.domain import document as documents
from screening.enums import Role
from screening.models import Application, Notice
from tests.factories import make_staff
from tests.screening.applicant.conftest import BACKEND

PDF = b"%PDF-1.4\ntrailer<<>>\n%%EOF\n"
PAGES = ("application", "work_history", "job_add", "documents", "check", "receipt", "newest_revision")


def addresses(application: Application) -> list[str]:
    one = [application.pk]
    document = documents.receive(
        actor=application.applicant,
        application_id=application.pk,
        kind="oca_documentation",
        job_key="job1",
        file=SimpleUploadedFile("a.pdf", PDF),
        at=now(),
    )
    return [
        *(reverse(f"applicant:{name}", args=one) for name in PAGES),
        *(reverse("applicant:section", args=[*one, section]) for section in ("contact", "questions")),
        *(reverse(f"applicant:{name}", args=[*one, "job1"]) for name in ("job", "duties", "job_remove")),
        reverse("applicant:document_add", args=one) + "?kind=oca_documentation",
        reverse("applicant:document_remove", args=[*one, document.pk]),
        reverse("applicant:download", args=[document.pk]),
    ]


def test_a_stranger_finds_none_of_it_and_changes_nothing(draft: Application, stranger: Client) -> None:
    before = list(draft.sections.order_by("pk").values())
    for address in addresses(draft):
        answers = {stranger.get(address).status_code, stranger.post(address, {}).status_code}
        assert answers <= {404, 405} and 404 in answers, address
    assert list(draft.sections.order_by("pk").values()) == before
    assert draft.documents.count() == 1


@pytest.mark.parametrize(
    "role",
    [Role.HIRING_MANAGER, Role.ANALYST, Role.SUPERVISING_ANALYST, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR],
)
def test_no_role_opens_somebody_elses_draft(draft: Application, role: Role) -> None:
    department = draft.posting.department if role == Role.HIRING_MANAGER else None
    posting = draft.posting if role == Role.ANALYST else None
    client = Client()
    client.force_login(make_staff(role, department=department, posting=posting), backend=BACKEND)
    for address in addresses(draft):
        assert client.get(address).status_code in (404, 405), address


def test_without_signing_in_every_page_asks_to_sign_in(draft: Application, client: Client) -> None:
    for address in [*addresses(draft), "/applications/", "/notices/", "/home/"]:
        answer = client.get(address)
        if answer.status_code != 405:
            assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/"), (
                address
            )


def test_asking_for_the_head_of_a_page_tells_what_the_page_would(
    draft: Application, signed_in: Client, stranger: Client
) -> None:
    for client in (signed_in, stranger):
        for address in [*addresses(draft), "/applications/", "/notices/", "/home/", "/account/"]:
            assert client.head(address).status_code == client.get(address).status_code, address
    assert client.head(reverse("applicant:application", args=[draft.pk])).status_code == 404


def test_a_notice_is_its_recipients(draft: Application, stranger: Client, signed_in: Client) -> None:
    applications.submit(
        actor=draft.applicant, application_id=draft.pk, certified_name="Rosa Park", arrived_at=now()
    )
    address = reverse("applicant:notice", args=[Notice.objects.get().pk])
    assert (stranger.get(address).status_code, signed_in.get(address).status_code) == (404, 200)


def test_what_is_personal_is_never_cached_and_papers_are_attachments(
    draft: Application, signed_in: Client
) -> None:
    *pages, download = addresses(draft)
    assert signed_in.get(pages[0])["Cache-Control"] == "no-store, private"
    answer = signed_in.get(download)
    assert answer["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store, private")
    assert b"".join(answer.streaming_content) == PDF
