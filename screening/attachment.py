"""A file in answer to a request, under a name of ours: saved, never opened as a page."""

from django.http import HttpResponse


def attachment(content: bytes | str, content_type: str, name: str) -> HttpResponse:
    """The file under ``name``, which is plain ASCII without quotation marks."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
