"""Selection rates as a file: the columns of New York City's Local Law 144 (6 RCNY 5-301), and ours after them."""

import csv
import io
from typing import Any

from screening.survey_enums import SurveyDisability, SurveyRace, SurveySex, SurveyVeteran

BY = {"sex": "Sex", "race": "Race or ethnicity", "veteran": "Veteran", "disability": "Disability"}
COLUMNS = (
    "Outcome",
    "Table",
    "Category",
    "Number of applicants",
    "Number selected",
    "Selection rate",
    "Impact ratio",
    "Less than four fifths",
    "p (Fisher, two-sided)",
    "One different choice turns it",
)
HIDDEN = "not shown: few people"
YES_NO = {True: "yes", False: "no"}
_LABELS = {
    "sex": SurveySex,
    "race": SurveyRace,
    "veteran": SurveyVeteran,
    "disability": SurveyDisability,
}


def table_words(by: list[str]) -> str:
    """'Sex', or 'Race or ethnicity and sex'."""
    first, *others = (BY[dimension] for dimension in by)
    return " and ".join([first, *(other.lower() for other in others)])


def group_words(by: list[str], group: list[str]) -> str:
    """'Asian (not Hispanic or Latino), Female'."""
    return ", ".join(str(_LABELS[dimension](name).label) for dimension, name in zip(by, group, strict=True))


def to_csv(parts: list[dict[str, Any]]) -> bytes:
    """UTF-8 with the byte order mark that Excel asks for; what is hidden is named as such."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for part in parts:
        writer.writerows(_rows(part))
    return text.getvalue().encode("utf-8-sig")


def _rows(part: dict[str, Any]) -> list[list[Any]]:
    if part.get("too_close"):
        return [[part["words"], "", HIDDEN]]
    rows: list[list[Any]] = [[part["words"], "Everybody counted", "", part["number"], part["selected"]]]
    for table in part["tables"]:
        head = [part["words"], table_words(table["by"])]
        rows += [[*head, group_words(table["by"], row["group"]), *_figures(row)] for row in table["rows"]]
        unknown = table["unknown"]
        rows.append([*head, "Unknown", unknown["number"], unknown["selected"]])
    return rows


def _figures(row: dict[str, Any]) -> list[Any]:
    if row.get("hidden"):
        return [HIDDEN]
    figures = [row["number"], row["selected"], row.get("rate", ""), row.get("impact_ratio") or ""]
    if "rate" not in row:
        return figures
    return [*figures, YES_NO[row["under_four_fifths"]], row["p"], YES_NO[row["turned_by_one"]]]
