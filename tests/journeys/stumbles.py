"""What a person stumbles over on a page: WCAG 2.2 AA, sideways scrolling, small targets, mistakes tied to nothing."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from screening.models import User
from tests.axe import violations
from tests.factories import PASSWORD
from tests.journeys.everywhere import State, demonstration, states

NARROW, WIDE = 320, 1280
"""320 pixels are also what 1280 are at 400 % zoom (WCAG 1.4.10)."""
PRESSED = """() => {
  const forms = [...document.querySelectorAll("main form")].filter(e => e.method === "post" && e.querySelector("button[type=submit]"));
  const form = forms.find(e => e.id === "page-form") || forms.sort((a, b) => b.elements.length - a.elements.length)[0];
  form?.querySelector("button[type=submit]").setAttribute("data-pressed", "");
  return Boolean(form);
}"""

# What a person who sees, hears or presses would stumble over; each gives the faults of the page in words.
STUMBLES = """() => {
  const seen = e => e.getClientRects().length && getComputedStyle(e).visibility !== "hidden";
  const say = e => e.outerHTML.slice(0, 90);
  const faults = [];
  const headings = [...document.querySelectorAll("h1")].filter(seen);
  if (headings.length !== 1) faults.push(`${headings.length} headings of the first level`);
  if (document.documentElement.scrollWidth > innerWidth)
    faults.push(`scrolls sideways: ${document.documentElement.scrollWidth} of ${innerWidth}`);
  for (const e of document.querySelectorAll("a, button, select, summary, textarea, input:not([type=hidden])")) {
    const label = e.labels && e.labels[0];
    const pressed = e.matches("[type=radio], [type=checkbox]") && label ? label : e;
    const box = pressed.getBoundingClientRect();
    const inText = e.matches("a") && e.closest("p, li, dd, td, .lead, .note") && e.parentElement.textContent.trim() !== e.textContent.trim();
    if (seen(pressed) && !e.closest("[aria-hidden=true], .skip-link") && !e.matches(".skip-link") && !inText && (box.height < 24 || box.width < 24))
      faults.push(`smaller than 24 by 24 (${Math.round(box.width)} by ${Math.round(box.height)}): ${say(e)}`);
  }
  for (const e of document.querySelectorAll("*")) {
    const style = getComputedStyle(e);
    const moves = [...style.transitionDuration.split(","), ...style.animationDuration.split(",")].map(parseFloat);
    if (Math.max(...moves) > 0.01) { faults.push(`moves although less motion was asked for: ${say(e)}`); break; }
  }
  return faults;
}"""
MISTAKES = """() => {
  const say = e => e.outerHTML.slice(0, 90);
  const faults = [];
  const summary = document.querySelector("[data-error-summary]");
  if (!summary) return ["no summary of the mistakes"];
  if (document.activeElement !== summary) faults.push(`the focus is not on the summary but on ${say(document.activeElement)}`);
  const links = [...summary.querySelectorAll("a")];
  if (!links.length) faults.push("the summary leads nowhere");
  for (const link of links) {
    const control = document.getElementById(link.hash.slice(1));
    if (!control) { faults.push(`no control for ${say(link)}`); continue; }
    const group = control.closest("fieldset, [role=radiogroup], [role=group]") || control;
    const invalid = control.matches("[aria-invalid=true]") || group.matches("[aria-invalid=true]");
    const ids = [control, group].flatMap(e => (e.getAttribute("aria-describedby") || "").split(" ")).filter(Boolean);
    const told = ids.some(id => (document.getElementById(id)?.textContent || "").trim());
    if (!invalid) faults.push(`not marked as a mistake: ${say(control)}`);
    if (!told) faults.push(`its mistake is not tied to it: ${say(control)}`);
  }
  return faults;
}"""


def faults_everywhere(new_page: Callable[..., Any], base: str, language: str) -> list[str]:
    """The faults of every page in every state, for each person who may open it."""
    demonstration()
    User.objects.update(language=language)
    people: dict[str | None, Any] = {}
    faults: list[str] = []
    titles: dict[str, str] = {}
    for state in states():
        if state.who not in people:
            people[state.who] = _person(new_page, base, state.who, language)
        faults += _faults(people[state.who], base, state, language, titles)
    return faults + _locked_out(people[None], base, language)


def _locked_out(page: Any, base: str, language: str) -> list[str]:
    """The page after too many tries to sign in."""
    for _ in range(settings.AXES_FAILURE_LIMIT + 1):
        page.goto(f"{base}/accounts/login/")
        page.fill("[name=login]", "nobody@example.org")
        page.fill("[name=password]", "not the password")
        with page.expect_navigation():
            page.locator("main form button[type=submit]").first.click()
    heading = {"en": "Too many tries", "es": "Demasiados intentos"}[language]
    said = [] if page.locator("h1").inner_text() == heading else [page.locator("h1").inner_text()]
    return [f"locked out: {words}" for words in said + _stumbles(page, language)]


def _person(new_page: Callable[..., Any], base: str, who: str | None, language: str) -> Any:
    page = new_page(locale=language, reduced_motion="reduce", viewport={"width": NARROW, "height": 720})
    if who is not None:
        page.goto(f"{base}/accounts/login/")
        page.fill("[name=login]", who)
        page.fill(
            "[name=password]",
            PASSWORD if who in ("empty@example.org", "filled@example.org") else "demonstration only",
        )
        with page.expect_navigation():
            page.locator("main form button[type=submit]").first.click()
        assert "/accounts/login" not in page.url
    return page


def _faults(page: Any, base: str, state: State, language: str, titles: dict[str, str]) -> list[str]:
    page.set_viewport_size({"width": NARROW, "height": 720})
    page.goto(base + state.path)
    found = []
    if urlsplit(page.url).path != urlsplit(state.path).path:
        found.append(f"led to {page.url}")
    if state.sends:
        for name, value in state.types:
            page.fill(f"[name={name}]", value)
        if not page.evaluate(PRESSED):
            return [f"{state.path} as {state.who}: has no form to send"]
        with page.expect_navigation():
            page.locator("[data-pressed]").click()
        found += page.evaluate(MISTAKES)
        if not page.title().startswith("Error:"):
            found.append(f"the title does not say that there is a mistake: {page.title()}")
    kind = re.sub(r"\d+|\?.*", "", state.path)
    if titles.setdefault(page.title(), kind) != kind:
        found.append(f"has the title of {titles[page.title()]}: {page.title()}")
    found += _stumbles(page, language)
    where = f"{state.path}{' (sent)' if state.sends else ''} as {state.who}"
    return [f"{where}: {words}" for words in found]


def _stumbles(page: Any, language: str) -> list[str]:
    """The faults of the page that is open, narrow and wide."""
    page.set_viewport_size({"width": NARROW, "height": 720})
    found = [] if page.locator("html").get_attribute("lang") == language else ["speaks another language"]
    found += [f"axe {each}" for each in violations(page)]
    found += page.evaluate(STUMBLES)
    page.set_viewport_size({"width": WIDE, "height": 720})
    return found + [f"at {WIDE}: {words}" for words in page.evaluate(STUMBLES) if words not in found]
