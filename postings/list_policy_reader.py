"""The policy of the eligible list as a posting's file says it, with each problem's place and mend."""

from collections.abc import Mapping
from typing import Any

from postings.enums import Ranking, Serves
from postings.file_reader import FileReader

CREDIT = ("full_score", "percent", "disabled_percent")
HERE = "eligible_list"


def read_list_policy(body: Mapping[str, Any], reader: FileReader) -> dict[str, Any]:
    """What the file says beside the days, as ``ListPolicy.of`` takes it; {} is the City's own."""
    given = body.get(HERE)
    if not isinstance(given, Mapping):
        return {}
    said: dict[str, Any] = {}
    ranking = Ranking.UNRANKED.value
    if "ranking" in given:
        ranking = reader.choice(given["ranking"], Ranking.values, f"{HERE}.ranking") or ranking
        said["ranking"] = ranking
    if "serves" in given:
        said["serves"] = (
            reader.choice(given["serves"], Serves.values, f"{HERE}.serves") or Serves.OLDEST.value
        )
    if ranking != Ranking.UNRANKED and not body.get("highly_desirable"):
        reader.problem(
            f"{HERE}.ranking",
            "Nothing gives points, so every name would be equal.",
            "Say what is highly desirable, or leave the list unranked.",
        )
    if ranking == Ranking.BANDS:
        said["bands"] = _bands(given, reader)
    elif given.get("bands"):
        reader.problem(f"{HERE}.bands", "The list is not ranked in bands.", "Write 'ranking: bands'.")
    if ranking == Ranking.SCORED:
        rule_of = reader.required(
            given, "rule_of", HERE, lambda value, at: reader.whole(value, at, least=1, most=100)
        )
        said["rule_of"] = rule_of or 1
    elif given.get("rule_of"):
        reader.problem(
            f"{HERE}.rule_of", "Only a scored list sends a number of scores.", "Write 'ranking: scored'."
        )
    if "blind_until_interview" in given:
        said["blind_until_interview"] = bool(
            reader.flag(given["blind_until_interview"], f"{HERE}.blind_until_interview")
        )
    if given.get("veterans_credit"):
        said["veterans_credit"] = _credit(given["veterans_credit"], reader)
        if ranking == Ranking.UNRANKED:
            reader.problem(
                f"{HERE}.veterans_credit",
                "An unranked list has no score that credit could be added to.",
                "Write 'ranking: scored' or 'ranking: bands'.",
            )
    return said


def _bands(given: Mapping[str, Any], reader: FileReader) -> list[dict[str, Any]]:
    path = f"{HERE}.bands"
    bands: list[dict[str, Any]] = []
    for number, row in enumerate(reader.rows(given, "bands", path)):
        inner = reader.keys(row, ("label", "from"), f"{path}[{number}]") or {}
        label = reader.required(inner, "label", f"{path}[{number}]", reader.line)
        least = reader.required(
            inner,
            "from",
            f"{path}[{number}]",
            lambda value, at: reader.whole(value, at, least=0, most=100_000),
        )
        bands.append({"label": label, "from": least})
    floors = [band["from"] for band in bands]
    if len(bands) < 2:
        reader.problem(path, "One band is none.", "Write at least two, the highest first.")
    elif None not in floors and (floors != sorted(set(floors), reverse=True) or floors[-1] != 0):
        reader.problem(
            path,
            "The bands do not follow each other down to 0.",
            "Write the highest first, and 'from: 0' last.",
        )
    if len({band["label"] for band in bands}) < len(bands):
        reader.problem(path, "Two bands have one name.", "Give each its own.")
    return bands


def _credit(given: Any, reader: FileReader) -> dict[str, Any]:
    path = f"{HERE}.veterans_credit"
    inner = reader.keys(given, CREDIT, path) or {}
    said = {
        key: reader.required(
            inner, key, path, lambda value, at: reader.whole(value, at, least=1, most=100_000)
        )
        for key in CREDIT
    }
    plain, disabled = said["percent"], said["disabled_percent"]
    if plain and disabled and not plain <= disabled <= 100:
        reader.problem(
            path, "The percentages do not fit.", "Write 'disabled_percent' from 'percent' up to 100."
        )
    return said
