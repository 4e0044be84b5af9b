"""`make setup`: puts what the lock names into .venv. Runs on a bare Python 3.11, before anything is installed."""

import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from services.places import PROJECT
from services.trouble import Trouble

LOCK = PROJECT / "requirements-dev.txt"
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"


def install() -> None:
    """Makes .venv agree with the lock; does nothing when it already does. Raises Trouble."""
    if STAMP.exists() and PYTHON.exists() and STAMP.read_text() == wanted():
        return
    print("setup: installing what requirements-dev.txt names into .venv", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        uv = _uv(Path(temporary))
        locked = ["--require-hashes", "-r", str(LOCK)]
        done = uv is not None and _runs([uv, "pip", "install", "--quiet", "--python", PYTHON, *locked])
        if not done:
            print("setup: uv is not to be had here, going on with pip (about a minute)", flush=True)
            if not _runs([*_pip(), "install", "--quiet", *locked]):
                raise Trouble(
                    "The packages could not be installed; see the lines above, then try again with: make setup"
                )
    STAMP.write_text(wanted())


def wanted() -> str:
    """What the stamp of a finished installation says: the lock's digest and the Python it was made with."""
    return (
        f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} {sys.version_info.major}.{sys.version_info.minor}\n"
    )


def _uv(temporary: Path) -> str | Path | None:
    """An environment, and a uv that can fill it: one on the path, else the one the lock names, by its hash."""
    present = shutil.which("uv")
    if not _usable():
        _make_environment(with_pip=not present and importlib.util.find_spec("ensurepip") is not None)
    if present:
        return present
    only_uv = temporary / "uv.txt"
    only_uv.write_text(uv_in(LOCK.read_text()))
    if _runs([*_pip(), "install", "--quiet", "--no-deps", "--require-hashes", "-r", only_uv]):
        return VENV / "bin" / "uv"
    return None


def uv_in(lock: str) -> str:
    """The lock's entry for uv with its hashes."""
    found = re.search(r"^uv==[^\n]*(?:\n +--hash=[^\n]*)+", lock, re.MULTILINE)
    assert found, "the lock names uv"
    return found.group() + "\n"


def _usable() -> bool:
    """Whether .venv has the Python we are; an environment of another version is made anew."""
    ask = "import sys; sys.exit(sys.version_info[:2] != ({}, {}))".format(*sys.version_info)
    return PYTHON.exists() and _runs([PYTHON, "-c", ask])


def _make_environment(*, with_pip: bool) -> None:
    if importlib.util.find_spec("venv") is None:
        raise Trouble(
            "This Python cannot make environments; install what it lacks with: apt-get install python3-venv"
        )
    without: list[str | Path] = [] if with_pip else ["--without-pip"]
    if not _runs([sys.executable, "-m", "venv", "--clear", *without, VENV]):
        raise Trouble(
            "The environment .venv could not be made; see the lines above, then try again with: make setup"
        )


def _pip() -> list[str | Path]:
    """The environment's pip; or this Python's, working for the environment, where Debian left ensurepip out."""
    if (VENV / "bin" / "pip").exists():
        return [PYTHON, "-m", "pip", "--disable-pip-version-check"]
    if importlib.util.find_spec("pip") is None:
        raise Trouble(
            "This Python has neither ensurepip nor pip; install them with: apt-get install python3-venv"
        )
    return [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", PYTHON]


def _runs(command: list[str | Path]) -> bool:
    """Whether a program ends well; its words are shown only when it does not."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout.strip(), file=sys.stderr, flush=True)
    return done.returncode == 0
