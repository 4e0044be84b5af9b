"""Codes that people read aloud and copy by hand: no vowels, no look-alikes, and a last sign that catches slips."""

import secrets

ALPHABET = "23456789BCDFGHJKMNPQRTVWXY"
GROUP = 4
LOOK_ALIKES = str.maketrans({"S": "5", "Z": "2", "O": "Q", "0": "Q", "U": "V"})
"""What a hand makes of signs of the alphabet: none of these is one itself."""


def new_code(groups: int = 4) -> str:
    """A random code with its check sign, e.g. 7KQ2-M4TX-9RWD-BC8N: 26^15 of them in four groups."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(groups * GROUP - 1))
    return grouped(body + check_sign(body))


def check_sign(body: str) -> str:
    """The last sign of a code, by ISO 7064 MOD 27,26: one wrong sign always shows, two exchanged ones nearly always."""
    size = len(ALPHABET)
    carried = size
    for sign in body:
        carried = (carried + ALPHABET.index(sign)) % size or size
        carried = carried * 2 % (size + 1)
    return ALPHABET[(size + 1 - carried) % size]


def read_code(typed: str, groups: int = 4) -> str | None:
    """The code that somebody typed, in its one spelling, whatever its case and hyphens; None where it cannot be one."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(LOOK_ALIKES)
    if len(signs) != groups * GROUP or set(signs) - set(ALPHABET) or check_sign(signs[:-1]) != signs[-1]:
        return None
    return grouped(signs)


def grouped(signs: str) -> str:
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))
