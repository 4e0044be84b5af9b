"""Fault 23: an upload cut in the middle, or a full disk. Whole or absent, and said."""

import re
import resource
import socket
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from screening.city_time import now
from screening.domain import document_store
from screening.models import Application, Document
from tests.factories import make_application, make_posting
from tests.faults.browserless import Visitor
from tests.processes import RunningProcess

PDF = b"%PDF-1.4\n" + (b" " * 200 + b"\n%%EOF\n") * 5000
"""A PDF that was saved many times: wherever it is cut, it looks like a whole one."""


def a_draft() -> Application:
    return make_application(make_posting(opens_at=now() - timedelta(days=1)), at=now())


def upload(visitor: Visitor, application: Application, *, send: float = 1.0, hang_up: bool = False) -> str:
    """Send an upload over a raw socket, perhaps only a part of it; what the server says, unless we hang up."""
    path = f"/applications/{application.pk}/documents/add/?kind=oca_documentation"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visitor.get(path))
    assert token
    fields = {"csrfmiddlewaretoken": token[1], "job_key": "job1"}
    body = b"".join(
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    body += b'--cut\r\nContent-Disposition: form-data; name="file"; filename="paper.pdf"\r\n'
    body += b"Content-Type: application/pdf\r\n\r\n" + PDF + b"\r\n--cut--\r\n"
    place = urlsplit(visitor.base)
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.jar)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookies}\r\nConnection: close\r\n"
        f"Referer: {visitor.base}{path}\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: multipart/form-data; boundary=cut\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", place.port or 80), timeout=30) as line:
        line.sendall(head.encode() + body[: int(len(body) * send)])
        if hang_up:
            return ""
        line.shutdown(socket.SHUT_WR)
        said = b""
        while part := line.recv(65536):
            said += part
    return said.decode(errors="replace")


def stored() -> set[str]:
    folder = Path(document_store.default_storage.path("documents"))
    return {str(path) for path in folder.rglob("*") if path.is_file()}


def test_an_upload_cut_in_the_middle_is_absent_and_said_and_its_retries_are_one_document(
    web_process: Callable[..., Any],
) -> None:
    application, before = a_draft(), stored()
    web = web_process()
    visitor = Visitor(web.url).sign_in(application.applicant.email)
    upload(visitor, application, send=0.5, hang_up=True)
    said = upload(visitor, application, send=0.5)
    assert said.startswith("HTTP/1.1 400")
    assert "The connection was cut while you were sending. Nothing was kept or changed." in said
    assert (Document.objects.count(), stored()) == (0, before)
    for _ in range(2):
        assert upload(visitor, application).startswith("HTTP/1.1 302")
    document = Document.objects.get()
    assert document.size == len(PDF)
    assert stored() - before == {document.file.path}


def test_a_full_disk_is_said_and_leaves_nothing(web_process: Callable[..., Any]) -> None:
    """The kernel refuses every write beyond 200,000 bytes to a file, as it does when a disk is full."""
    application, before = a_draft(), stored()
    web = web_process()
    visitor = Visitor(web.url).sign_in(application.applicant.email)
    _limit_files(web, 200_000)
    said = upload(visitor, application)
    assert said.startswith("HTTP/1.1 400")
    assert "our disk is full or the connection was cut. Nothing of it was kept." in said
    assert (Document.objects.count(), stored()) == (0, before)
    _limit_files(web, resource.RLIM_INFINITY)
    assert upload(visitor, application).startswith("HTTP/1.1 302")
    assert Document.objects.get().size == len(PDF)


def _limit_files(web: RunningProcess, size: int) -> None:
    workers = Path(f"/proc/{web.pid}/task/{web.pid}/children").read_text().split()
    assert workers
    for pid in workers:
        resource.prlimit(int(pid), resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
