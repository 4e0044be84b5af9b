"""Every form of the applicant × every bad value in every field: a page in words, never a server error, never a loss unsaid."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from postings.enums import QuestionKind
from screening.city_time import now
from screening.domain import decision as decisions
from screening.enums import Role
from screening.models import Application, User
from tests.factories import (
    CONTACT,
    TREE,
    contact_content,
    make_application,
    make_evaluated_application,
    make_job,
    make_posting,
    make_staff,
)
from tests.screening.look.elements import Page

FORM = "application/x-www-form-urlencoded"
CHOICES = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
QUESTIONS = [
    {"slug": kind.value, "kind": kind, "text": f"Question {kind.value}?", "required": False}
    | ({"choices": CHOICES} if kind in (QuestionKind.ONE, QuestionKind.SEVERAL) else {})
    for kind in QuestionKind
]
EVERY_SECTION = {
    "all": [
        *TREE["all"],
        {"id": "degree", "label": "A degree", "education": {"level": "associate", "fields": ["Accounting"]}},
        {"id": "licence", "label": "A license", "licence": {"kind": "driver"}},
        {"id": "record", "label": "No suspension", "record_limit": {"kinds": "suspension", "at_most": 0}},
        {"id": "typing", "label": "Typing", "typing": {"net_wpm": 30, "accept": ["self_reported"]}},
    ]
}
BAD: dict[str, list[bytes]] = {
    "NUL": [b"a%00b"],
    "a lone surrogate": [b"%ED%A0%80"],
    "no UTF-8": [b"%FF%FE"],
    "right to left": ["\u202e3202".encode()],
    "zero width": ["1\u200b2".encode()],
    "emoji": ["👩🏽‍💻".encode()],
    "24:00": [b"24%3A00"],
    "year 0": [b"0000"],
    "year 9999": [b"9999"],
    "a negative count": [b"-1"],
    "a huge count": [b"1000000000"],
    "beyond 64 bits": [b"99999999999999999999999"],
    "infinite": [b"1e400"],
    "no number": [b"NaN"],
    "nested JSON": [b"%7B%22a%22%3A%5B%7B%22b%22%3Anull%7D%5D%7D"],
    "a huge text": [b"x" * 200_000],
    "repeated": [b"a", b"", b"b"],
    "nothing": [b""],
}
EXTRA = b"&form-TOTAL_FORMS=-1&form-INITIAL_FORMS=1000000000&of_another_posting=yes&is_staff=1&jobs[0][key]=x"


@pytest.fixture
def everything(applicant: User) -> Application:
    """A draft under a posting that asks everything."""
    documents = [
        {"slug": "oca_documentation", "label": "Documentation", "per_job": True, "needed": "conditional"}
    ]
    posting = make_posting("everything", tree=EVERY_SECTION, questions=QUESTIONS, documents=documents)
    return make_application(posting, applicant, answers={}, at=now())


@pytest.fixture
def told(applicant: User) -> Application:
    """An application that a person found not to meet a requirement."""
    at = now() - timedelta(days=2)
    application = make_evaluated_application(
        make_posting(), applicant, jobs=[make_job(end="2023-02-28")], at=at
    )
    decisions.confirm(
        actor=make_staff(Role.ANALYST, posting=application.posting), application_id=application.pk, at=at
    )
    return application


def names_of(html: str) -> list[str]:
    """The fields of the page's own form."""
    page = Page(html)
    main = [
        element.attrs["name"]
        for tag in ("input", "select", "textarea")
        for element in page.all(tag)
        if element.attrs.get("name") and any(parent.tag == "main" for parent in element.parents)
    ]
    return [name for name in dict.fromkeys(main) if name and name not in ("csrfmiddlewaretoken", "language")]


def said(answer: Any) -> str:
    """The words of the errors on a page, or of an answer to a script."""
    if answer["Content-Type"].startswith("application/json"):
        return answer.json()["words"]
    return re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())


def attack(client: Client, address: str) -> None:
    names = names_of(client.get(address).content.decode())
    assert names, address
    for values in BAD.values():
        body = b"&".join(name.encode() + b"=" + value for name in names for value in values) + EXTRA
        for headers in ({}, {"X-Autosave": "1"}):
            cache.clear()
            answer = client.generic("POST", address, body, content_type=FORM, headers=headers)
            assert answer.status_code in (200, 302, 400, 409, 429), (address, values[0][:20])
            if answer.status_code == 400:
                assert said(answer).strip(), (address, values[0][:20])


