"""Numbers as people read them."""

from typing import Final

from postings.minimum_requirements.facts import Number
from postings.minimum_requirements.language import say

_WORDS: Final = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(number: int) -> str:
    """Small whole numbers as words: 2 → 'two', 0 → 'none'."""
    return say(_WORDS[number]) if number < len(_WORDS) else str(number)


def plain(number: Number) -> str:
    """A number without needless decimals: 40 → '40', 75/2 → '37.5', at most two decimals."""
    return str(number) if isinstance(number, int) else decimals(float(number))


def decimals(number: float) -> str:
    """A decimal without needless zeros, at most two: 3.0 → '3', 0.25 → '0.25'."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def days_of(units: Number, full: Number) -> float:
    """Full-time days of so many units (days × weekly hours), to two decimals."""
    whole, rest = divmod(units, full)
    return round(float(units / full), 2) if rest else float(whole)


def months_of(units: Number, full: Number) -> float:
    """Full-time days × 12 / 364, to one decimal: what is shown to people beside the days."""
    return round(float(units * 12 / (364 * full)), 1)


def span_words(months: Number) -> str:
    """12 → '1 year', 18 → '18 months', 6 → '6 months'."""
    if isinstance(months, int) and months % 12 == 0:
        years = months // 12
        return say("1 year") if years == 1 else say("{count} years", count=years)
    return say("1 month") if months == 1 else say("{count} months", count=plain(months))


def number_shown(number: Number) -> int | float:
    """A number for JSON: whole ones as they are, others to two decimals."""
    if isinstance(number, int):
        return number
    return number.numerator if number.denominator == 1 else round(float(number), 2)
