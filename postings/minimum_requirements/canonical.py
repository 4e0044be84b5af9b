"""One text for one value: what is hashed, stored and compared byte by byte."""

import json
from hashlib import sha256
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
    written = _written(value)
    if b"null" in written:  # NaN and infinity are written as null; the standard library refuses them
        json.dumps(value, allow_nan=False)
    return written


def _written(value: Any) -> bytes:
    try:
        return orjson.dumps(value, option=_STRICT)
    except TypeError as error:
        raise ValueError(f"This cannot be written as JSON: {error}") from None


def sha256_of_facts(source: Any) -> str:
    """The SHA-256 of facts that were read: reading has seen that every number of theirs is finite."""
    return sha256(_written(source)).hexdigest()


def sha256_of(value: Any) -> str:
    """The SHA-256 of the canonical JSON of a value, in hexadecimal."""
    return sha256(canonical_json(value)).hexdigest()
