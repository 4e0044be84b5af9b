"""Selection rates as a picture made on the server: a bar a group, and the line of four fifths of the highest rate."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from postings.picture import svg
from screening.selection_rates_files import group_words, table_words

WIDTH, BAR, ROW, TOP, SCALE = 760, 16, 44, 24, 660
LETTER = 6.8


def rates_svg(table: dict[str, Any], of: str) -> SafeString:
    """A bar a shown group that has people; empty where there is none. Each bar says its words beside it."""
    rows = [row for row in table["rows"] if "rate" in row]
    if not rows:
        return SafeString("")
    highest = max(float(row["rate"]) for row in rows)
    height = TOP + ROW * len(rows) + 12
    title = f"{of} by {table_words(table['by']).lower()}: the share selected of each group"
    bars = format_html_join("", "{}", ((_bar(table, row, number),) for number, row in enumerate(rows)))
    return svg(WIDTH, height, title, _four_fifths(0.8 * highest, height), bars, css_class="timeline__svg")


def _four_fifths(rate: float, height: int) -> SafeString:
    x = round(8 + SCALE * rate, 1)
    return format_html(
        '<line class="timeline__mark" x1="{}" y1="{}" x2="{}" y2="{}"/><text class="timeline__text" x="{}" y="14">{}</text>',
        x,
        TOP - 6,
        x,
        height - 6,
        min(x + 4, WIDTH - 24 * LETTER),
        f"four fifths: {rate:.0%}",
    )


def _bar(table: dict[str, Any], row: dict[str, Any], number: int) -> SafeString:
    top = TOP + ROW * number
    rate = float(row["rate"])
    words = f"{group_words(table['by'], row['group'])}: {row['selected']} of {row['number']}, {rate:.1%}"
    if row["under_four_fifths"]:
        words += " – less than four fifths"
    return format_html(
        '<rect class="timeline__bar timeline__bar--{}" x="8" y="{}" width="{}" height="{}" rx="2"/>'
        '<text class="timeline__text" x="8" y="{}">{}</text>',
        "open" if row["under_four_fifths"] else "counted",
        top + 18,
        max(round(SCALE * rate, 1), 1),
        BAR,
        top + 13,
        words,
    )
