"""The posting is revised while a draft is open: what changed is said, answers are kept, and what is new is marked."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from postings.enums import QuestionKind
from screening.domain import application as applications
from screening.domain.newest_revision import move_to_newest_revision
from screening.domain.revised import revised, since_moved
from screening.enums import ApplicationState
from screening.models import Application
from tests.factories import DOCUMENTS, DUTIES, FILED_AT, QUESTIONS, make_revision

pytestmark = pytest.mark.django_db
NEW: dict[str, Any] = {"slug": "nights", "kind": QuestionKind.YES_NO, "text": "Can you work nights?"}
CHANGED = {**QUESTIONS[0], "text": "Have you worked with any phone system?"}


def revise(draft: Application) -> None:
    make_revision(draft.posting, number=2, questions=(CHANGED, NEW), documents=(), out_of_class_document=None)


def move(draft: Application) -> Application:
    return move_to_newest_revision(actor=draft.applicant, application_id=draft.pk, at=FILED_AT)


def test_what_changed_is_said_before_and_after_the_draft_is_moved(
    signed_in: Client, draft: Application
) -> None:
    address = reverse("applicant:application", args=[draft.pk])
    assert "The posting was revised" not in signed_in.get(address).content.decode()
    revise(draft)
    before = signed_in.get(address).content.decode()
    move(draft)
    after = signed_in.get(address).content.decode()
    for page in (before, after):
        for words in (NEW["text"], CHANGED["text"], QUESTIONS[1]["text"], DOCUMENTS[0]["label"]):
            assert words in page
    assert "Your answers are kept. Look at what changed" in after


def test_new_questions_are_marked_and_answers_are_kept(signed_in: Client, draft: Application) -> None:
    revise(draft)
    move(draft)
    page = signed_in.get(reverse("applicant:section", args=[draft.pk, "questions"])).content.decode()
    assert '<a href="#div_id_nights">Can you work nights?</a>' in page
    assert '<a href="#div_id_phone_system">' in page
    assert draft.sections.get(section="questions").content == {"answers": {"phone_system": "yes"}}


def test_what_was_signed_under_the_older_text_is_confirmed_again(
    signed_in: Client, draft: Application
) -> None:
    shown = applications.as_shown(draft)
    revise(draft)
    move(draft)
    section = draft.sections.get(section="questions")
    section.content = {"answers": {"phone_system": "yes", "nights": "no"}}
    section.save()
    address = reverse("applicant:check", args=[draft.pk])
    answer = signed_in.post(address, {"certified_name": "Rosa Park", "shown": shown})
    assert answer.status_code == 409
    assert "By signing below you confirm your answers under the newer text." in answer.content.decode()


def test_two_revisions_while_a_draft_is_open_are_marked_together(
    signed_in: Client, draft: Application
) -> None:
    revise(draft)
    move(draft)
    again = {**NEW, "slug": "weekends", "text": "Can you work weekends?"}
    make_revision(
        draft.posting, number=3, questions=(CHANGED, NEW, again), documents=(), out_of_class_document=None
    )
    moved = move(draft)
    since = since_moved(moved)
    assert since is not None
    assert (since.new, since.changed) == ([NEW["text"], again["text"]], [CHANGED["text"]])
    page = signed_in.get(reverse("applicant:section", args=[draft.pk, "questions"])).content.decode()
    for name in ("nights", "weekends", "phone_system"):
        assert f'<a href="#div_id_{name}">' in page


def test_a_text_that_was_revised_back_asks_the_same(draft: Application) -> None:
    revise(draft)
    move(draft)
    make_revision(draft.posting, number=3)
    since = since_moved(move(draft))
    assert since is not None and since.asks_the_same


def test_a_draft_that_was_never_moved_has_nothing_to_confirm(draft: Application) -> None:
    assert since_moved(draft) is None
    assert revised(draft.revision, draft.revision).asks_the_same


def test_a_new_duty_is_named(draft: Application) -> None:
    duty = {"tag": "typing", "scale": "yes_no", "label": "Typing", "question": "Did you type?"}
    newer = make_revision(draft.posting, number=2, duties=[*DUTIES, duty])
    assert revised(draft.revision, newer).new == ["Did you type?"]


def test_the_check_page_offers_the_newer_text_instead_of_the_signature(
    signed_in: Client, draft: Application
) -> None:
    address = reverse("applicant:check", args=[draft.pk])
    assert 'name="certified_name"' in signed_in.get(address).content.decode()
    shown = applications.as_shown(draft)
    make_revision(draft.posting, number=2)
    page = signed_in.get(address).content.decode()
    assert reverse("applicant:newest_revision", args=[draft.pk]) in page
    assert 'name="certified_name"' not in page
    answer = signed_in.post(address, {"certified_name": "Rosa Park", "shown": shown})
    assert answer.status_code == 409
    assert "Look at what changed, then check and send." in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == ApplicationState.DRAFT
