"""Whoever reads Spanish meets no English sentence of a posting: on pages, in notices, in PDFs; and whoever reads English none of Spanish."""

import html
import re
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override
from pypdf import PdfReader

from postings.models import Posting, PostingRevision
from screening.city_time import city_day, now
from screening.domain import appeal, decision, document_request, evaluation
from screening.domain import application as applications
from screening.domain.proof import Proof, figures_of
from screening.enums import Language, Role, Section
from screening.models import Application, Evaluation, Notice, User
from tests.factories import CONTACT, make_job, make_staff, make_user
from tests.journeys.steps import CALL_CENTER, DUTIES

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SLUG = "customer-services-representative"
PUBLIC = ("/", f"/postings/{SLUG}/", f"/postings/{SLUG}/apply/", f"/postings/{SLUG}/check-yourself/")
OWN = (
    "", "contact/", "work-history/", "work-history/add/", "questions/", "typing/", "documents/",
    "documents/add/?kind=oca_documentation", "documents/add/?kind=typing_certificate", "check/",
)  # fmt: skip


@pytest.fixture
def posting(db: None) -> Posting:
    call_command("load_posting", f"postings/data/{SLUG}.yaml", stdout=StringIO())
    return Posting.objects.get(slug=SLUG)


@pytest.fixture
def person(db: None) -> User:
    user = make_user("ada@example.org", given="Ada", family="Person")
    User.objects.filter(pk=user.pk).update(language=Language.SPANISH)
    user.refresh_from_db()
    return user


def english_in(page: str, revision: PostingRevision) -> list[str]:
    """Texts of the posting that stand on a page in English although they have a Spanish."""
    catalogue = revision.translations["es"]
    page = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), page)  # as JSON-LD writes it
    said = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
    for spanish in sorted(catalogue.values(), key=len, reverse=True):
        said = said.replace(" ".join(spanish.split()), " ")
    return [
        english
        for english, spanish in catalogue.items()
        if english != spanish and len(english) > 8 and " ".join(english.split()) in said
    ]


def reading(user: User) -> Client:
    client = Client(headers={"accept-language": "es"})
    client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_spanish_and_the_next_reader_has_english(posting: Posting, address: str) -> None:
    revision = posting.current_revision
    assert revision is not None
    for language in ("es", "en", "es"):
        page = Client(headers={"accept-language": language}).get(address).content.decode()
        found = english_in(page, revision)
        assert (language, bool(found), found if language == "es" else []) == (language, language == "en", [])


def test_every_page_of_a_draft_is_spanish(posting: Posting, person: User) -> None:
    application = applications.start(actor=person, posting_id=posting.pk, at=now())
    client = reading(person)
    found = {}
    for address in OWN:
        answer = client.get(f"/applications/{application.pk}/{address}")
        assert (address, answer.status_code) == (address, 200)
        found[address] = english_in(answer.content.decode(), application.revision)
    assert {address: texts for address, texts in found.items() if texts} == {}


def test_the_forms_of_two_languages_do_not_mix(posting: Posting, person: User) -> None:
    application = applications.start(actor=person, posting_id=posting.pk, at=now())
    address = f"/applications/{application.pk}/questions/"
    for language in ("es", "en", "es"):
        User.objects.filter(pk=person.pk).update(language=language)
        page = reading(person).get(address).content.decode()
        assert (language, "¿Con qué opción tiene usted" in page, "Under which option do you have" in page) == (
            language, language == "es", language == "en",
        )  # fmt: skip


def sent_by(person: User, posting: Posting, *, short: bool) -> Application:
    """A sent and evaluated application under the real posting."""
    at = now()
    application = applications.start(actor=person, posting_id=posting.pk, at=at)
    job = make_job(
        duties={tag: CALL_CENTER.get(tag, "no") for tag in DUTIES},
        **({"start": "2024-01-01", "end": "2024-03-31"} if short else {}),
    )
    sections = {
        Section.CONTACT: CONTACT | {"given_names": "Ada", "family_names": "Person", "email": person.email},
        Section.WORK_HISTORY: {"jobs": [job]},
        Section.QUESTIONS: {
            "answers": {
                "option": "option_1", "clerical_months": 3 if short else 18,
                "customer_service_months": 3 if short else 18, "out_of_class_used": "no", "types_30": "yes",
                "phone_systems": ["sap", "similar"], "other_phone_system": "Genesys",
            }
        },
        Section.TYPING: {"source": "self_reported", "net_wpm": 40},
    }  # fmt: skip
    for section, content in sections.items():
        applications.save_section(
            actor=person, application_id=application.pk, section=section, content=content, version=0, at=at
        )
    applications.submit(
        actor=person, application_id=application.pk, certified_name="Ada Person",
        arrived_at=at,
    )  # fmt: skip
    evaluation.evaluate_due(clock=now)
    application.refresh_from_db()
    return application


