"""A button pressed twice, and a page from before the application was sent: plain words, never 'we cannot find this page'."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from postings.enums import QuestionKind
from screening.city_time import now
from screening.domain import application as applications
from screening.models import Application, History
from tests.factories import CONTACT, QUESTIONS, contact_content, make_revision
from tests.screening.applicant.papers import receive_papers


def test_removing_a_job_twice_ends_where_removing_it_once_does(signed_in: Client, draft: Application) -> None:
    remove = reverse("applicant:job_remove", args=[draft.pk, "job1"])
    jobs = reverse("applicant:work_history", args=[draft.pk])
    assert [signed_in.post(remove)["Location"] for _ in range(2)] == [jobs, jobs]
    assert signed_in.get(remove)["Location"] == jobs
    assert draft.sections.get(section="work_history").content == {"jobs": []}


def test_removing_a_document_twice_ends_where_removing_it_once_does(
    signed_in: Client, stranger: Client, draft: Application
) -> None:
    receive_papers(draft, 1)
    paper = draft.documents.get()
    remove = reverse("applicant:document_remove", args=[draft.pk, paper.pk])
    papers = reverse("applicant:documents", args=[draft.pk])
    assert stranger.post(remove).status_code == 404
    assert [signed_in.post(remove)["Location"] for _ in range(2)] == [papers, papers]
    assert draft.documents.count() == 0


@pytest.mark.parametrize("page", ["job", "duties"])
def test_a_job_that_another_window_removed_is_named_and_what_was_typed_is_not_called_saved(
    signed_in: Client, draft: Application, page: str
) -> None:
    signed_in.post(reverse("applicant:job_remove", args=[draft.pk, "job1"]))
    address = reverse(f"applicant:{page}", args=[draft.pk, "job1"])
    answer = signed_in.post(address, {"title": "Clerk", "version": 1})
    assert answer.status_code == 409
    assert "You removed this job in another window" in answer.content.decode()
    assert reverse("applicant:work_history", args=[draft.pk]) in answer.content.decode()
    saving = signed_in.post(address, {"title": "Clerk", "version": 1}, headers={"X-Autosave": "1"})
    assert saving.status_code == 409
    assert json.loads(saving.content)["words"].startswith("You removed this job in another window")


def test_going_on_with_the_newer_text_twice_still_says_what_changed(
    signed_in: Client, draft: Application
) -> None:
    nights = {"slug": "nights", "kind": QuestionKind.YES_NO, "text": "Can you work nights?"}
    make_revision(draft.posting, number=2, questions=(*QUESTIONS, nights))
    for _ in range(2):
        assert signed_in.post(reverse("applicant:newest_revision", args=[draft.pk])).status_code == 302
    page = signed_in.get(reverse("applicant:application", args=[draft.pk])).content.decode()
    assert "The posting was revised while you worked on this" in page and "Can you work nights?" in page
    assert History.objects.filter(verb="move_to_newest_revision").count() == 1


def test_a_page_from_before_it_was_sent_says_that_it_was_sent(
    signed_in: Client, stranger: Client, draft: Application
) -> None:
    applications.submit(
        actor=draft.applicant, application_id=draft.pk, certified_name="Rosa Park", arrived_at=now()
    )
    contact = reverse("applicant:section", args=[draft.pk, "contact"])
    typed = {**CONTACT, "phone": "1", "version": 1}
    for answer in (signed_in.get(contact), signed_in.post(contact, typed)):
        assert answer.status_code == 409
        assert "You sent this application" in answer.content.decode()
        assert reverse("applicant:application", args=[draft.pk]) in answer.content.decode()
    saving = signed_in.post(contact, typed, headers={"X-Autosave": "1"})
    assert json.loads(saving.content)["words"].startswith("You sent this application")
    assert stranger.post(contact, typed, headers={"X-Autosave": "1"}).status_code == 404
    assert contact_content(draft) == CONTACT
