"""WCAG 2.2 AA by axe, asked inside the page for violations alone, which takes a fraction of its whole report's time."""

import json
import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
BEST_PRACTICE = (*WCAG, "best-practice")
RUN = """options => axe.run(document, options).then(
  found => found.violations.map(rule => [rule.id, rule.nodes.map(node => node.html.slice(0, 160))]))"""
CHANGES_EACH_TIME = re.compile(r'\d+|(?<=name="csrfmiddlewaretoken" value=")[^"]+|(?<=nonce=")[^"]+')

_found: dict[str, list[str]] = {}


def violations(page: Any, rules: Sequence[str] = WCAG, *, preload: bool = True) -> list[str]:
    """Each violated rule and the elements that violate it. A page met before, alike but for its numbers, is remembered.

    ``preload``: whether axe reads the style sheets too, for which it writes a style into the page.
    """
    page.wait_for_load_state()
    size = json.dumps(page.viewport_size)
    text = CHANGES_EACH_TIME.sub("0", page.evaluate("document.documentElement.outerHTML"))
    key = sha256("\0".join((size, *rules, text)).encode()).hexdigest()
    if key not in _found:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        options = {"runOnly": list(rules), "resultTypes": ["violations"], "preload": preload}
        _found[key] = [f"{rule}: {nodes[:3]}" for rule, nodes in page.evaluate(RUN, options)]
    return _found[key]
