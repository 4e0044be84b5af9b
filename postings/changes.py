"""What changed between two revisions: section by section, field by field, requirement by requirement, in plain words."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from postings.city_time import day_in_words, instant_in_words
from postings.domain.queries import compiled
from postings.list_policy import ListPolicy
from postings.list_policy_in_words import policy_in_words
from postings.minimum_requirements import Description, describe
from postings.models import PostingRevision
from postings.posting_page import set_sections
from postings.typesetting import Block, Item

WORD = re.compile(r"\S+\s*")
ALIKE = 0.5
"""Two texts that share half of their words are one text that was changed, not one taken out and another put in."""


class Piece(NamedTuple):
    """Some words of a text; ``marked`` where the other text does not have them."""

    text: str
    marked: bool


class Change(NamedTuple):
    """``kind`` is changed, added or removed; ``before`` and ``now`` are the text in pieces, empty where there is none."""

    kind: str
    before: list[Piece]
    now: list[Piece]


class Part(NamedTuple):
    """A part of the posting and what changed in it."""

    title: str
    changes: list[Change]


def parts_of(before: PostingRevision, now: PostingRevision) -> list[Part]:
    """Every part of either revision, in the order of the page; one without changes is as it was."""
    old, new = dict(_parts(before)), dict(_parts(now))
    titles = [*new, *(title for title in old if title not in new)]
    return [Part(title, list(_changes(old.get(title, []), new.get(title, [])))) for title in titles]


def _parts(revision: PostingRevision) -> Iterator[tuple[str, list[str]]]:
    yield _("Dates and pay"), _terms(revision)
    yield _("What you must meet"), list(_described(describe(compiled(revision))))
    for section in set_sections(revision):
        lines = list(_lines([*section.text, *section.notes]))
        if lines:
            yield section.title, lines
    yield _("Questions you are asked"), [_question(each) for each in revision.questions.all()]
    yield (
        _("Questions about each job"),
        [each.get("question") or each["label"] for each in revision.requirements.get("duties", [])],
    )
    yield _("Documents"), [_document(each) for each in revision.document_kinds.all()]
    yield (
        _("Points for highly desirable qualifications"),
        [f"{each['label']}: {each['points']}" for each in revision.highly_desirable],
    )


def _terms(revision: PostingRevision) -> list[str]:
    closes = instant_in_words(revision.closes_at) if revision.closes_at else _("no closing date (continuous)")
    days, notice = revision.list_days, revision.closing_notice_days
    lines = [
        _("Closes: %(when)s") % {"when": closes},
        ngettext("The eligible list lasts %(days)s day", "The eligible list lasts %(days)s days", days)
        % {"days": days},
    ]
    if revision.closes_at is None:
        lines.append(
            ngettext("Notice before closing: %(days)s day", "Notice before closing: %(days)s days", notice)
            % {"days": notice}
        )
    if revision.wage_base_low is not None:
        high = revision.wage_base_high or revision.wage_base_low
        words = {"low": revision.wage_base_low, "high": high, "per": revision.wage_unit}
        lines.append(_("Wage: $%(low)s to $%(high)s per %(per)s") % words)
    for step in revision.wage_increases.all():
        words = {
            "percent": f"{step.percent:f}".rstrip("0").rstrip("."),
            "day": day_in_words(step.effective_on),
        }
        lines.append(_("Wage increase: %(percent)s%% from %(day)s") % words)
    return [*lines, *policy_in_words(ListPolicy.of(revision.list_policy))]


def _described(one: Description) -> Iterator[str]:
    yield one.text
    for child in one.children:
        yield from _described(child)


def _lines(found: list[Block]) -> Iterator[str]:
    for block in found:
        yield from _items(block.items) if block.kind == "list" else [f"{block.lead} {block.text}".strip()]


def _items(items: list[Item]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from _items(item.items)


def _question(question: Any) -> str:
    choices = "; ".join(choice["label"] for choice in question.choices)
    optional = "" if question.required else _("(optional)")
    return " ".join(part for part in (question.text, optional, question.help, choices) if part)


def _document(document: Any) -> str:
    needed = {
        "required": _("required"),
        "conditional": _("only if it applies to you"),
        "helpful": _("not required"),
    }[document.needed]
    late = _("may follow later") if document.curable else _("must be attached when you apply")
    return f"{document.label} ({needed}, {late}). {document.help}".strip()


def _changes(old: list[str], new: list[str]) -> Iterator[Change]:
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone, come = old[a:b], new[c:d]
        while gone and come and _alike(gone[0], come[0]):
            yield _changed(gone.pop(0), come.pop(0))
        yield from (Change("removed", [Piece(text, True)], []) for text in gone)
        yield from (Change("added", [], [Piece(text, True)]) for text in come)


def _alike(old: str, new: str) -> bool:
    words = re.findall(r"\w+", old), re.findall(r"\w+", new)
    return SequenceMatcher(a=words[0], b=words[1], autojunk=False).ratio() >= ALIKE


def _changed(old: str, new: str) -> Change:
    before, now = list[Piece](), list[Piece]()
    a, b = WORD.findall(old), WORD.findall(new)
    bare = SequenceMatcher(a=[word.strip() for word in a], b=[word.strip() for word in b], autojunk=False)
    for kind, i, j, k, m in bare.get_opcodes():
        before += [Piece("".join(a[i:j]), kind != "equal")] if j > i else []
        now += [Piece("".join(b[k:m]), kind != "equal")] if m > k else []
    return Change("changed", before, now)
