"""A signed message to another system of the City: over HTTPS, with a key that makes a second one harmless."""

import hashlib
import hmac
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

SECONDS_TO_WAIT = 20


class NotTaken(Exception):
    """The other system did not take the message; the words say what it answered."""


class _NoRedirect(HTTPRedirectHandler):
    """A signed message goes to the address that was configured and to no other."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def signature(secret: str, sent_at: str, body: bytes) -> str:
    """HMAC-SHA256 over the time and the body, so that neither can be changed nor an old message sent again."""
    return hmac.new(secret.encode(), f"{sent_at}.".encode() + body, hashlib.sha256).hexdigest()


def post(url: str, body: bytes, *, secret: str, key: str, sent_at: str) -> None:
    """POST JSON once; the receiver knows it by ``key``. Raises NotTaken unless it answers with 2xx."""
    request = Request(  # noqa: S310  (the address comes from the settings, which refuse anything but HTTPS in production)
        url,
        data=body,
        method="POST",
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": key,
            "Webhook-Timestamp": sent_at,
            "Webhook-Signature": f"v1={signature(secret, sent_at, body)}",
        },
    )
    try:
        with build_opener(_NoRedirect).open(request, timeout=SECONDS_TO_WAIT) as answer:
            if not 200 <= answer.status < 300:
                raise NotTaken(f"answered {answer.status}")
    except (URLError, OSError, ValueError) as error:
        raise NotTaken(f"{type(error).__name__}: {error}"[:200]) from error
