"""The file of a dossier: packed with its checksums, and checked wholly without a database.

A ZIP whose comment is the SHA-256 of every byte before it, so that one flipped bit anywhere is found, the archive's own
tables included; inside, MANIFEST.json names the SHA-256 of each file. The engine judges the stored facts by the stored rules
again. Imports no Django.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from postings.minimum_requirements import (
    FactsError,
    Requirements,
    RequirementsError,
    compile_requirements,
    evaluate,
    sha256_of,
)
from screening.lot import drawn

FORMAT: Final = 1
MANIFEST: Final = "MANIFEST.json"
OUTCOMES: Final = "outcomes.jsonl"
DRAWS: Final = "second-look-draws.jsonl"
LOOKS: Final = "second-looks.jsonl"
DIGEST: Final = 64
"""Letters of a SHA-256, which the comment at the very end holds."""
ONCE: Final = 1 << 20
FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""Of every entry: the same rows give the same bytes."""


def pack(path: Path, files: Iterable[tuple[str, Iterable[bytes]]], about: dict[str, Any]) -> str:
    """Write the archive piece by piece, memory flat; the SHA-256 of the whole file."""
    digests: dict[str, str] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in files:
            digest = hashlib.sha256()
            with archive.open(_entry(name), "w") as entry:
                for piece in pieces:
                    digest.update(piece)
                    entry.write(piece)
            digests[name] = digest.hexdigest()
        manifest = {**about, "format": FORMAT, "files": digests}
        archive.writestr(_entry(MANIFEST), json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False))
        archive.comment = b"0" * DIGEST
    before = _digest_before_comment(path)
    with path.open("r+b") as file:
        file.seek(-DIGEST, 2)
        file.write(before.encode())
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def faults(path: Path) -> Iterator[str]:
    """What is not as it was packed, or does not come out again, in words; nothing when all of it does."""
    if not path.is_file():
        yield f"{path} is not a file. Give the path of a dossier."
        return
    with path.open("rb") as file:
        file.seek(0, 2)
        if file.tell() <= DIGEST:
            yield f"{path} is too short for a dossier."
            return
        file.seek(-DIGEST, 2)
        said = file.read()
    if said != _digest_before_comment(path).encode():
        yield "The file is not as it was packed: its bytes do not give the checksum at its end."
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _inside(archive)
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, EOFError, NotImplementedError) as error:
        yield f"The archive cannot be read: {error}"


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, FIRST_DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _digest_before_comment(path: Path) -> str:
    digest, left = hashlib.sha256(), path.stat().st_size - DIGEST
    with path.open("rb") as file:
        while left > 0 and (some := file.read(min(ONCE, left))):
            digest.update(some)
            left -= len(some)
    return digest.hexdigest()


def _inside(archive: zipfile.ZipFile) -> Iterator[str]:
    manifest = json.loads(archive.read(MANIFEST))
    if manifest.get("format") != FORMAT:
        yield f"The dossier's format is {manifest.get('format')}; this program reads format {FORMAT}."
        return
    named, held = manifest["files"], [name for name in archive.namelist() if name != MANIFEST]
    for name in sorted({*named, *held}):
        if held.count(name) != 1 or name not in named:
            yield f"{name}: {'not in the manifest' if name not in named else 'not there exactly once'}."
            continue
        with archive.open(name) as entry:
            digest = hashlib.sha256()
            while some := entry.read(ONCE):
                digest.update(some)
        if digest.hexdigest() != named[name]:
            yield f"{name}: its content is not what the manifest names."
    if OUTCOMES not in held:
        yield f"{OUTCOMES} is missing, so no outcome can be reproduced."
        return
    yield from _not_reproduced(archive)
    if DRAWS in held and LOOKS in held:
        yield from _not_drawn_again(archive)


def _not_reproduced(archive: zipfile.ZipFile) -> Iterator[str]:
    rules: dict[int, tuple[str, Requirements]] = {}
    with archive.open(OUTCOMES) as lines:
        for line in lines:
            row = json.loads(line)
            number = row["revision"]
            try:
                if number not in rules:
                    rules[number] = _rules(archive, number)
                found = _again(row, *rules[number])
            except (FactsError, RequirementsError) as error:
                found = str(error)
            if found:
                yield f"Evaluation {row['evaluation']} of application {row['receipt']}: {found}"


def _not_drawn_again(archive: zipfile.ZipFile) -> Iterator[str]:
    """Every lot once more by its seed: it must give the receipts that were set aside, no other and none less."""
    aside: dict[int, list[str]] = {}
    with archive.open(LOOKS) as lines:
        for row in map(json.loads, lines):
            aside.setdefault(row["draw"], []).append(row["receipt"])
    with archive.open(DRAWS) as lines:
        for row in map(json.loads, lines):
            if drawn(row["seed"], row["receipts"], row["percent"]) != sorted(aside.pop(row["draw"], [])):
                yield f"Draw {row['draw']}: its seed draws other receipts than were set aside."
    for draw in aside:
        yield f"Draw {draw}: receipts were set aside without a draw."


def _rules(archive: zipfile.ZipFile, number: int) -> tuple[str, Requirements]:
    label = json.loads(archive.read(f"revisions/{number}/text.json"))["label"]
    return label, compile_requirements(json.loads(archive.read(f"revisions/{number}/rules.json")))


def _again(row: dict[str, Any], label: str, requirements: Requirements) -> str:
    """The stored facts under the stored rules; empty when they give the stored proof, byte for byte."""
    facts = json.loads(row["facts"])
    if hashlib.sha256(row["facts"].encode()).hexdigest() != row["facts_sha256"]:
        return "its facts are not those that were hashed."
    if hashlib.sha256(row["proof"].encode()).hexdigest() != row["proof_sha256"]:
        return "its proof is not the one that was hashed."
    closing = json.loads(row["proof"]).get("closing_on")
    result = evaluate(
        requirements,
        facts,
        revision=label,
        closing_on=date.fromisoformat(closing) if closing else None,
        facts_sha256=sha256_of(facts),
    )
    if result.outcome != row["outcome"]:
        return f"the rules give '{result.outcome}' where '{row['outcome']}' is stored."
    return "" if result.proof_bytes().decode() == row["proof"] else "the rules give another proof."


def summary(path: Path) -> dict[str, Any]:
    """What a whole dossier says of itself, its SHA-256, and how many outcomes stand in it."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        with archive.open(OUTCOMES) as lines:
            count = sum(1 for _ in lines)
    return {**manifest, "sha256": digest, "outcomes": count}
