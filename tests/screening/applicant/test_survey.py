"""The voluntary survey is answered, changed and taken back by the person alone, and no page or row leads to an answer."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from screening.city_time import now
from screening.domain import survey
from screening.enums import Role
from screening.errors import NotAllowed, Refused
from screening.models import Application, History, Notice, SurveyAnswers, User
from services.places import PROJECT
from tests.factories import make_evaluated_application, make_posting, make_staff, make_user

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
GIVEN = {"sex": "nonbinary", "race": "pacific_islander"}
WORDS = ("pacific_islander", "Native Hawaiian", "nonbinary", "Nonbinary")
USES_IT = {
    "screening/domain/selection_rates.py",  # under a database role that may read the answers and nothing else
    "screening/domain/survey.py",
    "screening/models/__init__.py",
    "screening/models/survey.py",
}


@pytest.fixture
def sent(applicant: User) -> Application:
    return make_evaluated_application(make_posting(), applicant, at=now() - timedelta(minutes=1))


def give(application: Application, **answers: str) -> None:
    survey.answer(actor=application.applicant, application_id=application.pk, answers=answers, at=now())


def test_answers_are_kept_under_a_name_that_only_the_key_gives(sent: Application, settings: Any) -> None:
    give(sent, **GIVEN)
    row = SurveyAnswers.objects.get()
    assert (row.pseudonym, row.sex, row.race, row.veteran) == (
        survey.pseudonym(sent.pk), "nonbinary", "pacific_islander", "",
    )  # fmt: skip
    settings.SURVEY_KEY = "another"
    assert survey.pseudonym(sent.pk) != row.pseudonym


def test_answers_are_replaced_and_taken_back(signed_in: Client, sent: Application) -> None:
    page = reverse("applicant:survey", args=[sent.pk])
    assert signed_in.post(page, GIVEN)["Location"] == reverse("applicant:application", args=[sent.pk])
    signed_in.post(page, {"sex": "not_said"})
    assert list(SurveyAnswers.objects.values_list("sex", "race")) == [("not_said", "")]
    again = signed_in.get(page).content.decode()
    assert "You have answered" in again
    assert "checked" not in again
    signed_in.post(reverse("applicant:survey_withdraw", args=[sent.pk]))
    assert SurveyAnswers.objects.count() == 0


def test_skipping_keeps_nothing(signed_in: Client, sent: Application) -> None:
    assert signed_in.post(reverse("applicant:survey", args=[sent.pk]), {}).status_code == 302
    assert SurveyAnswers.objects.count() == 0


def test_a_foreign_answer_is_refused(signed_in: Client, sent: Application) -> None:
    answer = signed_in.post(reverse("applicant:survey", args=[sent.pk]), {"sex": "martian"})
    assert answer.status_code == 400
    assert "Choose one of the answers, or leave the question empty." in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyAnswers.objects.create(pseudonym="x", sex="martian", year=2025)


def test_the_federal_questions_are_asked_where_they_must_be(
    signed_in: Client, sent: Application, settings: Any
) -> None:
    page = reverse("applicant:survey", args=[sent.pk])
    assert "protected veteran" not in signed_in.get(page).content.decode()
    settings.SURVEY_ASKS_VETERANS_AND_DISABILITY = True
    assert "Yes, I have a disability, or have had one in the past" in signed_in.get(page).content.decode()
    signed_in.post(page, {"veteran": "protected_veteran", "disability": "not_said"})
    assert list(SurveyAnswers.objects.values_list("veteran", "disability")) == [
        ("protected_veteran", "not_said")
    ]


def test_after_the_last_day_nothing_changes(signed_in: Client, sent: Application) -> None:
    give(sent, **GIVEN)
    late = now() + timedelta(days=31)
    for verb in (survey.answer, survey.take_back):
        extra = {"answers": {"sex": "male"}} if verb is survey.answer else {}
        with pytest.raises(Refused, match="The survey was open until"):
            verb(actor=sent.applicant, application_id=sent.pk, at=late, **extra)  # type: ignore[operator]
    assert SurveyAnswers.objects.get().sex == "nonbinary"


def test_nobody_else_answers_for_a_person(sent: Application) -> None:
    for other in (make_user("stranger@example.org"), make_staff(Role.SUPERVISING_ANALYST)):
        with pytest.raises(NotAllowed):
            survey.answer(actor=other, application_id=sent.pk, answers=GIVEN, at=now())
        with pytest.raises(NotAllowed):
            survey.take_back(actor=other, application_id=sent.pk, at=now())
        with pytest.raises(NotAllowed):
            survey.has_answered(actor=other, application=sent)


def test_answering_leaves_no_history_and_no_notice(sent: Application) -> None:
    before = (History.objects.count(), Notice.objects.count())
    give(sent, **GIVEN)
    assert (History.objects.count(), Notice.objects.count()) == before


def test_no_other_row_of_the_database_holds_an_answer_or_the_name_it_stands_under(sent: Application) -> None:
    give(sent, **GIVEN)
    needles = (*WORDS, survey.pseudonym(sent.pk))
    holding = [
        model._meta.label
        for model in apps.get_models()
        if model is not SurveyAnswers
        and any(needle in serializers.serialize("json", model._default_manager.all()) for needle in needles)
    ]
    assert holding == []


def test_no_model_is_tied_to_it_and_it_is_tied_to_none() -> None:
    tied = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.related_model is SurveyAnswers or (model is SurveyAnswers and field.is_relation)
    ]
    assert tied == []
    assert not {"DateTimeField", "DateField", "BigAutoField"} & {
        field.get_internal_type() for field in SurveyAnswers._meta.get_fields()
    }


def test_no_other_code_of_ours_names_the_table() -> None:
    named = {
        str(file.relative_to(PROJECT))
        for folder in ("screening", "postings", "services")
        for file in (PROJECT / folder).rglob("*.py")
        if "migrations" not in file.parts
        and re.search(r"SurveyAnswers|surveyanswers", file.read_text(encoding="utf-8"))
    }
    assert named == USES_IT


def test_no_page_of_anybody_shows_an_answer(signed_in: Client, sent: Application) -> None:
    give(sent, **GIVEN)
    shown = []
    staff = {
        "analyst": make_staff(Role.ANALYST, posting=sent.posting),
        "supervisor": make_staff(Role.SUPERVISING_ANALYST),
        "auditor": make_staff(Role.AUDITOR),
        "administrator": make_staff(Role.SYSTEM_ADMINISTRATOR),
        "officer": make_staff(Role.ACCOMMODATION_OFFICER),
        "manager": make_staff(Role.HIRING_MANAGER, department=sent.posting.department),
    }
    for who, person in staff.items():
        client = Client()
        client.force_login(person, backend=BACKEND)
        for address in (
            "/admin/",
            "/admin/screening/application/",
            f"/admin/screening/application/{sent.pk}/change/",
            "/admin/screening/eligiblelist/",
            f"/admin/screening/user/{sent.applicant_id}/change/",
            "/admin/screening/surveyanswers/",
            f"/applications/{sent.pk}/survey/",
            "/hiring/",
            "/notices/",
            "/accommodation-requests/",
        ):
            page = client.get(address).content.decode()
            shown += [(who, address) for word in WORDS if word in page]
    for name in ("application", "receipt"):
        page = signed_in.get(reverse(f"applicant:{name}", args=[sent.pk])).content.decode()
        shown += [("applicant", name) for word in WORDS if word in page]
    assert shown == []


def test_the_key_is_its_own() -> None:
    assert settings.SURVEY_KEY not in (settings.SECRET_KEY, "")
