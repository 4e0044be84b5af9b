"""Everything that an applicant or the public may read is there in Spanish, and nothing is left unmarked."""

import re
from pathlib import Path

import polib
import pytest
from django.test import Client
from django.utils.translation import override

from screening.marked_words import ROOT, in_python, in_template, marked_words
from screening.unmarked_words import unmarked_in

PO = ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!%)\{\w+\}")
# Rooms that speak English alone.
STAFF = (
    "templates/admin/",
    "templates/hiring_manager/",
    "templates/accommodation_officer/",
    "templates/base_accommodation_officer.html",
    "templates/base_hiring_manager.html",
    "screening/admin/",
    "screening/views/accommodation_officer",
)
APPLICANT = ("account", "allauth", "applicant", "components", "mfa", "pdf", "public", "usersessions", "uswds")
STAFF_BASES = ("base_hiring_manager", "base_accommodation_officer", "base_panel")
# Templates with words that are not marked yet. A line may only leave this table.
NOT_YET: set[str] = set()


@pytest.fixture(scope="module")
def spanish() -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(PO))}


def for_applicants() -> list[str]:
    texts = {}
    for marked in marked_words():
        texts.setdefault(marked.text, []).append(marked.where)
    return sorted(
        text for text, places in texts.items() if not all(place.startswith(STAFF) for place in places)
    )


def test_every_marked_text_is_in_spanish(spanish):
    missing = [text for text in for_applicants() if text not in spanish or not spanish[text].translated()]
    assert missing == [], "python manage.py write_translations, then translate them in locale/es"


def test_no_translation_is_only_a_guess(spanish):
    assert [text for text, entry in spanish.items() if entry.fuzzy] == []


def test_a_translation_keeps_every_placeholder(spanish):
    wrong = []
    for text, entry in spanish.items():
        forms = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
        wanted = set(PLACEHOLDER.findall(entry.msgid_plural or text))
        for number, form in enumerate(forms):
            one = bool(entry.msgid_plural) and number == 0  # 'one answer' may leave the number out
            has = set(PLACEHOLDER.findall(form))
            if form and has != wanted and not (one and has <= wanted):
                wrong.append(text)
    assert wrong == []


def test_a_translation_keeps_every_tag(spanish):
    tags = re.compile(r"</?[a-z]+")
    assert [
        text
        for text, entry in spanish.items()
        if entry.msgstr and sorted(tags.findall(text)) != sorted(tags.findall(entry.msgstr))
    ] == []


def test_the_compiled_words_are_the_written_ones():
    written = {
        (entry.msgid, entry.msgstr, tuple(entry.msgstr_plural.values()))
        for entry in polib.pofile(str(PO))
        if entry.translated()
    }
    compiled = {
        (entry.msgid, entry.msgstr, tuple(entry.msgstr_plural.values()))
        for entry in polib.mofile(str(PO.with_suffix(".mo")))
        if entry.msgid
    }
    assert compiled == written, "python manage.py write_translations compiles them"


def templates() -> list[Path]:
    found = [file for room in APPLICANT for file in sorted((ROOT / "templates" / room).rglob("*.html"))]
    alone = [file for file in sorted((ROOT / "templates").glob("*.html")) if file.stem not in STAFF_BASES]
    letters = [
        file for room in ("account", "mfa", "notices") for file in (ROOT / "templates" / room).rglob("*.txt")
    ]
    return found + alone + sorted(letters)


def test_no_template_has_words_outside_its_marks():
    found = {
        str(file.relative_to(ROOT)): words
        for file in templates()
        if (words := unmarked_in(file.read_text(encoding="utf-8").replace("Subject: ", "")))
    }
    assert {name: words for name, words in found.items() if name not in NOT_YET} == {}
    assert set(found) >= NOT_YET, "what is marked by now leaves the table"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Hello there</p>", ["Hello there"]),
        ('<p aria-label="Main part">{{ x }}</p>', ["Main part"]),
        ('{% include "a.html" with heading="No jobs" only %}', ["No jobs"]),
        ('{{ x|default:"Nothing yet" }}', ["Nothing yet"]),
        ('<p class="lead">{% translate "Hello" %} {{ name }}</p>{# a note #}', []),
        ("{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}", []),
    ],
)
def test_unmarked_words_would_be_found(source, words):
    assert unmarked_in(source) == words


def test_marks_are_found_as_django_asks_for_them():
    python = 'a = _("One")\nb = ngettext("%(n)d day", "%(n)d days", n)\n'
    assert [(m.text, m.plural) for m in in_python(python, "a.py")] == [
        ("One", ""),
        ("%(n)d day", "%(n)d days"),
    ]
    template = (
        '{% translate "5 % off" %}{% blocktranslate trimmed %}\n Hi\n {{ name }}\n{% endblocktranslate %}'
    )
    assert [m.text for m in in_template(template, "a.html")] == ["5 %% off", "Hi %(name)s"]


def test_a_mark_that_could_not_be_found_is_refused():
    with pytest.raises(ValueError, match="a.py:1: a translated text must be written out"):
        list(in_python('_(f"Hello {name}")', "a.py"))


@pytest.mark.parametrize(
    "path", ["/", "/how-we-evaluate/", "/accounts/login/", "/accounts/signup/", "/nowhere/"]
)
def test_a_page_in_spanish_has_no_english_sentence(client: Client, db, path, spanish):
    page = client.get(path, headers={"accept-language": "es"})
    body = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))
    english = [text for text in spanish if len(text) > 12 and "%" not in text and "<" not in text]
    with override("es"):
        assert [text for text in english if text in body and spanish[text].msgstr != text] == []
