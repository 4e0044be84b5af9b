"""Real processes of ours started beside a test: their end is the test's to choose."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from services import process
from services.places import PROJECT


@dataclass
class RunningProcess:
    """A process in a session of its own; ``log`` holds its words."""

    popen: "subprocess.Popen[bytes]"
    log: Path
    url: str = ""

    @property
    def pid(self) -> int:
        return self.popen.pid

    @property
    def alive(self) -> bool:
        return self.popen.poll() is None

    def kill(self) -> None:
        """``kill -9`` for it and its children, as a power cut would."""
        self.signal(signal.SIGKILL)
        self.popen.wait()

    def stop(self) -> int:
        """Asks it to end in good order and waits; its exit status."""
        process.stop(self.popen)
        return self.popen.returncode

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal to the whole session (SIGSTOP makes it deaf, SIGCONT wakes it)."""
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            pass

    def words(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def wait_for(self, words: str, patience: float = 60) -> None:
        """Waits until the log holds ``words``; AssertionError with the log's end when it stops or takes too long."""
        until = time.monotonic() + patience
        while words not in self.words():
            assert self.alive and time.monotonic() < until, (
                f"never said {words!r}:\n{process.last_lines(self.log, 40)}"
            )
            time.sleep(0.05)

    def wait_until_serving(self, patience: float = 60) -> None:
        until = time.monotonic() + patience
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=5).close()
            except (urllib.error.URLError, OSError):
                assert self.alive and time.monotonic() < until, (
                    f"never served:\n{process.last_lines(self.log, 40)}"
                )
                time.sleep(0.05)
            else:
                return


def start_worker(env: dict[str, str], log: Path, *, concurrency: int) -> RunningProcess:
    command = [sys.executable, "-m", "celery", "-A", "screening", "worker", "--loglevel", "INFO"]
    command += ["--concurrency", str(concurrency), "--hostname", f"{log.stem}-{os.getpid()}@%h"]
    command += ["--without-gossip", "--without-mingle"]
    return RunningProcess(process.start(command, log=log, env=env, cwd=PROJECT), log)


def start_gunicorn(env: dict[str, str], log: Path, *, port: int, workers: int) -> RunningProcess:
    command = [sys.executable, "-m", "gunicorn", "screening.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(workers), "--threads", "4"]
    return RunningProcess(
        process.start(command, log=log, env=env, cwd=PROJECT), log, f"http://localhost:{port}"
    )


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
