"""Facts as they come in a stream: one JSON object a line, plain or gzip, whatever the stream's length."""

import codecs
import gzip
import io
import json
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final, NamedTuple

import orjson

LONGEST_LINE: Final = 4_000_000
_GZIP: Final = b"\x1f\x8b"


class InputFault(Exception):
    """The input cannot be read; the message is one sentence and what to do."""


class FactsLine(NamedTuple):
    """A line that is not blank: its number from 1, its value, and what is wrong with it as JSON, if anything."""

    number: int
    facts: Any
    error: str | None


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """A file, or standard input for ``-``, unpacked when it begins as gzip does. Raises InputFault."""
    if name == "-":
        yield _unpacked(sys.stdin.buffer)
        return
    try:
        file = open(name, "rb")  # noqa: SIM115 - closed below, after the fault is told apart
    except IsADirectoryError:
        raise InputFault(f"{name} is a folder. Give a file with one JSON object a line.") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise InputFault(f"{name} cannot be read ({why}). Give a file with one JSON object a line.") from None
    with file:
        yield _unpacked(file)


def _unpacked(source: Any) -> BinaryIO:
    reader: Any = source if hasattr(source, "peek") else io.BufferedReader(source)
    return gzip.open(reader, "rb") if reader.peek(2)[:2] == _GZIP else reader  # type: ignore[return-value]


def lines_of(source: BinaryIO) -> Iterator[FactsLine]:
    """Every line that is not blank, one at a time. Raises InputFault where the packed input is broken."""
    number = 0
    while True:
        try:
            line = source.readline(LONGEST_LINE + 1)
            if not line:
                return
            number += 1
            if number == 1:
                line = line.removeprefix(codecs.BOM_UTF8)
            if len(line) > LONGEST_LINE:
                _skip_rest(source, line)
                yield FactsLine(number, None, f"The line is longer than {LONGEST_LINE} bytes. Shorten it.")
                continue
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise InputFault(f"The packed input breaks off after line {number}. Pack it again.") from None
        except OSError as error:
            raise InputFault(f"The input cannot be read ({error.strerror}).") from None
        if line.strip():
            yield _read(number, line)


def _skip_rest(source: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = source.readline(LONGEST_LINE)


def _read(number: int, line: bytes) -> FactsLine:
    try:
        return FactsLine(number, orjson.loads(line), None)
    except orjson.JSONDecodeError as error:
        fault = f"This is not JSON: {error.msg} (column {error.colno}). Write one object a line."
    try:
        # NaN and half characters are no JSON, but with their place in the facts the fault is easier to mend
        return FactsLine(number, json.loads(line), fault)
    except (ValueError, RecursionError):
        return FactsLine(number, None, fault)
