"""How many seconds the session still lasts: asked by the page that warns, and begun anew by its button."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_http_methods


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest) -> JsonResponse:
    """GET tells the seconds left, POST begins them anew (the middleware does); 0 for somebody signed out."""
    answer = JsonResponse({"left": getattr(request, "session_left", 0)})
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
