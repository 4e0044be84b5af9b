"""`make run`: brings the whole house up for a demonstration, keeps it up, and takes it down without a trace."""

import fcntl
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from services import process
from services.places import places, var
from services.postgresql import PostgreSQL
from services.programs import Programs
from services.servant import ourselves
from services.trouble import Trouble
from services.valkey import Valkey

STARTED = time.monotonic()


def run() -> None:
    """Starts everything, prints the addresses and sign-ins, and waits for Ctrl-C or SIGTERM."""
    if os.environ.get("SCREENING_ENV", "demonstration") != "demonstration":
        raise Trouble(
            "`make run` is the demonstration; for production use: docker compose up (see .env.example)"
        )
    with alone():
        port = free_port_asked()
        os.environ.setdefault("PUBLIC_ADDRESS", f"http://localhost:{port}")
        with _servers() as servers:
            _run(Programs(servers, port=port), port)
    say("stopped; the data stay for the next run")


def _run(programs: Programs, port: int) -> None:
    try:
        say("preparing the database, the posting and the demonstration people")
        sign_ins = programs.prepare()
        say("starting the web server, the worker and the clock")
        programs.start("web")
        _wait_until_it_serves(programs, port)
        programs.start("worker", "beat")
        say(f"ready: http://localhost:{port}/ (Ctrl-C stops it; the logs are in {var()}/log)")
        print(f"\n{sign_ins.strip()}\n", flush=True)
        while True:
            programs.keep_up()
            time.sleep(0.2)
    except KeyboardInterrupt:
        say("stopping")
    finally:
        programs.stop()


def servers_only() -> None:
    """`make services`: only the database and the broker, for manage.py by hand."""
    with alone(), _servers():
        say("the database and the broker are up (Ctrl-C stops them)")
        try:
            while True:
                time.sleep(0.5)
        except KeyboardInterrupt:
            say("stopping")


def say(words: str) -> None:
    print(f"[{time.monotonic() - STARTED:5.1f} s] {words}", flush=True)


def free_port_asked() -> int:
    """The port of ``PORT`` (8000). Raises Trouble when it is taken or no port."""
    asked = os.environ.get("PORT", "8000")
    if not (asked.isascii() and asked.isdigit() and 0 < int(asked) < 65536):
        raise Trouble(f"PORT={asked} is no port; choose one with: make run PORT=8001")
    port = int(asked)
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind(("127.0.0.1", port))
        except PermissionError:
            raise Trouble(f"Port {port} is kept for root; choose another with: make run PORT=8001") from None
        except OSError:
            free = 8001 if port == 8000 else 8000 if port == 65535 else port + 1
            raise Trouble(f"Port {port} is taken; choose another with: make run PORT={free}") from None
    return port


@contextmanager
def alone() -> Iterator[None]:
    """One run a project at a time; SIGTERM and SIGHUP end it as Ctrl-C does."""
    ourselves().own(var(), mode=0o711 if os.geteuid() == 0 else 0o700)
    with (var() / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            other = lock.read().strip()
            raise Trouble(
                f"This project already runs (process {other}); stop it with: kill {other}"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, _interrupt)
        yield


def _interrupt(number: int, frame: FrameType | None) -> None:
    for each in (
        signal.SIGTERM,
        signal.SIGHUP,
        signal.SIGINT,
    ):  # a second Ctrl-C must not leave anything behind
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


@contextmanager
def _servers() -> "Iterator[list[PostgreSQL | Valkey]]":
    """The servers that no address was given for; stopped at the end, whatever happens in between."""
    where = places()
    logs = var() / "log"
    servers: list[PostgreSQL | Valkey] = []
    if not os.environ.get("DATABASE_URL"):
        servers.append(PostgreSQL(where, logs / "postgresql.log"))
    if not os.environ.get("REDIS_URL"):
        servers.append(Valkey(where, logs / "valkey.log"))
    if servers and where.home != var():
        say(
            f"the data are kept in {where.home}, because PostgreSQL, which never runs as root, cannot enter this folder"
        )
    try:
        for server in servers:
            say(f"starting {type(server).__name__}")
            server.start()
        yield servers
    except KeyboardInterrupt:
        say("stopping")
    finally:
        for server in reversed(servers):
            server.stop()


def _wait_until_it_serves(programs: Programs, port: int, patience: float = 90) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        programs.keep_up()
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    print(process.last_lines(var() / "log" / "web.log"), file=sys.stderr)
    raise Trouble(f"The web server does not answer; read why with: tail -50 {var()}/log/web.log")
