"""A posting's text, pasted: split into sections by its headings, and its requirements into sentences."""

import re
from typing import Any

HEADINGS = {
    "minimum_requirements_text": ("minimum", "requirement", "qualification"),
    "highly_desirable": ("desirable", "preferred"),
    "required_documents": ("document",),
    "screening_process": ("screening", "selection", "evaluation"),
    "supplemental_information": ("supplemental", "additional", "benefit"),
    "pay": ("pay", "salary", "wage", "compensation"),
}
"""Words of a heading, and the section that the text below it becomes. What stands under another is job information."""
_HEADING = re.compile(r"[A-Z][A-Z0-9 ,&/'()-]{2,78}:?")
_END = re.compile(r"(?<=[.;])\s+(?=[A-Za-z(])")
_ITEM = re.compile(r"[A-Z]{4,}:|[-*•]\s|\d+[.)]\s")


def sections_of(text: str) -> dict[str, str]:
    """The pasted text by section, in its own words; lines that were broken by width are joined again."""
    found: dict[str, list[str]] = {}
    name = "job_information"
    for line in text.splitlines():
        bare = line.strip()
        if _HEADING.fullmatch(bare):
            name = _section(bare)
        else:
            found.setdefault(name, []).append(bare)
    joined = {each: _joined(lines) for each, lines in found.items()}
    return {each: words for each, words in joined.items() if words}


def requirement_sentences(sections: dict[str, Any]) -> list[str]:
    """The sentences of the minimum requirements, each once."""
    text = str(sections.get("minimum_requirements_text", ""))
    sentences = [each.strip() for line in text.splitlines() for each in _END.split(line)]
    return list(dict.fromkeys(each for each in sentences if each))


def _section(heading: str) -> str:
    words = heading.lower()
    return next(
        (name for name, marks in HEADINGS.items() if any(mark in words for mark in marks)), "job_information"
    )


def _joined(lines: list[str]) -> str:
    paragraphs: list[str] = []
    new = True
    for line in lines:
        if not line or new or _ITEM.match(line) or (paragraphs and paragraphs[-1].endswith((".", ":"))):
            if line:
                paragraphs.append(line)
        else:
            paragraphs[-1] += f" {line}"
        new = not line
    return "\n".join(paragraphs)
