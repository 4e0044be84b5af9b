"""Agreement as a picture made on the server: a bar a requirement, as long as the share that two reviewers found the same."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from postings.picture import svg
from screening.domain.agreement import Line

WIDTH, BAR, ROW, SCALE = 760, 16, 44, 740
LETTERS = 90


def agreement_svg(lines: Sequence[Line]) -> SafeString:
    """First and second reviewer, a bar a requirement with its words above; empty where nobody looked a second time."""
    rows = [line for line in lines if line.first_second.number]
    if not rows:
        return SafeString("")
    height = ROW * len(rows) + 12
    title = "Agreement of the first and the second reviewer by requirement"
    bars = format_html_join("", "{}", ((_bar(line, number),) for number, line in enumerate(rows)))
    return svg(WIDTH, height, title, bars, css_class="timeline__svg")


def _bar(line: Line, number: int) -> SafeString:
    top, found = ROW * number, line.first_second
    words = line.words if len(line.words) <= LETTERS else f"{line.words[: LETTERS - 1]}…"
    return format_html(
        '<rect class="timeline__bar timeline__bar--{}" x="8" y="{}" width="{}" height="{}" rx="2"/>'
        '<text class="timeline__text" x="8" y="{}">{}</text>',
        "counted" if found.agreed == found.number else "open",
        top + 20,
        max(round(SCALE * found.agreed / found.number, 1), 1),
        BAR,
        top + 14,
        f"{words}: {found.agreed} of {found.number}, {found.percent} %",
    )
