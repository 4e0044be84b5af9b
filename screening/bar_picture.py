"""Figures as a picture made on the server: a bar a row, with its words above it. The page shows the same as a table."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from postings.picture import svg

WIDTH, BAR, ROW, SCALE = 760, 16, 40, 740
THINNEST = 1.5
"""A bar of something that is there can be seen."""


class Bar(NamedTuple):
    """``words`` say the figure as the table does; ``size`` only gives the length, of ``mark`` a line on the bar's row."""

    words: str
    size: float
    mark: float | None = None


def bars_svg(title: str, description: str, bars: Sequence[Bar]) -> SafeString:
    """A bar a row from the longest's length; empty when nothing is there to be drawn."""
    longest = max((max(bar.size, bar.mark or 0) for bar in bars), default=0)
    if longest <= 0:
        return SafeString("")
    height = ROW * len(bars) + 8
    drawn = format_html_join(
        "", "{}", ((_bar(bar, place, SCALE / longest),) for place, bar in enumerate(bars))
    )
    return svg(WIDTH, height, title, drawn, description=description, css_class="timeline__svg")


def _bar(bar: Bar, place: int, scale: float) -> SafeString:
    top = ROW * place
    width = round(max(bar.size * scale, THINNEST), 1) if bar.size else 0
    mark = SafeString("")
    if bar.mark is not None:
        x = round(8 + bar.mark * scale, 1)
        mark = format_html(
            '<line class="timeline__mark" x1="{}" y1="{}" x2="{}" y2="{}"/>', x, top + 15, x, top + 37
        )
    return format_html(
        '<text class="timeline__text" x="8" y="{}">{}</text>'
        '<rect class="timeline__bar timeline__bar--counted" x="8" y="{}" width="{}" height="{}" rx="2"/>{}',
        top + 13,
        bar.words,
        top + 18,
        width,
        BAR,
        mark,
    )
