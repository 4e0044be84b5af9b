"""What of a submission may show that two accounts are one person: normalised, digested, never compared one by one."""

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

from screening.enums_duplicate import Likeness

JOBS: Final = 8
SHORTEST_PHONE: Final = 7
AMERICAN_PHONE: Final = 11


def keys_of(contact: dict[str, Any], facts: dict[str, Any]) -> set[tuple[Likeness, str]]:
    """(kind, digest) of everything by which a submission can be met; what was not given makes no key."""
    return {
        (kind, hashlib.sha256(f"{kind}\n{value}".encode()).hexdigest())
        for kind, value in _values(contact, facts)
    }


def mailbox(address: str) -> str:
    """An address for mail without case and without the tag after a plus sign; empty when it is none."""
    local, at, domain = address.strip().casefold().rpartition("@")
    local = local.split("+", 1)[0]
    return f"{local}@{domain}" if at and local and domain else ""


def phone_digits(phone: str) -> str:
    """The digits of a phone number without the American country code; empty when they are too few to say anything."""
    digits = "".join(str(unicodedata.decimal(one)) for one in phone if one.isdecimal())
    if len(digits) == AMERICAN_PHONE and digits.startswith("1"):
        digits = digits[1:]
    return digits if len(digits) >= SHORTEST_PHONE else ""


def plain(words: str) -> str:
    """Letters and digits alone, without case and accents: 'O’Brien, José' is 'obrienjose'."""
    taken_apart = unicodedata.normalize("NFKD", words).casefold()
    return re.sub(r"[\W_]+", "", "".join(one for one in taken_apart if not unicodedata.combining(one)))


def same_job(job: dict[str, Any]) -> str:
    """Employer and dates of a job, or empty when one is missing; two jobs alike in them are the same."""
    employer, start = plain(str(job.get("employer") or "")), str(job.get("start") or "")
    if not employer or not start or "end" not in job:
        return ""
    return f"{employer}|{start}|{job['end'] or 'held'}"


def _values(contact: dict[str, Any], facts: dict[str, Any]) -> Iterator[tuple[Likeness, str]]:
    given = {name: str(value or "") for name, value in contact.items()}
    if address := mailbox(given.get("email", "")):
        yield Likeness.EMAIL, address
    if phone := phone_digits(given.get("phone", "")):
        yield Likeness.PHONE, phone
    name = plain(given.get("given_names", "")) + "|" + plain(given.get("family_names", ""))
    street = plain(given.get("address1", "") + given.get("address2", ""))
    code = plain(given.get("postal_code", ""))[:5]
    if len(name) > 1 and street and code:
        yield Likeness.NAME_AND_ADDRESS, f"{name}|{street}|{code}"
    jobs = sorted({same_job(job) for job in facts.get("jobs", [])[:JOBS]} - {""})
    for two in itertools.combinations(jobs, 2):
        yield Likeness.WORK, "\n".join(two)
