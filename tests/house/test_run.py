"""`make run` for real, in a folder of its own: up, in use, down without a trace, and up again with the data."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from services.places import PROJECT
from tests.processes import free_port

COMMAND = [sys.executable, "-m", "services", "run"]


def environment(folder: Path, port: int) -> dict[str, str]:
    """A person's environment: nothing is configured but the folder and the port."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    return {**kept, "VAR": str(folder), "PORT": str(port), "PYTHONUNBUFFERED": "1"}


class Run:
    """A `make run` in the background; its words are in ``words()``."""

    def __init__(self, folder: Path, port: int) -> None:
        self.out = folder.with_suffix(".out")
        self.port = port
        with self.out.open("ab") as out:
            self.process = subprocess.Popen(
                COMMAND,
                cwd=PROJECT,
                env=environment(folder, port),
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
            )

    def words(self) -> str:
        return self.out.read_text()

    def wait_for(self, words: str, patience: float = 150) -> None:
        until = time.monotonic() + patience
        while words not in self.words():
            assert self.process.poll() is None, self.words()
            assert time.monotonic() < until, self.words()
            time.sleep(0.1)

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)


def of_this_run(folder: Path) -> list[str]:
    """Command lines and working folders of processes that belong to a folder (Linux only)."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environ = (process / "environ").read_bytes()
            status = (process / "stat").read_text()
        except OSError:
            continue
        if f"VAR={folder}".encode() in environ.split(b"\0") and ") Z " not in status:
            found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for left processes in /proc")
def test_up_down_and_up_again_with_the_data(tmp_path):
    folder = tmp_path / "a folder of its own"
    port = free_port()
    first = Run(folder, port)
    try:
        first.wait_for("ready: ")
        first.wait_for("hiring manager")
        with urllib.request.urlopen(f"http://localhost:{port}/") as page:
            assert b"Customer Services Representative" in page.read()

        other = subprocess.run(
            COMMAND,
            cwd=PROJECT,
            env=environment(folder, free_port()),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert other.returncode == 1
        assert other.stderr == (
            f"This project already runs (process {first.process.pid}); stop it with: kill {first.process.pid}\n"
        )
        secret = (folder / "secret-key").read_text()
        assert len(of_this_run(folder)) >= 6  # the supervisor, both servers, web, worker, beat
        assert first.end(signal.SIGINT) == 0
        assert of_this_run(folder) == []

        again = Run(folder, port)
        try:
            again.out.write_text("")
            again.wait_for("ready: ")
            assert (folder / "secret-key").read_text() == secret
            assert again.end(signal.SIGTERM) == 0
            assert of_this_run(folder) == []
        finally:
            again.process.kill()
    finally:
        first.process.kill()


def test_a_taken_port_is_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        end = subprocess.run(
            COMMAND,
            cwd=PROJECT,
            env=environment(tmp_path, port),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert (end.returncode, end.stdout) == (1, "")
    assert end.stderr == f"Port {port} is taken; choose another with: make run PORT={port + 1}\n"


@pytest.mark.parametrize("port", ["0", "65536", "web", "-1"])
def test_no_port_at_all_is_one_sentence(port, tmp_path):
    env = {**environment(tmp_path, 1), "PORT": port}
    end = subprocess.run(
        COMMAND, cwd=PROJECT, env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert (end.returncode, end.stdout) == (1, "")
    assert end.stderr == f"PORT={port} is no port; choose one with: make run PORT=8001\n"


def test_production_is_not_run_this_way(tmp_path):
    env = {**environment(tmp_path, free_port()), "SCREENING_ENV": "production"}
    end = subprocess.run(
        COMMAND, cwd=PROJECT, env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert end.returncode == 1
    assert end.stderr == (
        "`make run` is the demonstration; for production use: docker compose up (see .env.example)\n"
    )
