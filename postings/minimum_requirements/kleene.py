"""Kleene's strong three-valued logic, with the reasons of an open question kept in its value.

A value is one integer: ``NO`` (0), ``YES`` (-1), or else the bits of the reasons for which it is open. So an open
value always has a reason, and joining reasons is ``|``. ``LATER`` is a fourth value: due later, not judged now.
"""

from collections.abc import Iterable
from functools import cache
from typing import Final

NO: Final = 0
YES: Final = -1
LATER: Final = 1 << 20

REASONS: Final = (
    "borderline",
    "contradiction",
    "document_outstanding",
    "document_unreviewed",
    "imprecise_dates",
    "near_full_time",
    "needs_judgement",
    "unanswered",
    "unusable_entry",
)
BORDERLINE: Final = 1 << 0
CONTRADICTION: Final = 1 << 1
DOCUMENT_OUTSTANDING: Final = 1 << 2
DOCUMENT_UNREVIEWED: Final = 1 << 3
IMPRECISE_DATES: Final = 1 << 4
NEAR_FULL_TIME: Final = 1 << 5
NEEDS_JUDGEMENT: Final = 1 << 6
UNANSWERED: Final = 1 << 7
UNUSABLE_ENTRY: Final = 1 << 8
EVERY_REASON: Final = (1 << len(REASONS)) - 1


def all_of(values: Iterable[int]) -> int:
    """Not met by one that is not met, else open with the reasons of every open one, else met.

    >>> all_of([YES, UNANSWERED]) == UNANSWERED, all_of([UNANSWERED, NO]) == NO
    (True, True)
    """
    open_bits, judged = 0, False
    for value in values:
        if value == NO:
            return NO
        if value == LATER:
            continue
        judged = True
        if value != YES:
            open_bits |= value
    return open_bits or (YES if judged else LATER)


def any_of(values: Iterable[int]) -> int:
    """Met by one that is met, else open with the reasons of every open one, else not met."""
    open_bits, later = 0, False
    for value in values:
        if value == YES:
            return YES
        if value == LATER:
            later = True
        else:
            open_bits |= value
    return open_bits or (LATER if later else NO)


def at_least(needed: int, values: Iterable[int]) -> int:
    """At least so many of them; open only while the open ones can still decide it.

    >>> at_least(2, [YES, NO, UNANSWERED]) == UNANSWERED, at_least(2, [NO, NO, UNANSWERED]) == NO
    (True, True)
    """
    met = open_count = later = open_bits = 0
    for value in values:
        if value == YES:
            met += 1
        elif value == LATER:
            later += 1
        elif value != NO:
            open_count += 1
            open_bits |= value
    if met >= needed:
        return YES
    if met + open_count + later < needed:
        return NO
    return open_bits or LATER


def negation(value: int) -> int:
    """Met becomes not met and the reverse; an open question stays open."""
    return ~value if value in (NO, YES) else value


def implication(condition: int, consequence: int) -> int:
    """*When … then …*: met where the condition is not, else what the consequence says."""
    if condition == LATER:
        return LATER
    return any_of((negation(condition), consequence))


@cache
def outcome_of(value: int) -> str:
    """The word for a value: ``met``, ``not_met``, ``undetermined``, ``later``."""
    if value == YES:
        return "met"
    if value == NO:
        return "not_met"
    return "later" if value == LATER else "undetermined"


@cache
def reasons_of(value: int) -> tuple[str, ...]:
    """The sorted reasons for which a value is open; none for a definite one."""
    if value in (NO, YES, LATER):
        return ()
    return tuple(name for bit, name in enumerate(REASONS) if value >> bit & 1)
