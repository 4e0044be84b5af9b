"""Finds (and for `make test` fetches) a Chromium to drive: installed, Playwright's own, or Debian's when we are root."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
HOW = "install one with: apt-get install chromium (or name one by CHROMIUM=/path)"


def find() -> Path | None:
    """The program to drive, or None. ``CHROMIUM`` names one outright."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named)
    installed = next((found for name in NAMES if (found := shutil.which(name))), None)
    if installed:
        return Path(installed)
    return next((Path(path) for path in MAC if Path(path).exists()), None) or _playwrights_own()


def flags() -> list[str]:
    """What a headless Chromium is started with; its sandbox cannot be had as root."""
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)


def fetch() -> Path | None:
    """Finds a browser, or tries Playwright's download, then Debian's package. Says what it does; None if all fail."""
    found = find()
    if found is not None:
        return found
    print("browser: none installed, trying Playwright's download", flush=True)
    if (
        _runs([sys.executable, "-m", "playwright", "install", "chromium"])
        and (own := _playwrights_own())
        and starts(own)
    ):
        return own
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("browser: trying Debian's package", flush=True)
        quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if _runs(["apt-get", "update", "-qq"], quietly):
            _runs(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], quietly)
    return find()


def starts(program: Path) -> bool:
    """Whether it opens a page here; a downloaded one may lack the system's libraries."""
    return _runs([str(program), "--headless", *flags(), "--dump-dom", "about:blank"], patience=60)


def _playwrights_own() -> Path | None:
    try:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            path = Path(playwright.chromium.executable_path)
    except Exception:  # noqa: BLE001  (a missing or broken driver means only that it has none)
        return None
    return path if path.exists() else None


def _runs(command: list[str], env: dict[str, str] | None = None, patience: float = 300) -> bool:
    try:
        return not subprocess.run(
            command, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=patience, check=False
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False
