"""What a bank question suggests to the posting that takes it: when it is asked, and points for its answers."""

from collections.abc import Mapping
from typing import Any

from postings.file_reader import FileReader
from postings.models import BankQuestion

MOST_POINTS = 100


def read_suggestions(
    body: Mapping[str, Any], others: Mapping[str, BankQuestion], reader: FileReader
) -> dict[str, Any]:
    """``asked_when`` and ``points`` as they are kept; what is wrong is noted. ``others``: the bank's questions by code."""
    found: dict[str, Any] = {}
    if body.get("asked_when"):
        found["asked_when"] = _asked_when(body["asked_when"], body.get("code"), others, reader)
    if body.get("points"):
        found["points"] = _points(body["points"], answers_of(body), reader)
    return found


def answers_of(said: Mapping[str, Any]) -> dict[str, str]:
    """What can be chosen as an answer: value → words; empty where something is typed."""
    if said.get("kind") == "yes_no":
        return {"yes": "Yes", "no": "No"}
    rows = said.get("choices") or []
    return {
        str(row.get("value")): str(row.get("label"))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, Mapping)
    }


def _asked_when(
    spec: Any, code: Any, others: Mapping[str, BankQuestion], reader: FileReader
) -> dict[str, Any]:
    body = reader.keys(spec, ("question", "is"), "asked_when") or {}
    other = others.get(str(body.get("question")))
    if other is None or other.code == code:
        reader.problem(
            "asked_when.question",
            f"The bank offers no other question {str(body.get('question'))[:60]!r}.",
            "Name one that is there.",
        )
        return {}
    values = body.get("is")
    values = values if isinstance(values, list) else [values]
    offered = answers_of({"kind": other.kind, "choices": other.choices})
    if not values or not all(isinstance(each, str) and each in offered for each in values):
        reader.problem(
            "asked_when.is",
            f"'{other.code}' is not answered so.",
            f"Use some of: {', '.join(offered) or 'none, for its answer is typed'}.",
        )
    return {"question": other.code, "is": values}


def _points(rows: Any, offered: Mapping[str, str], reader: FileReader) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number, row in enumerate(rows if isinstance(rows, list) else [rows]):
        body = reader.keys(row, ("value", "points"), f"points[{number}]") or {}
        value, points = body.get("value"), body.get("points")
        if value not in offered or any(each["value"] == value for each in found):
            reader.problem(
                f"points[{number}].value",
                f"{str(value)[:60]!r} is no answer of this question, or stands twice.",
                f"Use each once: {', '.join(offered) or 'none, for the answer is typed'}.",
            )
        elif isinstance(points, bool) or not isinstance(points, int) or not 0 < points <= MOST_POINTS:
            reader.problem(
                f"points[{number}].points", "This is no number of points.", f"Use 1 to {MOST_POINTS}."
            )
        else:
            found.append({"value": value, "points": points})
    return found
