"""Servers for one test session: made in a temporary folder, thrown away at its end."""

import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from services.places import Places, open_to_all
from services.postgresql import PostgreSQL
from services.valkey import Valkey

FOLDER = "SCREENING_TEST_FOLDER"
GIVEN = "SCREENING_TEST_SERVERS_GIVEN"


def announce() -> None:
    """Names the session's folder and addresses in the environment, for Django's settings and every child process.

    Nothing is started yet. Worker processes of pytest-xdist inherit the names and only take a broker number of their own.
    """
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="screening-test-", dir=_temporary())
        os.environ[GIVEN] = ",".join(name for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name))
    places = session_places()
    os.environ["SCREENING_ENV"] = "test"
    os.environ["VAR"] = str(places.home / "var")
    os.environ.setdefault("DATABASE_URL", places.database_url())
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")
    os.environ["REDIS_URL"] = numbered(os.environ.get("REDIS_URL") or places.redis_url(), int(worker) + 1)


def session_places() -> Places:
    folder = Path(os.environ[FOLDER])
    return Places(folder, folder / "s")


def start() -> "list[PostgreSQL | Valkey]":
    """Starts what was not given by address. Raises Trouble."""
    places = session_places()
    places.home.chmod(0o711)
    given = os.environ[GIVEN].split(",")
    servers: list[PostgreSQL | Valkey] = []
    if "DATABASE_URL" not in given:
        servers.append(PostgreSQL(places, places.home / "postgresql.log", durable=False))
    if "REDIS_URL" not in given:
        servers.append(Valkey(places, places.home / "valkey.log", durable=False))
    for server in servers:
        server.start()
    return servers


def throw_away(servers: "list[PostgreSQL | Valkey]") -> None:
    for server in reversed(servers):
        server.stop()
    shutil.rmtree(os.environ[FOLDER], ignore_errors=True)


def numbered(url: str, number: int) -> str:
    """A broker's address with another database number, so that test processes do not hear each other."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?{urlencode({**dict(parse_qsl(parts.query)), 'db': number})}"
    return urlunsplit(parts._replace(path=f"/{number}"))


def _temporary() -> Path:
    """The machine's temporary folder, unless its path is too long for sockets or closed to PostgreSQL's account."""
    wanted = Path(tempfile.gettempdir())
    fits = len(os.fsencode(wanted)) <= 50 and (os.geteuid() != 0 or open_to_all(wanted))
    return wanted if fits else Path("/tmp")  # noqa: S108  (mkdtemp makes the folder below it ours alone)
