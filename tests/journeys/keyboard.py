"""Somebody who has a keyboard and no mouse: Tab, Enter, Space, arrows and letters, and a focus that can be seen."""

from typing import Any

MOST_TABS = 120
# Whether something shows where the focus is: an outline that is drawn, or a shadow or border that it has only now.
SHOWN = """() => {
  const e = document.activeElement;
  const look = e => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderColor, s.backgroundColor].join(); };
  const drawn = e => { const s = getComputedStyle(e); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0; };
  const pressed = e.matches("[type=radio], [type=checkbox]") && e.labels[0] ? [e, e.labels[0]] : [e];
  if (pressed.some(drawn) || pressed.some(p => getComputedStyle(p, "::before").outlineStyle !== "none")) return true;
  const focused = pressed.map(look).join("|");
  e.blur();
  const blurred = pressed.map(look).join("|");
  e.focus();
  return focused !== blurred;
}"""


SAYS = "words => document.activeElement.matches('a, button') && document.activeElement.innerText.trim() === words"


class Keyboard:
    """One person's keyboard on a page."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def to(self, selector: str) -> None:
        """Tab until the control has the focus, which must be seen at each stop."""
        self._tab_until("s => document.activeElement.matches(s)", selector)

    def _tab_until(self, arrived: str, sought: str) -> None:
        for _ in range(MOST_TABS):
            if self.page.evaluate(arrived, sought):
                return
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement === document.body"):
                continue  # past the last control, before the browser begins at the top
            where = self.page.evaluate("document.activeElement.outerHTML.slice(0, 100)")
            assert self.page.evaluate(SHOWN), f"the focus is not to be seen on {where} of {self.page.url}"
        raise AssertionError(f"{sought} is not reached by Tab on {self.page.url}")

    def follow(self, selector: str) -> None:
        """Go to a link or button and press it; the page that follows is there afterwards."""
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def press(self, words: str) -> None:
        """Go to the link or button that says exactly this and press it; the page that follows is there afterwards."""
        self._tab_until(SAYS, words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def follow_within(self, selector: str) -> None:
        """Go to a link that leads to another place of the same page, as those of an error summary do, and press it."""
        self.to(selector)
        self.page.keyboard.press("Enter")

    def fill(self, name: str, text: str) -> None:
        self.to(f"[name={name}]")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def pick(self, name: str, letters: str) -> None:
        """Choose from a list by typing the first letters of what it says."""
        self.to(f"select[name={name}]")
        self.page.keyboard.type(letters)

    def choose(self, name: str, value: str) -> None:
        """A checkbox by Space; a radio button by Space or, from its neighbours, by the arrows."""
        wanted = f"[name={name}][value='{value}']"
        if self.page.locator(wanted).get_attribute("type") == "checkbox":
            self.to(wanted)
            self.page.keyboard.press("Space")
            return
        self.to(f"[name={name}]")
        self.page.keyboard.press("Space")
        for _ in range(self.page.locator(f"[name={name}]").count()):
            if self.page.locator(wanted).is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        assert self.page.locator(wanted).is_checked(), wanted
