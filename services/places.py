"""Where the embedded servers live: pure reckoning from the project's folder and the present user, nothing is started."""

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

PROJECT = Path(__file__).resolve().parent.parent
PORT = 5432  # only names the socket file; no TCP port is opened
LONGEST_SOCKET_FOLDER = 80  # a Unix socket's path ends at about 103 bytes (macOS) or 107 (Linux)


@dataclass(frozen=True)
class Places:
    """Folders of one set of embedded servers. ``home`` keeps data between runs, ``sockets`` is short and plain."""

    home: Path
    sockets: Path

    @property
    def database(self) -> Path:
        return self.home / "postgresql"

    @property
    def broker(self) -> Path:
        return self.home / "valkey"

    @property
    def broker_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    def database_url(self, name: str = "screening") -> str:
        return f"postgresql://screening@:{PORT}/{name}?host={quote(str(self.sockets))}"

    def redis_url(self, number: int = 0) -> str:
        return f"unix://{quote(str(self.broker_socket))}?db={number}"


def var() -> Path:
    """Where this project keeps data, logs and sockets: ``VAR``, or the folder of that name."""
    return Path(os.environ.get("VAR") or PROJECT / "var").absolute()


def places() -> Places:
    """The project's own places: in ``var()``, or in /var/lib when PostgreSQL's account could not reach it."""
    home = var()
    key = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    if os.geteuid() == 0 and not open_to_all(home):
        home = Path("/var/lib/applicant-screening") / key
    return Places(home, socket_folder(home / "sockets", key))


def open_to_all(folder: Path) -> bool:
    """Whether any user may pass through every folder on the way (PostgreSQL never runs as root).

    A folder that does not exist yet will be made so.
    """
    return all(step.stat().st_mode & stat.S_IXOTH for step in (folder, *folder.parents) if step.exists())


def socket_folder(wanted: Path, key: str) -> Path:
    """The folder wanted, or a short one in /tmp when the path is too long or not plain for a socket's address."""
    if len(os.fsencode(wanted)) <= LONGEST_SOCKET_FOLDER and re.fullmatch(r"[A-Za-z0-9/._-]+", str(wanted)):
        return wanted
    # The folder is made ours alone, and refused when somebody else was there before us
    return Path("/tmp") / f"applicant-screening-{os.geteuid()}-{key}"  # noqa: S108
