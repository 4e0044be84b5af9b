"""`python -m services.health web | worker | beat`: what a container asks to know whether its program works."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

BEAT_WRITES_EVERY = 180  # seconds; Celery's own sync interval


def web() -> bool:
    """Asks by the name people use, because other names are refused."""
    name = urlsplit(os.environ.get("PUBLIC_ADDRESS", "http://localhost")).netloc
    port = os.environ.get("PORT", "8000")
    ask = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": name})
    try:
        with urllib.request.urlopen(ask, timeout=8) as answer:  # noqa: S310  (an address of our own)
            return answer.status == 200
    except OSError:
        return False


def worker() -> bool:
    """Pings this container's own worker through the broker."""
    ping = [
        "-A",
        "screening",
        "inspect",
        "ping",
        "--timeout",
        "8",
        "--destination",
        f"celery@{os.uname().nodename}",
    ]
    return not subprocess.run(
        [sys.executable, "-m", "celery", *ping], capture_output=True, check=False
    ).returncode


def beat(now: float | None = None) -> bool:
    """Looks at the age of the schedule that beat writes."""
    folder = Path(os.environ.get("VAR", "var")) / "beat"
    ages = [(now or time.time()) - file.stat().st_mtime for file in folder.glob("schedule*")]
    return bool(ages) and min(ages) < 3 * BEAT_WRITES_EVERY


if __name__ == "__main__":
    sys.exit(0 if {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]() else 1)
