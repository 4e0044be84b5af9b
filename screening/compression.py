"""Pages are sent compressed: on a slow line their text is most of the wait."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/atom+xml",
    "application/xml",
    "image/svg+xml",
)


class TextCompressionMiddleware(GZipMiddleware):
    """Compresses pages alone. What is streamed keeps its length, so that a download shows how much is left of it.

    Django adds a random number of bytes to each page, so that its length tells nothing of a secret in it (BREACH);
    the form's token is masked anew each time besides.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)  # type: ignore[arg-type]
