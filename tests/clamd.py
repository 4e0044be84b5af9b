"""A small ClamAV daemon that speaks the real protocol on a Unix socket, and knows one virus: EICAR's test file."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
VERSION = "ClamAV 1.4.3/27700/Mon Jun  2 08:25:43 2025"
MOST = 5_000_000


class _Line(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command == b"zVERSION\0":
            self.wfile.write(VERSION.encode() + b"\0")
        elif command == b"zINSTREAM\0":
            self.wfile.write(self._scan() + b"\0")
        else:
            self.wfile.write(b"UNKNOWN COMMAND\0")

    def _scan(self) -> bytes:
        content = b""
        while (length := struct.unpack(">I", self.rfile.read(4))[0]) > 0:
            content += self.rfile.read(length)
            if len(content) > MOST:
                return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"


class _Daemon(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def clamd(folder: Path) -> Iterator[str]:
    """A running daemon; the path of its socket."""
    path = folder / "clamd.sock"
    with _Daemon(str(path), _Line) as daemon:
        threading.Thread(target=daemon.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield str(path)
        finally:
            daemon.shutdown()
            path.unlink()
