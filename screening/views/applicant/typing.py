"""The arithmetic of a typing certificate while it is typed."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from screening.forms.applicant.typing import TypingForm
from screening.typing_in_words import certificate_in_words
from screening.views.applicant.door import own_draft
from screening.views.personal import personal_page


@require_safe
@personal_page
def arithmetic(request: HttpRequest, pk: int) -> JsonResponse:
    """{words} for ``gross_wpm`` and ``errors``; no words while one of them cannot be read. Nothing is kept."""
    application = own_draft(request, pk)
    typed = {}
    for name in ("gross_wpm", "errors"):
        try:
            typed[name] = TypingForm.base_fields[name].clean(request.GET.get(name, ""))
        except ValidationError:
            typed[name] = None
    return JsonResponse({"words": certificate_in_words(typed, application.revision)})
