"""How a posting's verbatim text is set: paragraphs, small headings and lists, with not a word added or lost."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_BULLET = re.compile(r"^\s*[-•]\s*(.*)$")
_HEADING = re.compile(r"^[A-Z][A-Z ()/,&'-]{2,70}:$")
_LEAD = re.compile(r"^([A-Z][A-Z ()/,&'-]{2,70}:)\s+(\S.*)$")


@dataclass
class Item:
    """A line of a list; ``items`` are the lines it announces with its closing colon."""

    text: str
    items: list["Item"] = field(default_factory=list)


@dataclass
class Block:
    """``kind`` is heading, paragraph or list. ``lead`` is a paragraph's opening words in capitals, with their colon."""

    kind: str
    text: str = ""
    lead: str = ""
    items: list[Item] = field(default_factory=list)


def blocks(text: str) -> list[Block]:
    """The blocks of a section.

    A line that begins with a dash or a bullet belongs to a list, a dash alone on its line to the line after it. A list
    line that ends with a colon announces those after it ('at least TWO of the following …:').
    """
    found: list[Block] = []
    dash_alone = False
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            continue
        bullet = _BULLET.match(line)
        if bullet and not bullet[1]:
            dash_alone = True
        elif bullet or dash_alone:
            if not found or found[-1].kind != "list":
                found.append(Block("list"))
            _append(found[-1].items, bullet[1] if bullet else line)
            dash_alone = False
        elif _HEADING.match(line):
            found.append(Block("heading", line.removesuffix(":")))
        elif lead := _LEAD.match(line):
            found.append(Block("paragraph", lead[2], lead=lead[1]))
        else:
            found.append(Block("paragraph", line))
    return found


def set_text(value: Any) -> list[Block]:
    """The blocks of a section as a data file writes it: a text, a list of texts, a group of texts, or nothing."""
    if isinstance(value, Mapping):
        return [block for text in value.values() for block in set_text(text)]
    if isinstance(value, list):
        return [Block("list", items=[Item(text) for text in value])] if value else []
    return blocks(value) if value else []


def _append(items: list[Item], text: str) -> None:
    if items and items[-1].text.endswith(":"):
        items[-1].items.append(Item(text))
    else:
        items.append(Item(text))
