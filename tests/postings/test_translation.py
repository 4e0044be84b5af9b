"""A posting's texts in Spanish: complete in every data file, said wherever English is, and never saved over the record."""

from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import override

from postings.data_file import DataFileError, read_with_translations
from postings.domain.load import load_file
from postings.domain.posting_file import read_posting_file
from postings.domain.publish import publish_revision
from postings.domain.queries import compiled, published_revisions
from postings.domain.spoken import named, record_of, spoken
from postings.errors import FileRefused, NotPublishable
from postings.minimum_requirements import describe, evaluate, parse_facts
from postings.models import Posting, PostingRevision
from postings.translation import missing, names, pairs, pruned, said, texts
from screening.domain.proof import figures_of
from tests.postings.data_files import AT, OWN_FILES, small

FOLDER = settings.BASE_DIR / "postings" / "data"
SPANISH = {
    "Clerk": "Oficinista",
    "Public Utilities": "Servicios Públicos",
    "Answers letters.": "Contesta cartas.",
}


def whole(name: str) -> dict[str, Any]:
    return read_with_translations(FOLDER / f"{name}.yaml", ["es"])


def in_spanish(data: dict[str, Any]) -> dict[str, Any]:
    """The data with a Spanish of every text."""
    return data | {"translations": {"es": {text: SPANISH.get(text, f"[{text}]") for text in texts(data)}}}


def published(data: dict[str, Any]) -> PostingRevision:
    revision = load_file(file=read_posting_file(data), at=AT).revision
    return publish_revision(actor=None, revision_id=revision.pk, at=AT)


@pytest.mark.parametrize("name", OWN_FILES)
def test_every_text_that_people_read_is_there_in_spanish(name: str) -> None:
    data = whole(name)
    assert list(missing(data, data["translations"]["es"])) == []


@pytest.mark.parametrize("name", OWN_FILES)
def test_nothing_else_of_the_document_changes(name: str) -> None:
    data = whole(name)
    shouted = said(data, lambda text: f"<{text}>")
    marked = set[str]()

    def plain(text: str) -> str:
        marked.add(text)
        return text.removeprefix("<").removesuffix(">")

    assert said(shouted, plain) == data
    assert marked | set(names(data)) == {
        f"<{text}>" for text in texts(data) if text not in set(names(data))
    } | set(names(data))


@pytest.mark.django_db
@pytest.mark.parametrize("name", OWN_FILES)
def test_the_engine_finds_the_same_in_both_languages_of_every_worked_example(name: str) -> None:
    revision = published(whole(name))
    english, spanish = compiled(revision), compiled(spoken(revision, "es"))
    differing, same_words = [], []
    for example in revision.worked_examples:
        proofs = [
            evaluate(rules, parse_facts(example["facts"]), revision="1").proof()
            for rules in (english, spanish)
        ]
        if figures_of(proofs[0]) != figures_of(proofs[1]):
            differing.append(example["id"])
        if proofs[0]["tree"] == proofs[1]["tree"]:
            same_words.append(example["id"])
    assert (differing, same_words) == ([], [])


@pytest.mark.django_db
def test_a_copy_is_shown_in_spanish_and_the_record_stays_english() -> None:
    revision = published(whole("customer-services-representative"))
    shown = spoken(revision, "es")
    assert [question.text for question in shown.questions.all()][1] == (
        "¿Cuántos meses de experiencia de oficina a tiempo completo tiene usted?"
    )
    assert shown.requirements["duties"][0]["label"] == "trabajo de oficina"
    assert [kind.label for kind in shown.document_kinds.all()][1] == "Certificado de mecanografía"
    assert shown.label == "Rev. 8 - 18 de abril de 2025 (Nueva fecha de reclutamiento)"
    assert describe(compiled(shown)).children[0].text.startswith("Un año de experiencia de oficina")
    assert (record_of(shown), shown.pk) == (revision, revision.pk)
    assert revision.requirements["duties"][0]["label"] == "clerical work"
    assert [question.text for question in revision.questions.all()][1].startswith("How many months")


@pytest.mark.django_db
def test_fields_kinds_and_levels_keep_their_names_and_are_said_in_spanish() -> None:
    degree = {"education": {"level": "associate", "fields": ["Computer Science"]}}
    record = {"record_limit": {"kinds": ["moving_violation"], "at_most": 2, "within_last_months": 36}}
    data = small()
    tree = data["minimum_requirements"].pop("tree")
    data["minimum_requirements"]["levels"] = {
        "clerk_one": tree,
        "clerk_two": {"all": [degree, record, {"licence": {"kind": "driver"}}]},
    }
    data["worked_examples"] = []
    called = {
        "Computer Science": "Informática",
        "moving violation": "infracción de tránsito",
        "driver": "de conducir",
        "clerk one": "Oficinista I",
        "clerk two": "Oficinista II",
    }
    assert set(called) == set(names(data))
    assert set(called) <= set(missing(data, {}))
    given = in_spanish(data)
    given["translations"]["es"] |= called
    draft = load_file(file=read_posting_file(given), at=AT).revision
    shown = spoken(draft, "es")
    levels = describe(compiled(shown)).children
    assert [level.text for level in levels] == ["Oficinista I", "Oficinista II"]
    assert [each.text for each in levels[1].children[0].children] == [
        "Un título de asociado en Informática",
        "No más de dos: infracción de tránsito en los últimos 3 años",
        "Una licencia vigente (de conducir)",
    ]
    assert shown.requirements["levels"]["clerk_two"]["all"][0] == degree
    assert [named(each, "moving_violation") for each in (shown, draft)] == [
        "infracción de tránsito",
        "moving violation",
    ]
    assert [level.text for level in describe(compiled(draft)).children] == ["Clerk one", "Clerk two"]


