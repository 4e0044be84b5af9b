"""The draw by lot, in words that anybody can follow with a seed and the receipts; the dossier holds both. No Django.

Each receipt is written after the seed and a colon, hashed by SHA-256, and those with the smallest hashes are drawn.
"""

import hashlib
from collections.abc import Iterable


def how_many(number: int, percent: int) -> int:
    """A share of so many, rounded up: at least one as soon as there is any."""
    return -(-number * percent // 100)


def drawn(seed: str, receipts: Iterable[str], percent: int) -> list[str]:
    """The receipts that the seed draws, sorted.

    >>> drawn("a seed", ["7KQ2-M4TX-9RWD"], 5)
    ['7KQ2-M4TX-9RWD']
    """
    known = sorted(set(receipts))
    by_lot = sorted(known, key=lambda receipt: hashlib.sha256(f"{seed}:{receipt}".encode()).hexdigest())
    return sorted(by_lot[: how_many(len(known), percent)])
