"""The read API: each address gives a page of rows that the token's department may see, by key and in a fixed order."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError

from screening.api_scopes import ApiScope
from screening.city_time import city_day
from screening.domain import api_token
from screening.domain.api_queries import dispositions_of, interview_lists_of
from screening.domain.certified import names_after
from screening.domain.hiring_queries import lists_in_force
from screening.models import ApiToken, InterviewList
from screening.views.api.door import MOST, SECONDS, Token, TooOften
from screening.views.api.shapes import (
    PROBLEMS,
    DispositionRow,
    EligibleListRow,
    InterviewListRow,
    NameRow,
    Page,
)

LARGEST = 2**63 - 1
After = Annotated[
    int, Query(0, ge=0, le=LARGEST, description="Rows behind this id. The answer's next has it.")
]
Limit = Annotated[int, Query(100, ge=1, le=200, description="How many rows at most.")]
Id = Annotated[int, Path(ge=1, le=LARGEST)]

api = NinjaAPI(
    title=f"{settings.CITY_NAME}: lists and dispositions",
    version="1",
    description=(
        "What a department's own systems may read of its hiring. A token belongs to one department and to named "
        f"scopes. {MOST} requests in {SECONDS} seconds; beyond that the answer is 429 with Retry-After. Rows come in "
        "the order of their id: follow next until it is null, or keep the last id and ask again later with after. "
        "Lists and dispositions appear a minute after they were made. "
        "Each answer that names people is recorded."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)


@api.get(
    "eligible-lists/",
    auth=Token(ApiScope.ELIGIBLE_LISTS),
    response={200: Page[EligibleListRow], **PROBLEMS},
    operation_id="eligible_lists",
    summary="Eligible lists in force today",
)
def eligible_lists(request: HttpRequest, after: After, limit: Limit) -> Any:
    """Every list that a department may ask names from, with its last day and how many names it has; no names."""
    rows = lists_in_force(city_day(request.arrived_at)).filter(pk__gt=after).order_by("pk")
    return _page(request, list(rows[: limit + 1]), limit)


@api.get(
    "interview-lists/",
    auth=Token(ApiScope.INTERVIEW_LISTS),
    response={200: Page[InterviewListRow], **PROBLEMS},
    operation_id="interview_lists",
    summary="Interview lists of the department",
)
def interview_lists(request: HttpRequest, after: After, limit: Limit) -> Any:
    """Each list that was issued for a vacancy of the token's department, open or closed."""
    rows = interview_lists_of(_token(request), request.arrived_at).filter(pk__gt=after).order_by("pk")
    return _page(request, list(rows[: limit + 1]), limit)


@api.get(
    "interview-lists/{int:interview_list}/names/",
    auth=Token(ApiScope.INTERVIEW_LISTS),
    response={200: Page[NameRow], **PROBLEMS},
    operation_id="names",
    summary="Names on an interview list",
)
def names(request: HttpRequest, interview_list: Id, after: After, limit: Limit) -> Any:
    """The names with their contact and what qualifies them, as the department's hiring managers see them."""
    token, day = _token(request), city_day(request.arrived_at)
    found = _list(request, interview_list)
    rows = [NameRow.of(one) for one in names_after(found, after, most=limit + 1, day=day)]
    shown = min(len(rows), limit)
    api_token.note_reading(token, what="names", rows=shown, interview_list=found.pk, at=request.arrived_at)
    return _page(request, rows, limit)


@api.get(
    "dispositions/",
    auth=Token(ApiScope.DISPOSITIONS),
    response={200: Page[DispositionRow], **PROBLEMS},
    operation_id="dispositions",
    summary="Dispositions of the names sent to the department",
)
def dispositions(
    request: HttpRequest,
    after: After,
    limit: Limit,
    interview_list: Annotated[
        int | None, Query(None, ge=1, le=LARGEST, description="Only those of one interview list.")
    ],
) -> Any:
    """What was recorded of each name, the oldest first; with after, only what was recorded since."""
    token = _token(request)
    rows = dispositions_of(token, request.arrived_at).filter(pk__gt=after).order_by("pk")
    if interview_list is not None:
        rows = rows.filter(referral__interview_list=_list(request, interview_list))
    found = list(rows[: limit + 1])
    shown = min(len(found), limit)
    api_token.note_reading(token, what="dispositions", rows=shown, at=request.arrived_at)
    return _page(request, found, limit)


@api.exception_handler(TooOften)
def too_often(request: HttpRequest, error: TooOften) -> HttpResponse:
    words = f"Too many requests: {MOST} in {SECONDS} seconds are allowed. Ask again in {error.wait} seconds."
    response = api.create_response(request, {"detail": words}, status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(error.wait)
    return response


@api.exception_handler(ValidationError)
def not_readable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    words = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors)
    return api.create_response(request, {"detail": words}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    words = "There is nothing here for this token. Compare the address with the reference."
    return api.create_response(request, {"detail": words}, status=HTTPStatus.NOT_FOUND)


def _token(request: HttpRequest) -> ApiToken:
    token = request.auth  # type: ignore[attr-defined]  # set by the door
    assert isinstance(token, ApiToken)
    return token


def _list(request: HttpRequest, pk: int) -> InterviewList:
    found = interview_lists_of(_token(request), request.arrived_at).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, rows: Sequence[Any], limit: int) -> dict[str, Any]:
    """The rows asked for; one more was read to know whether others follow."""
    onward = None
    if len(rows) > limit:
        last = rows[limit - 1]
        asked = {**request.GET.dict(), "after": last.pk if hasattr(last, "pk") else last.id}
        onward = request.build_absolute_uri(f"{request.path}?{urlencode(asked)}")
    return {"items": list(rows[:limit]), "next": onward}
