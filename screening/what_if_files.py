"""A trial of a draft as rows for a spreadsheet, and as a picture of its figures."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from postings.picture import svg
from screening.enums import Outcome
from screening.models import WhatIfRow
from screening.models.what_if import Tried
from screening.spreadsheet import Cell

COLUMNS: Final = (
    "Receipt",
    "Name",
    "Outcome now",
    "Outcome under the draft",
    "Requirement that decides",
    "Points now",
    "Points under the draft",
    "Place now",
    "Place under the draft",
    "Why it could not be tried",
)
WORDS: Final = {**dict(Outcome.choices), "": ""}
WIDTH, BAR, ROW, SCALE = 760, 16, 72, 560


def lines(rows: QuerySet[WhatIfRow]) -> Iterator[list[Cell]]:
    """One line an application; memory stays flat."""
    for row in rows.iterator(chunk_size=2_000):
        yield tried_cells(row)


def tried_cells(row: Tried) -> list[Cell]:
    """One application under the rules it was evaluated by and under others, as ``COLUMNS`` has it."""
    return [
        row.application.receipt or "",
        row.application.name,
        WORDS[row.before],
        WORDS[row.after],
        row.node_words,
        row.points_before,
        "" if row.fault else row.points_after,
        row.place_before or "",
        row.place_after or "",
        row.fault,
    ]


def outcomes_svg(figures: dict[str, Any], under: str = "under the draft") -> SafeString:
    """Two bars an outcome: as many as have it now, and as many as would have it. Each bar says its number beside it."""
    title = f"How many have each outcome now, and how many would have it {under}"
    most = max([1, *(max(row["before"], row["after"]) for row in figures["outcomes"])])
    height = ROW * len(figures["outcomes"]) + 8
    groups = format_html_join(
        "", "{}", ((_group(row, most, number, under),) for number, row in enumerate(figures["outcomes"]))
    )
    return svg(WIDTH, height, title, groups, css_class="timeline__svg")


def _group(row: dict[str, Any], most: int, number: int, under: str) -> SafeString:
    top = ROW * number
    bars = (
        ("now", "counted", top + 20, row["before"]),
        (under, "open", top + 42, row["after"]),
    )
    return format_html(
        '<text class="timeline__text" x="8" y="{}">{}</text>{}',
        top + 14,
        dict(Outcome.choices)[row["outcome"]],
        format_html_join(
            "",
            '<rect class="timeline__bar timeline__bar--{}" x="8" y="{}" width="{}" height="{}" rx="2"/>'
            '<text class="timeline__text" x="{}" y="{}">{} {}</text>',
            (
                (kind, y, width, BAR, width + 16, y + 13, count, when)
                for when, kind, y, count in bars
                for width in (max(round(SCALE * count / most, 1), 1),)
            ),
        ),
    )