def test_a_decision_is_read_in_spanish_and_stays_english_on_record(posting: Posting, person: User) -> None:
    application = sent_by(person, posting, short=True)
    analyst = make_staff(Role.SUPERVISING_ANALYST)
    decision.confirm(actor=analyst, application_id=application.pk, at=now())
    appeal.appeal(
        actor=person, application_id=application.pk, requirement="clerical", why="Trabajé más.", at=now()
    )
    client, revision = reading(person), application.revision
    for address in ("", "receipt/", "correct/", "correct/job-1/", "appeal/"):
        page = client.get(f"/applications/{application.pk}/{address}")
        assert (address, page.status_code, english_in(page.content.decode(), revision)) == (address, 200, [])
    page = client.get(f"/applications/{application.pk}/").content.decode()
    assert "Un año de experiencia de oficina a tiempo completo" in page
    stored = Evaluation.objects.get()
    assert "One year of full-time clerical experience" in stored.proof
    notices = Notice.objects.filter(recipient=person)
    assert {one.kind for one in notices} == {"received", "application_review", "appeal_received"}
    assert [english_in(one.subject + " " + one.body, revision) for one in notices] == [[], [], []]
    assert "Un año de experiencia de oficina" in notices.get(kind="application_review").body


def test_a_paper_is_asked_for_in_spanish(posting: Posting, person: User) -> None:
    application = sent_by(person, posting, short=False)
    document_request.ask(
        actor=make_staff(Role.SUPERVISING_ANALYST), application_id=application.pk, kind="typing_certificate",
        due_on=document_request.usual_due_date(city_day(now())), at=now(),
    )  # fmt: skip
    body = Notice.objects.get(recipient=person, kind="document_request").body
    assert ("Certificado de mecanografía" in body, english_in(body, application.revision)) == (True, [])


def test_whatever_the_engine_finds_otherwise_today_the_record_is_shown(
    posting: Posting, person: User
) -> None:
    application = sent_by(person, posting, short=True)
    stored = Evaluation.objects.get(submission__application=application)
    with override("es"):
        assert Proof.of(stored).language == "es"
        changed = Evaluation(
            submission=stored.submission,
            revision=stored.revision,
            proof=stored.proof.replace('"outcome":"not_met"', '"outcome":"met"'),
        )
        shown = Proof.of(changed)
        assert (shown.language, shown.data) == ("en", Proof.recorded(changed).data)
    assert figures_of(Proof.recorded(stored).data) != figures_of(Proof.recorded(changed).data)


def test_the_pdf_of_what_was_sent_and_the_cover_sheet_are_spanish(posting: Posting, person: User) -> None:
    with override("es"):
        application = sent_by(person, posting, short=False)
    client = reading(person)
    here = f"/applications/{application.pk}"
    sheets = [
        client.get(f"{here}/receipt/pdf/"),
        client.post(f"{here}/documents/cover-sheet/?kind=typing_certificate"),
    ]
    for sheet in sheets:
        content = b"".join(sheet.streaming_content) if sheet.streaming else sheet.content
        text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
        assert english_in(text, application.revision) == []
        assert "Representante de Servicio al Cliente" in " ".join(text.split())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("servicio al cliente", True),
        ("facturación", True),
        ("facturas", True),
        ("call center", True),
        ("jardinero", False),
    ],
)
def test_a_job_is_found_by_spanish_words(posting: Posting, words: str, found: bool) -> None:
    page = Client(headers={"accept-language": "es"}).get("/", {"q": words}).content.decode()
    assert (words, f"/postings/{SLUG}/" in page) == (words, found)
