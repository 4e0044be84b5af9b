"""One text for one value: what is hashed, stored and compared byte by byte."""

from collections.abc import Mapping
from hashlib import sha256
from math import isfinite
from typing import Any, Final

import orjson

_STRICT: Final = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_PASSTHROUGH_SUBCLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_DATACLASS
)


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys and no whitespace. Raises ValueError for what is no JSON: NaN, infinity,
    lone surrogates, names that are no texts, whole numbers of more than 64 bits."""
    try:
        written = orjson.dumps(value, option=_STRICT)
    except TypeError as error:
        raise ValueError(f"This cannot be written as JSON: {error}") from None
    if b"null" in written and not _all_finite(value):  # NaN and infinity are written as null
        raise ValueError("This cannot be written as JSON: a number is not finite")
    return written


def _all_finite(value: Any) -> bool:
    if isinstance(value, float):
        return isfinite(value)
    if isinstance(value, Mapping):
        return all(_all_finite(each) for each in value.values())
    return all(_all_finite(each) for each in value) if isinstance(value, (list, tuple)) else True


def sha256_of(value: Any) -> str:
    """The SHA-256 of the canonical JSON of a value, in hexadecimal."""
    return sha256(canonical_json(value)).hexdigest()
