"""What a letter says, from a proof alone: for each requirement what counted, what did not and why, what would cure it."""

import re
from calendar import month_name
from collections.abc import Mapping
from typing import Any, Final

from postings.minimum_requirements.language import say, speaking
from postings.minimum_requirements.proof import roots_of

_JOINING: Final = ("all", "any", "at_least", "not", "when", "combine", "ref")
_DAY: Final = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?\b")
_MONTHS: Final = tuple(month_name)[1:]
_REASONS: Final = {
    "borderline": "The time counted lies within a few days of what is needed, where calendars differ.",
    "contradiction": "An answer and the work history do not agree.",
    "document_outstanding": "A document is still missing.",
    "document_unreviewed": "A document is not reviewed yet.",
    "imprecise_dates": "Dates are known to the month only, and the days matter here.",
    "near_full_time": "The weekly hours may be a full-time week of this employer.",
    "needs_judgement": "A person must decide this.",
    "unanswered": "A question that matters here is not answered.",
    "unusable_entry": "An entry cannot be used as it stands.",
}


def letter_lines(proof: Mapping[str, Any], *, jobs: bool = True, language: str = "en") -> list[str]:
    """Plain sentences for every requirement, in the posting's order. Reads the proof only and runs nothing.

    ``jobs`` False leaves out the line of each job, for a page that shows the jobs beside. ``language`` is that of the proof.
    """
    with speaking(language):
        return _letter_lines(proof, jobs)


def _letter_lines(proof: Mapping[str, Any], jobs: bool) -> list[str]:
    lines: list[str] = []
    for tree in roots_of(proof):
        _node_lines(tree, lines, jobs)
    for later in proof["later"]:
        when = {"offer": "It is due at the offer.", "appointment": "It is due at the appointment."}
        due = say(when[later["due"]]) if later["due"] in when else say("It is due later.")
        lines.append(say("{requirement}: not judged now.", requirement=later["text"]) + f" {due}")
    return [_with_days_in_words(line) for line in lines]


def with_days_in_words(text: str, *, language: str = "en") -> str:
    """The same text with its dates as people say them.

    >>> with_days_in_words("counted, 2023-07-01 to 2024-06")
    'counted, July 1, 2023 to June 2024'
    """
    with speaking(language):
        return _with_days_in_words(text)


def _with_days_in_words(text: str) -> str:
    return _DAY.sub(_day_in_words, text)


def _day_in_words(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    name = say(_MONTHS[int(month) - 1])
    if day:
        return say("{month} {day}, {year}", month=name, day=int(day), year=year)
    return say("{month} {year}", month=name, year=year)


def _node_lines(node: Mapping[str, Any], lines: list[str], jobs: bool) -> None:
    if node["outcome"] == "later":
        return
    kind = node["kind"]
    if kind in _JOINING:
        if "nearest" in node and node["outcome"] == "not_met":
            lines.append(
                say(
                    "{requirement}: none of them is met. Nearest is: {nearest}.",
                    requirement=node["text"],
                    nearest=node["nearest"]["text"],
                )
            )
            lines += [line for lack in node["nearest"]["lacks"] for line in _lack_lines(lack)]
            return
        if kind in ("not", "when") and node["outcome"] == "not_met":
            lines.append(f"{node['text']}: {say('not met.')}")
        if kind == "combine":
            shares = node["evidence"]["least_percent"]
            share = say("Counted for certain: {share} %.", share=round(sum(shares), 1))
            lines.append(f"{node['text']}: {_outcome(node)} {share}")
    else:
        lines.append(f"{node['text']}: {_outcome(node)}{_figures(node)}")
        lines += _job_lines(node) if jobs else []
        lines += _claim_lines(node)
        if node["outcome"] != "met":
            lines += [line for lack in node.get("lacks", ()) for line in _lack_lines(lack)]
    for part in _parts_that_matter(node):
        _node_lines(part, lines, jobs)


def _parts_that_matter(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Of a choice that is met, the branches that met it."""
    parts: list[Mapping[str, Any]] = node.get("parts", [])
    if node["kind"] in ("any", "at_least") and node["outcome"] == "met":
        return [part for part in parts if part["outcome"] == "met"]
    return [] if node["kind"] == "not" else parts


def _outcome(node: Mapping[str, Any]) -> str:
    if node["outcome"] == "met":
        return say("met.")
    if node["outcome"] == "not_met":
        return say("not met.")
    return " ".join(
        [say("a person must look at this."), *(say(_REASONS[reason]) for reason in node["reasons"])]
    )


def _figures(node: Mapping[str, Any]) -> str:
    evidence = node.get("evidence", {})
    if "least_months" not in evidence:
        return ""
    least, most = evidence["least_months"], evidence["most_months"]
    text = " " + say(
        "{found} of {needed} months counted ({days} full-time days).",
        found=_from_to(least, most),
        needed=evidence["needed_months"],
        days=_from_to(f"{evidence['least_days']:g}", f"{evidence['most_days']:g}"),
    )
    substituted = evidence.get("substituted")
    if substituted and substituted["most_months"]:
        low, high = substituted["least_months"], substituted["most_months"]
        text += " " + say("{months} months stand in for experience.", months=_from_to(low, high))
    return text


def _from_to(least: Any, most: Any) -> str:
    return str(least) if least == most else say("{least} to {most}", least=least, most=most)


def _job_lines(node: Mapping[str, Any]) -> list[str]:
    lines = []
    for job in node.get("evidence", {}).get("jobs", ()):
        if not isinstance(job, Mapping):
            continue
        name = ", ".join(part for part in (job["title"], job["employer"]) if part) or say(
            "Job {number}", number=job["job"] + 1
        )
        why = " ".join(_sentence(text) for text in job["why"])
        if job["counts"] == "no":
            lines.append(f"{name}: {say('did not count.')} {why}".strip())
        elif job["counts"] == "open":
            open_days = say("cannot be counted yet ({days} full-time days).", days=f"{job['most']['days']:g}")
            lines.append(f"{name}: {open_days} {why}".strip())
        else:
            least, most = job["least"], job["most"]
            counted = say(
                "{days} full-time days counted, {first} to {last}.",
                days=_from_to(f"{least['days']:g}", f"{most['days']:g}"),
                first=most["from"],
                last=most["to"],
            )
            lines.append(f"{name}: {counted} {why}".strip())
    return lines


def _claim_lines(node: Mapping[str, Any]) -> list[str]:
    found = node.get("evidence", {}).get("least_months")
    shown = "" if found is None else say(" ({months} months)", months=found)
    return [
        say(
            "To the question “{question}” you answered “{answer}”. The rest of your application shows otherwise{shown}.",
            answer=claim["said"],
            question=claim["asked"],
            shown=shown,
        )
        for claim in node.get("claims", ())
        if not claim["agrees"]
    ]


def _lack_lines(lack: Mapping[str, Any]) -> list[str]:
    lines = [say("What is missing: {lack}", lack=_sentence(lack["text"]))]
    return (
        [*lines, say("What would cure it: {cure}", cure=_sentence(lack["cure"]))] if "cure" in lack else lines
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
