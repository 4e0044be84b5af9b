"""The project's own programs under `make run`: web, worker and beat, started in order and kept up."""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

from services import process
from services.places import PROJECT, var
from services.postgresql import PostgreSQL
from services.servant import ourselves
from services.trouble import Trouble
from services.valkey import Valkey

TRIES, WITHIN = 4, 60.0  # so many new starts of one program in so many seconds, then everything stops
CELERY = [sys.executable, "-m", "celery", "-A", "screening"]


class Programs:
    """Starts the programs, starts again what dies (saying so), and stops all of them."""

    def __init__(self, servers: "list[PostgreSQL | Valkey]", *, port: int) -> None:
        self.servers = servers
        self.commands: dict[str, list[str]] = {
            "web": [
                *(sys.executable, "-m", "gunicorn", "screening.wsgi", "--preload", "--no-control-socket"),
                *("--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"),
            ],
            "worker": [
                *CELERY,
                "worker",
                "--loglevel",
                "INFO",
                "--concurrency",
                "2",
                "--without-gossip",
                "--without-mingle",
            ],
            "beat": [*CELERY, "beat", "--loglevel", "INFO", "--pidfile", ""],
        }
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.deaths: dict[str, list[float]] = {}

    def prepare(self) -> str:
        """Migrations, static files, the posting and the people; the table of sign-ins that the last one prints."""
        stamp, wanted = var() / "static-files-are", _static_files()
        preparing = {"prepare": self._start("prepare", [sys.executable, "-m", "services.prepare"])}
        collected = (var() / "static" / "staticfiles.json").exists()
        if not (collected and stamp.exists() and stamp.read_text() == wanted):
            collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--clear", "-v", "0"]
            preparing["static"] = self._start("static", collect)
        for name, child in preparing.items():
            if child.wait():
                raise Trouble(
                    f"{process.last_lines(_log(name))}\nPreparing failed; read why with: tail -50 {_log(name)}"
                )
        stamp.write_text(wanted)
        return _log("prepare").read_text(encoding="utf-8")

    def start(self, *names: str) -> None:
        for name in ("beat", "mail", "documents"):
            ourselves().own(var() / name)
        for name in names:
            self._start(name, self.commands[name])

    def keep_up(self) -> None:
        """Starts again whatever died. Raises Trouble with the last log lines when one keeps dying."""
        for server in self.servers:
            if server.running is not None and server.running.poll() is not None:
                self._count(type(server).__name__, server.log)
                server.start()
        for name, command in self.commands.items():
            if name in self.running and self.running[name].poll() is not None:
                self._count(name, _log(name))
                self._start(name, command)

    def stop(self) -> None:
        """All at once, each as it likes to be asked: current requests and tasks are finished."""
        for child in self.running.values():
            if child.poll() is None:
                child.terminate()
        for child in self.running.values():
            process.stop(child)

    def _start(self, name: str, command: list[str]) -> "subprocess.Popen[bytes]":
        _log(name).unlink(missing_ok=True)
        self.running[name] = process.start(command, log=_log(name), cwd=PROJECT, env=os.environ)
        return self.running[name]

    def _count(self, name: str, log: Path) -> None:
        now = time.monotonic()
        recent = [then for then in self.deaths.get(name, []) if now - then < WITHIN]
        self.deaths[name] = [*recent, now]
        words = process.last_lines(log, 6)
        if len(self.deaths[name]) > TRIES:
            raise Trouble(f"{words}\n{name} keeps stopping; read why with: tail -50 {log}")
        print(
            f"{name} stopped and is started again; its last words were:\n{words}", file=sys.stderr, flush=True
        )


def _log(name: str) -> Path:
    return var() / "log" / f"{name}.log"


def _static_files() -> str:
    """What the collected static files are made from: every file of ours, and the packages that bring their own."""
    ours = (file.stat() for file in sorted((PROJECT / "static").rglob("*")))
    seen = [f"{one.st_size} {one.st_mtime_ns}" for one in ours] + [(PROJECT / "requirements.txt").read_text()]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()
