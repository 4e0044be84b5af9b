"""Both locks: everything by its hash, from the public index, the same versions in both."""

import re

import pytest

from services.install import uv_in
from services.places import PROJECT

LOCKS = ("requirements.txt", "requirements-dev.txt")


def entries(name: str) -> dict[str, str]:
    """Each package of a lock with the rest of its entry."""
    text = (PROJECT / name).read_text()
    found = re.findall(r"^([a-z0-9][a-z0-9.-]*)(==[^\n]*(?:\n +--hash=[^\n]*)*)", text, re.MULTILINE)
    return dict(found)


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_hashes(name):
    assert {package for package, rest in entries(name).items() if "--hash=sha256:" not in rest} == set()


@pytest.mark.parametrize("name", LOCKS)
def test_no_line_names_a_host_or_a_folder(name):
    lines = (PROJECT / name).read_text().splitlines()
    known = re.compile(r"#.*|[a-z0-9.-]+==\S+( ; .*)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not known.fullmatch(line)] == []
    assert [line for line in lines if "://" in line or "/" in line.replace("make lock", "")] == []


def test_what_is_tested_is_what_is_shipped():
    shipped, tested = entries(LOCKS[0]), entries(LOCKS[1])
    assert {name: tested.get(name) for name in shipped} == shipped


def test_the_bootstrap_finds_uv_with_its_hashes():
    entry = uv_in((PROJECT / LOCKS[1]).read_text())
    assert re.fullmatch(r"uv==[0-9.]+ \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+", entry)
