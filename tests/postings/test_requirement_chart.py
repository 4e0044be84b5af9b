"""The requirements as a flow chart: it says what the list says, in its order, inside its boxes, in both languages."""

import re
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import override

from postings.data_file import read_with_translations
from postings.domain.spoken import spoken
from postings.requirement_chart import LETTER, WIDTH, join_words, requirement_chart, wrapped
from postings.requirement_page import readable_levels
from tests.postings.data_files import OWN_FILES, load, load_and_publish, small

FOLDER = settings.BASE_DIR / "postings" / "data"
ARROW = "chart__tip"


def leaf(label: str) -> dict[str, Any]:
    return {"label": label, "join": "", "count": None, "children": []}


def group(join: str, *labels: str, count: str | None = None) -> dict[str, Any]:
    return {"label": "", "join": join, "count": count, "children": [leaf(label) for label in labels]}


def drawn(chart: str) -> list[str]:
    """The texts of a picture in their order, each in one line."""
    texts = re.findall(r"<text[^>]*>(.*?)</text>", chart)
    return [unescape(re.sub(r"<[^>]*>", "", text)) for text in texts]


def listed(nodes: list[dict[str, Any]]) -> list[str]:
    found: list[str] = []
    for node in nodes:
        words = [node["label"], join_words(node) if node["children"] else ""]
        found += [" ".join(text.split()) for text in words if text] + listed(node["children"])
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("name", OWN_FILES)
def test_the_chart_says_the_words_of_the_list_in_their_order(name: str) -> None:
    revision = load_and_publish(read_with_translations(FOLDER / f"{name}.yaml", ["es"]))
    english: list[str] = []
    for language, ends in (
        ("en", ("Your application", "The minimum requirements are met")),
        ("es", ("Su solicitud", "Se cumplen los requisitos mínimos")),
    ):
        with override(language):
            for level in readable_levels(spoken(revision)):
                said = listed(level["nodes"])
                assert [text.replace("- ", "") for text in drawn(level["chart"])] == [
                    ends[0],
                    *[text.replace("- ", "") for text in said],
                    ends[1],
                ]
                assert said != english
                english = said


@pytest.mark.django_db
@pytest.mark.parametrize("name", OWN_FILES)
def test_every_line_stays_inside_the_picture_and_its_own_box(name: str) -> None:
    revision = load_and_publish(read_with_translations(FOLDER / f"{name}.yaml", ["es"]))
    with override("es"):
        for level in readable_levels(spoken(revision)):
            boxes = [
                tuple(int(number) for number in box)
                for box in re.findall(
                    r'<rect class="chart__(?:box|frame[^"]*)" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"',
                    level["chart"],
                )
            ]
            for x, y, text in re.findall(r'<tspan x="(\d+)" y="(\d+)">([^<]*)<', level["chart"]):
                around = [
                    box
                    for box in boxes
                    if box[0] <= int(x) <= box[0] + box[2] and box[1] <= int(y) <= box[1] + box[3]
                ]
                right = min(box[0] + box[2] for box in around)
                assert int(x) + len(unescape(text)) * LETTER <= right <= WIDTH


def test_arrows_lead_through_what_is_all_needed_and_into_each_of_several_ways() -> None:
    tips = {
        join: requirement_chart([group(join, "One", "Two", "Three", count="two")]).count(ARROW)
        for join in ("all", "any", "at_least", "not")
    }
    assert tips == {"all": 2 + 2, "any": 3 + 2, "at_least": 3 + 2, "not": 0 + 2}


def test_text_is_escaped_and_a_long_word_is_broken() -> None:
    assert "<script>" not in requirement_chart([leaf("<script>alert(1)</script>")])
    assert wrapped("ab cd efghijkl", 5 * LETTER + 1) == ["ab cd", "efgh-", "ijkl"]


@pytest.mark.django_db
def test_without_requirements_that_can_be_read_there_is_no_picture() -> None:
    assert requirement_chart([]) == ""
    draft = load(small()).revision
    draft.requirements = {"tree": {}}
    assert readable_levels(draft) == []


@pytest.mark.django_db
def test_the_posting_shows_the_chart_beside_the_list(client: Any) -> None:
    revision = load_and_publish(small())
    page = client.get(f"/postings/{revision.posting.slug}/").content.decode()
    [level] = readable_levels(revision)
    assert page.count(level["chart"]) == 1
    assert 'aria-label="Flow chart, can be scrolled sideways"' in page
