"""A request that was cut off on its way is never taken for a whole one."""

from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class CutOff(OSError):
    """The connection ended before the body that its headers announced."""


class WholeBody:
    """A request's body that raises CutOff where it ends too early: servers hand on what came as if it were all."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self.stream = stream
        self.left = length

    def read(self, size: int | None = -1) -> bytes:
        asked = self.left if size is None or size < 0 else min(size, self.left)
        part = self.stream.read(asked)
        self.left -= len(part)
        if len(part) < asked:
            raise CutOff("the request was cut off")
        return part

    def readline(self, size: int | None = -1) -> bytes:
        line = self.stream.readline(self.left if size is None or size < 0 else min(size, self.left))
        self.left -= len(line)
        return line


def whole_requests(application: Application) -> Application:
    """The WSGI application, behind bodies that are whole or raise."""

    def guarded(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = str(environ.get("CONTENT_LENGTH") or "")
        if length.isascii() and length.isdigit():
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return guarded