@pytest.mark.django_db
def test_the_parts_of_a_copy_cost_no_query(django_assert_num_queries: Any) -> None:
    revision = published(whole("customer-services-representative"))
    spoken(revision, "es")
    with django_assert_num_queries(0):
        shown = spoken(revision, "es")
        assert [
            len(rows.all()) for rows in (shown.questions, shown.document_kinds, shown.wage_increases)
        ] == [10, 2, 2]


@pytest.mark.django_db
def test_a_posting_its_class_and_department_are_named_in_the_language_in_force() -> None:
    posting = published(in_spanish(small())).posting
    posting = Posting.objects.select_related("department", "job_class").get(pk=posting.pk)
    for language, said_then in (
        ("es", ["Oficinista", "Servicios Públicos", "Oficinista"]),
        ("en", ["Clerk", "Public Utilities", "Clerk"]),
    ):
        with override(language):
            assert [str(each) for each in (posting, posting.department, posting.job_class)] == said_then


@pytest.mark.django_db
def test_what_was_not_translated_is_said_as_it_governs() -> None:
    draft = load_file(file=read_posting_file(small() | {"translations": {"es": SPANISH}}), at=AT).revision
    shown = spoken(draft, "es")
    assert (shown.sections["job_information"], [row.text for row in shown.questions.all()]) == (
        "Contesta cartas.",
        ["Which phone systems have you used?", "How many months?"],
    )
    plain = published(small() | {"posting": small()["posting"] | {"slug": "other"}})
    assert spoken(plain, "es") is plain


@pytest.mark.django_db
def test_half_a_language_is_not_published() -> None:
    whole_language = in_spanish(small())
    del whole_language["translations"]["es"]["Clerk"]
    with pytest.raises(NotPublishable, match="1 of .* texts are missing, the first: “Clerk”"):
        published(whole_language)


@pytest.mark.django_db
def test_the_banks_spanish_comes_with_its_question() -> None:
    call_command("load_questions", FOLDER / "questions" / "city.yaml", stdout=StringIO())
    data = small()
    data["questions"] = [
        *data["questions"],
        {"slug": "city_employee_now", "bank": "city_employee_now", "required": True},
    ]
    revision = published(in_spanish(data))
    assert [question.text for question in spoken(revision, "es").questions.all()][-1] == (
        "¿Trabaja usted ahora para la Ciudad?"
    )
    assert published(data | {"posting": data["posting"] | {"slug": "other"}}).translations == {}


def test_a_draft_keeps_the_spanish_of_a_text_that_was_rewritten_and_offers_it() -> None:
    data = in_spanish(small())
    data["sections"] = {"job_information": "Answers letters and calls."}
    kept = pruned(data)["translations"]["es"]
    assert ("Answers letters." in kept, "Clerk" in kept) == (False, True)
    [pair] = [each for each in pairs(data, "es") if not each.other]
    assert pair == ("Answers letters and calls.", "", "Contesta cartas.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("translations", "words"),
    [
        ({"es": {"No such text": "Nada"}}, "No text of the posting reads “No such text”"),
        ({"es": {"Clerk": ""}}, "This is not a text"),
        ({"fr": {"Clerk": "Commis"}}, "translations"),
        ({"es": ["Clerk"]}, "This is not a group of texts"),
    ],
)
def test_a_translation_that_cannot_be_used_is_refused_with_its_mend(translations: Any, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        read_posting_file(small() | {"translations": translations})


def test_a_file_beside_that_is_no_list_of_pairs_is_refused(tmp_path: Any) -> None:
    (tmp_path / "a.yaml").write_text("posting: {slug: a}\n")
    (tmp_path / "a.es.yaml").write_text("texts: {a: b}\n")
    with pytest.raises(DataFileError, match="'texts' is not a list of pairs"):
        read_with_translations(tmp_path / "a.yaml", ["es"])


@pytest.mark.django_db
def test_the_same_words_are_published_in_both_languages_as_one_revision() -> None:
    revision = published(whole("bus-driver"))
    again = load_file(file=read_posting_file(whole("bus-driver")), at=AT)
    assert (again.revision, again.changed) == (revision, False)
    assert published_revisions(revision.posting).count() == 1


@pytest.mark.django_db
def test_the_wage_is_said_in_the_language_of_the_page(client: Any) -> None:
    posting = published(in_spanish(small())).posting
    page = client.get(f"/postings/{posting.slug}/", headers={"accept-language": "es"}).content.decode()
    assert ("por hora" in page, "por hour" in page) == (True, False)
