"""The picture of what counted: from a stored proof alone, with nothing inline, and every text escaped."""

import re
from typing import Any
from xml.etree import ElementTree

from screening.timeline import find, timeline_svg

NAMESPACE = "{http://www.w3.org/2000/svg}"


def a_job(number: int, counts: str, **changes: Any) -> dict[str, Any]:
    days = {"days": 181.0, "from": "2024-01-01", "to": "2024-06-29"}
    return {
        "job": number,
        "title": "Agent",
        "employer": "Sweetwater Water",
        "counts": counts,
        "held": {"from": "2024-01-01", "to": "2024-06-29"},
        "least": days if counts in ("yes", "partly") else None,
        "most": None if counts == "no" else days,
        "why": [],
    } | changes


def a_proof(*jobs: dict[str, Any]) -> dict[str, Any]:
    evidence = {"jobs": list(jobs), "least_months": 6.0, "most_months": 6.0, "needed_months": 6}
    experience = {
        "id": "service",
        "kind": "experience",
        "text": "Six months of service",
        "evidence": evidence,
    }
    return {"as_of": "2025-05-01", "tree": {"kind": "all", "text": "All", "parts": [experience]}}


def drawn(*jobs: dict[str, Any]) -> ElementTree.Element:
    return ElementTree.fromstring(timeline_svg(a_proof(*jobs), "service"))


def bars(svg: ElementTree.Element) -> list[dict[str, str]]:
    return [bar.attrib for bar in svg.iter(f"{NAMESPACE}rect")]


def texts(svg: ElementTree.Element) -> list[str]:
    return [str(text.text) for text in svg.iter(f"{NAMESPACE}text")]


def test_each_job_is_a_bar_that_says_in_words_what_its_line_says() -> None:
    svg = drawn(a_job(0, "yes"), a_job(1, "open"), a_job(2, "no"), a_job(3, "partly"))
    assert [bar["class"].split("--")[1] for bar in bars(svg)] == ["counted", "open", "left-out", "counted"]
    assert texts(svg)[-4:] == [
        "1. Agent, Sweetwater Water – counted 181 days",
        "2. Agent, Sweetwater Water – open 0 to 181 days",
        "3. Agent, Sweetwater Water – not counted",
        "4. Agent, Sweetwater Water – counted in part 181 days",
    ]


def test_a_bar_is_as_long_as_the_job_on_the_axis_of_years() -> None:
    early = a_job(0, "yes", held={"from": "2024-01-01", "to": "2024-12-31"})
    late = a_job(1, "yes", held={"from": "2025-01-01", "to": "2025-05-01"})
    first, second = bars(drawn(early, late))
    assert float(first["x"]) == 16.0
    assert float(second["x"]) > float(first["x"]) + float(first["width"]) - 2
    assert float(second["x"]) + float(second["width"]) == 744.0


def test_the_title_says_the_figures() -> None:
    svg = drawn(a_job(0, "yes"))
    title = svg.find(f"{NAMESPACE}title")
    assert title is not None
    assert title.text == svg.attrib["aria-label"] == ("Six months of service: 6.0 months counted, 6 needed")
    assert svg.attrib["role"] == "img"


def test_nothing_is_inline_and_what_people_typed_is_text() -> None:
    markup = timeline_svg(
        a_proof(a_job(0, "yes", title='"><script>alert(1)</script>', employer="=1+1")), "service"
    )
    assert "<script" not in markup
    assert re.findall(r"\s(style|on\w+|href)=", markup) == []
    assert "<script>alert(1)</script>" in " ".join(texts(ElementTree.fromstring(markup)))


def test_a_long_name_is_shortened_and_a_job_without_one_is_numbered() -> None:
    svg = drawn(a_job(0, "no", title="x" * 200, employer=""), a_job(1, "no", title=None, employer=None))
    assert texts(svg)[-2:] == [f"1. {'x' * 63}… – not counted", "2. Job 2 – not counted"]


def test_bounds_that_cross_are_said_from_the_smaller_to_the_larger() -> None:
    crossed = a_job(0, "partly", least={"days": 20.0}, most={"days": 10.0})
    assert texts(drawn(crossed))[-1].endswith("counted in part 10 to 20 days")


def test_jobs_without_dates_and_nodes_without_jobs_give_no_picture() -> None:
    unknown = a_job(0, "open", held=None, least=None, most=None)
    assert timeline_svg(a_proof(unknown), "service") == ""
    assert timeline_svg(a_proof(), "service") == ""
    assert timeline_svg(a_proof(a_job(0, "yes")), "another") == ""


def test_dates_exchanged_and_years_far_apart_are_drawn() -> None:
    exchanged = a_job(0, "open", held={"from": "2024-06-29", "to": "1950-01"})
    svg = drawn(exchanged)
    assert len(bars(svg)) == 1 and len([text for text in texts(svg) if text.isdigit()]) <= 12


def test_a_node_is_found_in_every_level() -> None:
    levels = {"I": a_proof()["tree"], "II": {"kind": "all", "parts": [{"id": "two", "kind": "typing"}]}}
    assert find({"levels": levels}, "two") == {"id": "two", "kind": "typing"}
