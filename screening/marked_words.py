"""Every text that the code and the templates mark for translation, found without running or rendering anything."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace

ROOT = Path(__file__).resolve().parent.parent
ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
COUNTED = {"ngettext", "ngettext_lazy"}
_TRANSLATE = re.compile(r"""^trans(?:late)?\s+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
_INSIDE = re.compile(r"""\b_\((?:"([^"]*)"|'([^']*)')\)""")
_BLOCK = re.compile(r"^blocktrans(?:late)?\b")


class Marked(NamedTuple):
    """A text, its plural where it has one, and where it stands ('templates/base.html:40')."""

    text: str
    plural: str
    where: str


def marked_words() -> list[Marked]:
    """Every marked text of the project, in the order of its files."""
    found: list[Marked] = []
    for room in ("postings", "screening"):
        for file in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in file.parts:
                found += in_python(file.read_text(encoding="utf-8"), str(file.relative_to(ROOT)))
    for suffix in ("*.html", "*.txt"):
        for file in sorted((ROOT / "templates").rglob(suffix)):
            found += in_template(file.read_text(encoding="utf-8"), str(file.relative_to(ROOT)))
    return found


def in_python(source: str, name: str) -> Iterator[Marked]:
    """The marked texts of a module. Raises ValueError for one that is not written out: it could not be found here."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        wanted = 1 if called in ONE else 2 if called in COUNTED else 0
        if not wanted or len(node.args) < wanted:
            continue
        where = f"{name}:{node.lineno}"
        texts = [arg.value for arg in node.args[:wanted] if isinstance(arg, ast.Constant)]
        if len(texts) != wanted or not all(isinstance(text, str) for text in texts):
            if isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
                raise ValueError(f"{where}: a translated text must be written out, with named placeholders")
            continue
        yield Marked(str(texts[0]), str(texts[1]) if wanted == 2 else "", where)


def in_template(source: str, name: str) -> Iterator[Marked]:
    """The marked texts of a template, as Django asks for them."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        where = f"{name}:{token.lineno}"
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        for double, single in _INSIDE.findall(token.contents):
            yield Marked((double or single).replace("%", "%%"), "", where)
        if token.token_type == TokenType.BLOCK and (found := _TRANSLATE.match(token.contents)):
            yield Marked((found["double"] or found["single"]).replace("%", "%%"), "", where)
        if token.token_type == TokenType.BLOCK and _BLOCK.match(token.contents):
            yield _block(tokens, where, trimmed="trimmed" in token.split_contents())


def _block(tokens: Iterator[Token], where: str, *, trimmed: bool) -> Marked:
    texts = [""]
    for token in tokens:
        if token.token_type == TokenType.BLOCK and token.contents.startswith("endblocktrans"):
            break
        if token.token_type == TokenType.BLOCK and token.contents.strip() == "plural":
            texts.append("")
        elif token.token_type == TokenType.VAR:
            texts[-1] += f"%({token.contents})s"
        else:
            texts[-1] += token.contents.replace("%", "%%")
    if trimmed:
        texts = [trim_whitespace(text) for text in texts]
    return Marked(texts[0], texts[1] if len(texts) > 1 else "", where)
