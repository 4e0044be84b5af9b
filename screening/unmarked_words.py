"""Words of a template that no reader of another language would see translated, found without rendering it."""

import re

from django.template.base import Lexer, TokenType

_OPEN = re.compile(r"^(?:blocktrans(?:late)?|comment|verbatim)\b")
_CLOSE = re.compile(r"^end(?:blocktrans(?:late)?|comment|verbatim)\b")
_ATTRIBUTE = re.compile(r"""\s(?:aria-label|title|alt|placeholder|data-label)="([^"]*)\"""")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_GIVEN = re.compile(
    r"""\b(?:heading|text|action|name|caption|submit|secondary_text|form_error_title|label|title)=["']([^"']*)["']"""
)
_DEFAULT = re.compile(r"""\|default(?:_if_none)?:["']([^"']*)["']""")
_WORD = re.compile(r"[A-Za-z]{2,}")
_HOLE = "\x00"


def unmarked_in(source: str) -> list[str]:
    """The words outside translate and blocktranslate: between tags, in attributes that are read, given to a part."""
    found: list[str] = []
    html = ""
    inside = False
    for token in Lexer(source).tokenize():
        contents = token.contents
        if token.token_type == TokenType.BLOCK and _CLOSE.match(contents):
            inside = False
        elif inside or token.token_type == TokenType.COMMENT:
            continue
        elif token.token_type == TokenType.TEXT:
            html += contents
        else:
            html += _HOLE
            inside = token.token_type == TokenType.BLOCK and bool(_OPEN.match(contents))
            given = _GIVEN.findall(contents) if contents.startswith("include") else []
            found += [words for words in given + _said_instead(contents) if _readable(words)]
    found += [words for words in _ATTRIBUTE.findall(html) if _readable(words.replace(_HOLE, ""))]
    for piece in re.split(f"[{_HOLE}]", _TAG.sub(_HOLE, html)):
        words = re.sub(r"&\w+;", "", piece).strip()
        if _readable(words):
            found.append(words)
    return found


def _said_instead(contents: str) -> list[str]:
    """What a filter says in place of nothing, where it is said to people: a class or a level begins small."""
    return [words for words in _DEFAULT.findall(contents) if words[:1].isupper() or " " in words]


def _readable(words: str) -> bool:
    return bool(_WORD.search(words)) and not words.startswith(("usa-", "page--", "/"))
