"""One text for one value: what is hashed, stored and compared byte by byte."""

import json
from hashlib import sha256
from typing import Any


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys and no whitespace. Raises ValueError for NaN, infinity and lone surrogates."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def sha256_of(value: Any) -> str:
    """The SHA-256 of the canonical JSON of a value, in hexadecimal."""
    return sha256(canonical_json(value)).hexdigest()
