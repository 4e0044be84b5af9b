"""The published schema of the read API, and a plain page of it: no script, no asset of anybody else."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from screening.views.api.reading import api


@require_safe
def schema(request: HttpRequest) -> JsonResponse:
    """OpenAPI 3.1, made of the types that answer."""
    return JsonResponse(api.get_openapi_schema())


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """The same for people: each address with what it takes and gives."""
    published = api.get_openapi_schema()
    shapes = published["components"]["schemas"]
    operations = [
        {
            "path": path,
            "summary": operation["summary"],
            "description": operation["description"],
            "parameters": [_parameter(one) for one in operation["parameters"]],
            "fields": _fields(_row_of(operation, shapes), shapes),
        }
        for path, methods in published["paths"].items()
        for operation in methods.values()
    ]
    return render(request, "api/reference.html", {"about": published["info"], "operations": operations})


def _row_of(operation: dict[str, Any], shapes: dict[str, Any]) -> str:
    """The name of the shape of one row, through the page that holds it."""
    page = operation["responses"][200]["content"]["application/json"]["schema"]["$ref"]
    return str(shapes[_name(page)]["properties"]["items"]["items"]["$ref"])


def _fields(reference_: str, shapes: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"name": name, "kind": _kind(field), "about": field.get("description", "")}
        for name, field in shapes[_name(reference_)]["properties"].items()
    ]


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": one["name"],
        "where": one["in"],
        "kind": _kind(one["schema"]),
        "about": one.get("description", one["schema"].get("description", "")),
        "usual": one["schema"].get("default"),
    }


def _kind(field: dict[str, Any]) -> str:
    if "enum" in field:
        return " | ".join(field["enum"])
    if "anyOf" in field:
        return " | ".join(_kind(each) for each in field["anyOf"])
    if field.get("type") == "array":
        return f"array of {_kind(field['items'])}"
    return " ".join(filter(None, [field.get("type", ""), field.get("format", "")]))


def _name(reference_: str) -> str:
    return reference_.rpartition("/")[2]
