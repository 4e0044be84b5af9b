"""Reading the parts of a posting's data file that are not the engine's: days, instants, wages, texts, rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings

from postings.city_time import zone
from postings.enums import DaysCounted, PreEmployment, QuestionKind
from postings.minimum_requirements.reader import ValueReader

INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)")
LIST_KEYS = ("days", "ranking", "bands", "rule_of", "serves", "veterans_credit", "blind_until_interview")
NEEDED = ("required", "conditional", "helpful")


@dataclass(frozen=True, kw_only=True)
class Named:
    """A department (slug, name) or a class (slug, title)."""

    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Increase:
    percent: Decimal
    effective_on: date
    kind: str
    text: str


class FileReader(ValueReader):
    """Reads the parts of a posting file that are not the engine's, in the engine's manner."""

    def group(self, body: Mapping[str, Any], key: str, known: tuple[str, ...]) -> dict[str, Any]:
        if key not in body:
            self.problem(key, "This is missing.", f"Add '{key}'.")
            return {}
        return self.keys(body[key], known, key) or {}

    def named(self, body: Mapping[str, Any], key: str, words: str) -> Named | None:
        path = f"posting.{key}"
        inner = self.required(body, key, "posting", lambda value, at: self.keys(value, ("slug", words), at))
        if inner is None:
            return None
        slug = self.required(inner, "slug", path, self.web_slug)
        name = self.required(inner, words, path, self.line)
        return Named(slug=slug, name=name) if slug and name else None

    def line(self, value: Any, path: str) -> str | None:
        text = self.text(value, path)
        if text is None:
            return None
        if len(text) > 120 or "\n" in text:
            self.problem(path, "This is longer than a line.", "Write one line of up to 120 characters.")
            return None
        return text

    def web_slug(self, value: Any, path: str) -> str | None:
        if isinstance(value, str) and re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", value):
            return value
        self.problem(path, "This cannot stand in a web address.", "Use up to 60 of a-z, 0-9 and the hyphen.")
        return None

    def day(self, value: Any, path: str) -> date | None:
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            self.problem(path, "This is not a day of the calendar.", "Write it as YYYY-MM-DD.")
            return None

    def instant(self, value: Any, path: str) -> datetime | None:
        """A wall clock time of the city; one that the change of the clocks skips or repeats is refused."""
        form = INSTANT.fullmatch(value) if isinstance(value, str) else None
        try:
            local = datetime.fromisoformat(f"{form[1]}T{form[2]}") if form else None
        except ValueError:
            local = None
        if local is None:
            self.problem(path, "This is not a time.", "Write it as YYYY-MM-DD HH:MM, by the city's clocks.")
            return None
        first, second = (local.replace(tzinfo=zone(), fold=fold) for fold in (0, 1))
        if first.utcoffset() != second.utcoffset():
            self.problem(
                path,
                "The clocks change in this hour, so it is skipped or comes twice.",
                "Choose another hour.",
            )
            return None
        return first

    def closing(self, body: Mapping[str, Any]) -> tuple[datetime | None, int]:
        """``continuous``, an instant, or a group: ``continuous: true`` with its ``notice_days``."""
        value = body.get("closing")
        if value == "continuous":
            return None, 5
        if isinstance(value, Mapping):
            inner = self.keys(value, ("continuous", "notice_days"), "closing") or {}
            if inner.get("continuous") is not True:
                self.problem(
                    "closing.continuous",
                    "This is not true.",
                    "Write 'continuous: true', or a closing time instead.",
                )
            return None, self.whole(inner.get("notice_days", 5), "closing.notice_days", most=365) or 5
        if value is None:
            self.problem(
                "closing", "This is missing.", "Write 'closing: continuous' or 'closing: YYYY-MM-DD HH:MM'."
            )
            return None, 5
        return self.instant(value, "closing"), 5

    def list_days(self, body: Mapping[str, Any]) -> int | None:
        inner = self.group(body, "eligible_list", LIST_KEYS)
        return self.required(
            inner, "days", "eligible_list", lambda value, at: self.whole(value, at, most=3650)
        )

    def appeal_window(self, body: Mapping[str, Any]) -> tuple[int, str]:
        """``{days, counted: business|calendar}``; ten calendar days where the file does not say."""
        if "appeal_window" not in body:
            return 10, DaysCounted.CALENDAR
        inner = self.group(body, "appeal_window", ("days", "counted"))
        days = self.required(
            inner, "days", "appeal_window", lambda value, at: self.whole(value, at, most=365)
        )
        counted = self.required(
            inner, "counted", "appeal_window", lambda value, at: self.choice(value, DaysCounted.values, at)
        )
        return days or 10, counted or DaysCounted.CALENDAR

    def pre_employment(self, body: Mapping[str, Any]) -> list[dict[str, Any]]:
        """``[{kind, label}]``: what is checked after a conditional offer, in the posting's words, each label once."""
        found: list[dict[str, Any]] = []
        for number, row in enumerate(self.rows(body, "pre_employment")):
            path = f"pre_employment[{number}]"
            inner = self.keys(row, ("kind", "label"), path) or {}
            kind = self.required(
                inner, "kind", path, lambda value, at: self.choice(value, PreEmployment.values, at)
            )
            label = self.required(inner, "label", path, self.line)
            if label and label in [each["label"] for each in found]:
                self.problem(f"{path}.label", "This stands here twice.", "Leave one out.")
            found.append({"kind": kind, "label": label})
        return found

    def wage(self, body: Mapping[str, Any]) -> tuple[Decimal | None, Decimal | None, str]:
        if body.get("wage") is None:
            return None, None, ""
        inner = self.keys(body["wage"], ("low", "high", "per"), "wage") or {}
        low = self.required(inner, "low", "wage", self.amount)
        high = self.amount(inner["high"], "wage.high") if "high" in inner else low
        if low is not None and high is not None and low > high:
            self.problem("wage", "The low end is above the high end.", "Exchange them.")
        per = self.choice(inner.get("per", "hour"), ("hour", "month", "year"), "wage.per")
        return low, high, per or ""

    def amount(self, value: Any, path: str) -> Decimal | None:
        return self._decimal(value, path, places=2, most=9_999_999)

    def increase(self, row: Mapping[str, Any], path: str) -> Increase | None:
        inner = self.keys(row, ("percent", "effective_on", "kind", "text"), path) or {}
        percent = self.required(
            inner, "percent", path, lambda value, at: self._decimal(value, at, places=2, most=999)
        )
        day = self.required(inner, "effective_on", path, self.day)
        kind = self.required(inner, "kind", path, self.line)
        text = self.required(inner, "text", path, self.text)
        if percent is None or day is None or kind is None or text is None:
            return None
        if len(kind) > 40:
            self.problem(
                f"{path}.kind", "This is too long.", "Write up to 40 characters, for example 'general'."
            )
        return Increase(percent=percent, effective_on=day, kind=kind, text=text)

    def _decimal(self, value: Any, path: str, *, places: int, most: int) -> Decimal | None:
        try:
            number = (
                Decimal(value)
                if isinstance(value, (str, int)) and not isinstance(value, bool)
                else Decimal(repr(value))
            )
            if 0 < number <= most and number == round(number, places):
                return round(number, places)
        except (InvalidOperation, TypeError, ValueError):
            pass
        self.problem(
            path,
            "This is not an amount.",
            f"Write a number above 0 with up to {places} decimals, for example 5 or 24.50.",
        )
        return None

    def sections(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Verbatim texts by name: a text, a list of texts, or a group of texts (an address, a fax number)."""
        given = body.get("sections", {})
        if not isinstance(given, Mapping):
            self.problem("sections", "This is not a group of named texts.", "Write 'name: text' lines.")
            return {}
        for name, value in given.items():
            path = f"sections.{name}"
            for each in (
                value
                if isinstance(value, list)
                else value.values()
                if isinstance(value, Mapping)
                else [value]
            ):
                self.long_text(each, path)
        return dict(given)

    def long_text(self, value: Any, path: str) -> None:
        if not isinstance(value, str) or not value.strip() or len(value) > 20_000 or "\0" in value:
            self.problem(path, "This is not a text.", "Write a text of 1 to 20000 characters.")

    def translations(self, body: Mapping[str, Any], texts: list[str]) -> dict[str, dict[str, str]]:
        """``{language: {text of this posting: the same in that language}}``; a text that is not the posting's is refused."""
        others = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE.split("-")[0]]
        known, found = set(texts), dict[str, dict[str, str]]()
        for language, inner in (
            self.keys(body.get("translations", {}), others, "translations") or {}
        ).items():
            path = f"translations.{language}"
            if not isinstance(inner, Mapping):
                self.problem(
                    path, "This is not a group of texts.", "Write 'text: the same in that language' lines."
                )
                continue
            for text, other in inner.items():
                self.long_text(other, f"{path}.{str(text)[:40]}")
                if text not in known:
                    self.problem(
                        path,
                        f"No text of the posting reads “{str(text)[:80]}”.",
                        "Write it as it stands there, or take it out.",
                    )
            found[language] = dict(inner)
        return found

    def rows(self, body: Mapping[str, Any], key: str, path: str = "") -> list[dict[str, Any]]:
        value = body.get(key, [])
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            self.problem(path or key, "This is not a list of groups.", "Write one '- …' entry for each.")
            return []
        return [dict(row) for row in value]

    def in_full(self, rows: list[dict[str, Any]], key: str, said: tuple[str, ...]) -> None:
        """What applicants are asked is said in full, so that nobody has to know a default to read the file."""
        for number, row in enumerate(rows):
            path = f"{key}[{number}]"
            for name in said:
                if name not in row:
                    self.problem(path, f"'{name}' is missing.", f"Add '{name}'.")
            for name in ("required", "per_job", "curable"):
                if name in row:
                    self.flag(row[name], f"{path}.{name}")
            for name in ("help", "choices", "limits", "cite"):
                if name in row and not row[name]:
                    self.problem(f"{path}.{name}", "This is empty.", "Fill it in or leave it out.")
            if "needed" in row:
                self.choice(row["needed"], NEEDED, f"{path}.needed")
            if (
                row.get("kind") in (QuestionKind.ONE, QuestionKind.SEVERAL)
                and len(row.get("choices") or []) < 2
            ):
                self.problem(f"{path}.choices", "One choice is none.", "Write at least two.")