DRAFTS = ["contact", "education", "questions", "typing"]
PAGES = ["work_history", "job_add", "job", "duties", "check"]


@pytest.mark.parametrize("name", [*DRAFTS, *PAGES])
def test_a_draft_answers_every_bad_value_in_words(
    signed_in: Client, everything: Application, name: str
) -> None:
    args: list[Any] = [everything.pk, *(["job1"] if name in ("job", "duties") else [])]
    address = (
        reverse("applicant:section", args=[everything.pk, name])
        if name in DRAFTS
        else reverse(f"applicant:{name}", args=args)
    )
    if name == "work_history":
        everything.sections.filter(section="work_history").delete()
        for values in BAD.values():
            body = b"none=" + values[0] + EXTRA
            assert signed_in.generic("POST", address, body, content_type=FORM).status_code in (302, 400)
        return
    if name == "check":
        everything.sections.filter(section="work_history").delete()
        body = b"certified_name=%s&shown=%s"
        for values in BAD.values():
            sent = body % (values[0], values[0]) + EXTRA
            assert signed_in.generic("POST", address, sent, content_type=FORM).status_code in (400, 409)
        return
    attack(signed_in, address)
    stored = str([section.content for section in everything.sections.all()])
    assert [name for name in ("of_another_posting", "TOTAL_FORMS", "is_staff") if name in stored] == []
    assert signed_in.get(reverse("applicant:check", args=[everything.pk])).status_code == 200
    assert signed_in.get(reverse("applicant:application", args=[everything.pk])).status_code == 200


@pytest.mark.parametrize("name", ["appeal", "job-1", "job-new"])
def test_what_is_sent_after_a_finding_answers_every_bad_value_in_words(
    signed_in: Client, told: Application, name: str
) -> None:
    address = (
        reverse("applicant:appeal", args=[told.pk])
        if name == "appeal"
        else reverse("applicant:correct", args=[told.pk, name])
    )
    attack(signed_in, address)
    assert signed_in.get(reverse("applicant:application", args=[told.pk])).status_code == 200


@pytest.mark.parametrize("name", ["survey", "own_contact", "accommodation", "document_add"])
def test_the_other_forms_answer_every_bad_value_in_words(
    signed_in: Client, told: Application, everything: Application, name: str
) -> None:
    attack(
        signed_in,
        {
            "survey": f"/applications/{told.pk}/survey/",
            "own_contact": "/account/contact/",
            "accommodation": f"/accommodation/?posting={told.posting.slug}",
            "document_add": f"/applications/{everything.pk}/documents/add/?kind=oca_documentation",
        }[name],
    )


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "application/xml", "image/png", "x"])
def test_a_content_type_that_is_no_form_changes_nothing(
    signed_in: Client, draft: Application, kind: str
) -> None:
    before = contact_content(draft)
    address = reverse("applicant:section", args=[draft.pk, "contact"])
    for headers in ({}, {"X-Autosave": "1"}):
        answer = signed_in.generic("POST", address, b'{"version": 1}', content_type=kind, headers=headers)
        assert answer.status_code in (400, 409, 415)
    assert contact_content(draft) == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_a_method_that_a_page_does_not_have_is_refused(
    signed_in: Client, draft: Application, method: str
) -> None:
    for address in (
        reverse("applicant:section", args=[draft.pk, "contact"]),
        reverse("applicant:application", args=[draft.pk]),
        reverse("applicant:check", args=[draft.pk]),
        reverse("applicant:notices"),
    ):
        assert signed_in.generic(method, address).status_code == 405


@pytest.mark.parametrize("name", ["\u202eevil", "zero\u200bwidth", "👩🏽‍💻 Emoji", "24:00", "9999", "[]"])
def test_a_name_is_kept_byte_for_byte(signed_in: Client, draft: Application, name: str) -> None:
    address = reverse("applicant:section", args=[draft.pk, "contact"])
    answer = signed_in.post(address, {**CONTACT, "family_names": name, "version": 1})
    assert (answer.status_code, contact_content(draft)["family_names"]) == (302, name)
