"""An applicant's session against a real web server, without a browser: sign in, send a draft, read the receipt."""

import re
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from screening.models import Application
from tests.factories import PASSWORD


class Visitor:
    """One person's cookies; ``get`` and ``post`` give the page that the redirects end at."""

    def __init__(self, base: str) -> None:
        self.base, self.jar = base, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> str:
        with self.opener.open(self.base + path, timeout=30) as answer:
            return answer.read().decode()

    def post(self, path: str, fields: dict[str, str], *, page: str | None = None) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page or self.get(path))
        assert token, f"{path} has no form"
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        request = urllib.request.Request(self.base + path, body, {"Referer": self.base + path})
        with self.opener.open(request, timeout=30) as answer:
            return answer.read().decode()

    def sign_in(self, email: str) -> "Visitor":
        self.post("/accounts/login/", {"login": email, "password": PASSWORD})
        return self


def send_draft(base: str, application: Application) -> str:
    """Send a draft through its page; the receipt number on the page that answers."""
    visitor = Visitor(base).sign_in(application.applicant.email)
    return receipt_on(visitor.post(f"/applications/{application.pk}/check/", {"certified_name": "Rosa Park"}))


def receipt_on(page: str) -> str:
    found = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", page)
    assert found, page[:2000]
    return found[0]
