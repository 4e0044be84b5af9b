"""The requirements as a flow chart made on the server: what must be met one after another, and where one way is enough."""

from typing import Any, NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from postings.picture import svg

WIDTH = 600
LETTER = 6.9
"""The width of a letter at 13 px, rather too much than too little: a line stays inside its box."""
LINE, PAD, RAIL, GAP = 18, 12, 18, 22
NARROWEST = 160
"""A box is never less wide; what is nested deeper than that gets no more indent."""
ONE_WAY = ("any", "at_least")


class _Drawn(NamedTuple):
    svg: SafeString
    height: int


def requirement_chart(nodes: list[dict[str, Any]], name: str = "") -> SafeString:
    """An SVG of the nodes that ``requirement_tree.html`` shows as a list, in the language in force; empty without nodes.

    From 'Your application' down: groups stand in frames. In a frame of 'all of these' the way goes through each box; in
    one of 'any one of these' it may go through any.
    """
    if not nodes:
        return SafeString("")
    x, inside = PAD, WIDTH - 2 * PAD
    begin = _end(_("Your application"), 4)
    y = 4 + begin.height
    parts = [begin.svg]
    for node in nodes:
        parts.append(_arrow_down(WIDTH // 2, y, y + GAP))
        drawn = _node(node, x, y + GAP, inside)
        parts.append(drawn.svg)
        y += GAP + drawn.height
    parts.append(_arrow_down(WIDTH // 2, y, y + GAP))
    end = _end(_("The minimum requirements are met"), y + GAP)
    height = y + GAP + end.height + 4
    title = _("Flow chart of the minimum requirements") + (f": {name}" if name else "")
    said = _("The list of requirements on this page says the same in words.")
    return svg(WIDTH, height, title, *parts, end.svg, description=said)


def join_words(node: dict[str, Any]) -> str:
    """How the parts of a requirement join, in the words of the list; empty for a single requirement."""
    return {
        "all": _("all of these"),
        "any": _("any one of these"),
        "at_least": _("at least %(count)s of these") % {"count": node.get("count") or 1},
        "not": _("none of these"),
    }.get(node.get("join") or "", "")


def wrapped(text: str, width: float) -> list[str]:
    """The words in lines of no more than ``width`` pixels; a word that is longer than a line is broken."""
    most = max(int(width / LETTER), 1)
    lines: list[str] = []
    for word in text.split():
        while len(word) > most:
            lines.append(word[: most - 1] + "-")
            word = word[most - 1 :]
        if lines and not lines[-1].endswith("-") and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _node(node: dict[str, Any], x: int, y: int, width: int) -> _Drawn:
    children = node.get("children") or []
    if not children:
        return _box(node["label"], x, y, width)
    heads = [(node["label"], "chart__text"), (join_words(node), "chart__text chart__join")]
    written = [_lines(text, x + PAD, width - 2 * PAD, look) for text, look in heads if text]
    top, texts = y + PAD, []
    for lines in written:
        texts.append(_text(lines, top))
        top += LINE * len(lines)
    one_way = node.get("join") in ONE_WAY
    body = (_rails if one_way else _one_after_another)(node, x, top, width)
    height = top + body.height + PAD - y
    frame = format_html(
        '<rect class="chart__frame{}" x="{}" y="{}" width="{}" height="{}" rx="8"/>',
        " chart__frame--not" if node.get("join") == "not" else "",
        x,
        y,
        width,
        height,
    )
    heading = format_html_join("", "{}", ((text,) for text in texts))
    return _Drawn(format_html("{}{}{}", frame, heading, body.svg), height)


def _one_after_another(node: dict[str, Any], x: int, top: int, width: int) -> _Drawn:
    """Parts one below the other. Arrows lead through them only where each is needed."""
    gap = GAP if node.get("join") == "all" else PAD
    edge = PAD if width - 2 * PAD >= NARROWEST else 2
    parts: list[SafeString] = []
    y = top
    for child in node["children"]:
        if gap == GAP and y > top:
            parts.append(_arrow_down(x + width // 2, y, y + GAP))
        y += gap if y > top else PAD
        drawn = _node(child, x + edge, y, width - 2 * edge)
        parts.append(drawn.svg)
        y += drawn.height
    return _Drawn(format_html_join("", "{}", ((part,) for part in parts)), y - top)


def _rails(node: dict[str, Any], x: int, top: int, width: int) -> _Drawn:
    """Parts of which some are enough: a way in on the left, a way out on the right, and each part between the two."""
    edge = PAD + RAIL if width - 2 * (PAD + RAIL) >= NARROWEST else RAIL
    left, right = x + edge - RAIL + 2, x + width - edge + RAIL - 2
    parts: list[SafeString] = []
    crossings: list[int] = []
    y = top
    for child in node["children"]:
        drawn = _node(child, x + edge, y + PAD, width - 2 * edge)
        crossings.append(y + PAD + min(drawn.height // 2, 20))
        parts += [drawn.svg, _arrow_right(left, x + edge, crossings[-1])]
        parts.append(_line(x + width - edge, crossings[-1], right, crossings[-1]))
        y += PAD + drawn.height
    parts.append(_line(left, top + 4, left, crossings[-1]))
    parts.append(_line(right, crossings[0], right, y + PAD // 2))
    parts.append(_line(right, y + PAD // 2, x + width // 2, y + PAD // 2))
    parts.append(_line(x + width // 2, y + PAD // 2, x + width // 2, y + 2 * PAD))
    return _Drawn(format_html_join("", "{}", ((part,) for part in parts)), y + PAD - top)


def _box(text: str, x: int, y: int, width: int) -> _Drawn:
    lines = _lines(text, x + 10, width - 20, "chart__text")
    height = LINE * len(lines) + 14
    return _Drawn(
        format_html(
            '<rect class="chart__box" x="{}" y="{}" width="{}" height="{}" rx="3"/>{}',
            x,
            y,
            width,
            height,
            _text(lines, y + 5),
        ),
        height,
    )


def _end(text: str, y: int) -> _Drawn:
    """Where the way begins, and where it ends."""
    width = round(len(text) * LETTER) + 40
    return _Drawn(
        format_html(
            '<rect class="chart__end" x="{}" y="{}" width="{}" height="34" rx="17"/>'
            '<text class="chart__text chart__text--end" x="{}" y="{}" text-anchor="middle">{}</text>',
            (WIDTH - width) // 2,
            y,
            width,
            WIDTH // 2,
            y + 22,
            text,
        ),
        34,
    )


class _Line(NamedTuple):
    x: int
    text: str
    look: str


def _lines(text: str, x: int, width: int, look: str) -> list[_Line]:
    return [_Line(x, line, look) for line in wrapped(text, width)]


def _text(lines: list[_Line], top: int) -> SafeString:
    """One text with a line a row, so that it is read and copied as one."""
    if not lines:
        return SafeString("")
    rows = format_html_join(
        " ",
        '<tspan x="{}" y="{}">{}</tspan>',
        ((line.x, top + LINE * place + 14, line.text) for place, line in enumerate(lines)),
    )
    return format_html('<text class="{}">{}</text>', lines[0].look, rows)


def _line(x1: int, y1: int, x2: int, y2: int) -> SafeString:
    return format_html('<line class="chart__line" x1="{}" y1="{}" x2="{}" y2="{}"/>', x1, y1, x2, y2)


def _arrow_down(x: int, y1: int, y2: int) -> SafeString:
    head = f"M{x - 5} {y2 - 7}h10l-5 7z"
    return format_html('{}<path class="chart__tip" d="{}"/>', _line(x, y1, x, y2 - 4), head)


def _arrow_right(x1: int, x2: int, y: int) -> SafeString:
    head = f"M{x2 - 7} {y - 5}v10l7 -5z"
    return format_html('{}<path class="chart__tip" d="{}"/>', _line(x1, y, x2 - 4, y), head)
