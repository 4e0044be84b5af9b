"""Beginning: what it takes, signing in on the way, one draft a posting, and a posting that takes nothing."""

import re
from datetime import timedelta
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from postings.models import Posting
from screening.city_time import now
from screening.domain import application as applications
from screening.models import Application, User
from tests.factories import PASSWORD, QUESTIONS, make_application, make_posting, make_revision
from tests.letters import letters


def begin(posting: Posting) -> str:
    return reverse("applicant:start", args=[posting.slug])


def test_anybody_reads_what_it_takes_and_signing_in_leads_back(client: Client, posting: Posting) -> None:
    page = client.get(begin(posting)).content.decode()
    back = urlencode({"next": begin(posting)}, safe="/")
    assert f"/accounts/signup/?{back}" in page and f"/accounts/login/?{back}" in page
    assert "About 30 minutes." in page


def test_after_signing_in_the_person_stands_where_they_were(
    client: Client, posting: Posting, applicant: User
) -> None:
    answer = client.post(
        f"/accounts/login/?next={begin(posting)}",
        {"login": applicant.email, "password": PASSWORD, "next": begin(posting)},
    )
    assert (answer.status_code, answer["Location"]) == (302, begin(posting))


def test_beginning_without_an_account_makes_nothing(client: Client, posting: Posting) -> None:
    assert client.post(begin(posting)).status_code == 200
    assert Application.objects.count() == 0


def test_beginning_twice_leads_to_the_same_draft(signed_in: Client, posting: Posting) -> None:
    addresses = {signed_in.post(begin(posting))["Location"] for _ in range(2)}
    assert addresses == {reverse("applicant:application", args=[Application.objects.get().pk])}
    assert "You have an application for this job" in signed_in.get(begin(posting)).content.decode()


def test_a_posting_that_closed_says_so_and_takes_nothing(signed_in: Client) -> None:
    closed = make_posting(
        "closed", opens_at=now() - timedelta(days=9), closes_at=now() - timedelta(seconds=1)
    )
    page = signed_in.get(begin(closed)).content.decode()
    assert "This posting closed on" in page and "Begin your application" not in page
    answer = signed_in.post(begin(closed))
    assert answer.status_code == 409
    assert "so it takes no more applications" in answer.content.decode()
    assert Application.objects.count() == 0


def test_a_posting_that_was_never_published_is_not_found(signed_in: Client, posting: Posting) -> None:
    Posting.objects.filter(pk=posting.pk).update(state="draft")
    assert signed_in.get(begin(posting)).status_code == 404


def test_after_the_closing_instant_a_draft_stays_readable_and_says_why(
    signed_in: Client, draft: Application
) -> None:
    Posting.objects.update(opens_at=now() - timedelta(days=9), closes_at=now() - timedelta(seconds=1))
    one = [draft.pk]
    for name in ("application", "check"):
        page = signed_in.get(reverse(f"applicant:{name}", args=one)).content.decode()
        assert "This posting closed on" in page
        assert "This application can no longer be sent" in page
        assert "Send my application" not in page
    assert "Sweetwater Water" in signed_in.get(reverse("applicant:check", args=one)).content.decode()
    answer = signed_in.post(reverse("applicant:check", args=one), {"certified_name": "Rosa Park"})
    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_newer_revision_is_said_and_answers_are_kept(signed_in: Client, draft: Application) -> None:
    more = {"slug": "shifts", "kind": "yes_no", "text": "Can you work nights?", "required": True}
    new = make_revision(draft.posting, number=2, questions=(*QUESTIONS, more))
    address = reverse("applicant:application", args=[draft.pk])
    assert "The posting was revised" in signed_in.get(address).content.decode()
    answer = signed_in.post(reverse("applicant:newest_revision", args=[draft.pk]), follow=True)
    page = answer.content.decode()
    assert "Go on with the newer text" not in page and "Answer: Can you work nights?" in page
    assert f"Your draft is under {new.label}" in page
    draft.refresh_from_db()
    assert draft.sections.get(section="questions").content == {"answers": {"phone_system": "yes"}}


def test_a_sent_application_shows_its_receipt_and_is_edited_no_more(
    signed_in: Client, draft: Application
) -> None:
    applications.submit(
        actor=draft.applicant, application_id=draft.pk, certified_name="Rosa Park", arrived_at=now()
    )
    draft.refresh_from_db()
    assert str(draft.receipt) in signed_in.get(reverse("applicant:receipt", args=[draft.pk])).content.decode()
    for name in ("work_history", "job_add", "documents"):
        assert signed_in.get(reverse(f"applicant:{name}", args=[draft.pk])).status_code == 409
    contact = reverse("applicant:section", args=[draft.pk, "contact"])
    assert signed_in.post(contact, {"given_names": "Eve", "version": 1}).status_code == 409


def test_an_application_from_another_posting_is_its_own(signed_in: Client, applicant: User) -> None:
    make_application(make_posting("a", title="Clerk A"), applicant, at=now())
    make_application(make_posting("b", title="Clerk B"), applicant, at=now())
    page = signed_in.get(reverse("applicant:applications")).content.decode()
    assert page.index("Clerk B") < page.index("Clerk A")


def test_making_an_account_on_the_way_leads_back_to_the_posting(client: Client, posting: Posting) -> None:
    new = {"email": "new@example.org", "password1": "a long sentence of my own", "next": begin(posting)}
    client.post(f"/accounts/signup/?next={begin(posting)}", new)
    link = re.findall(r"/accounts/confirm-email/[^\s]+", str(letters()[-1].body))[0]
    answer = client.post(link)
    assert (answer.status_code, answer["Location"]) == (302, begin(posting))
    assert "Begin your application" in client.get(begin(posting)).content.decode()
