"""The evidence of one node of a proof in sentences: a table from the kind of a requirement to its words."""

from collections.abc import Callable
from typing import Any

from postings.minimum_requirements import with_days_in_words
from screening.reasons import REASON_WORDS

COUNTS = {"yes": "counts", "partly": "counts in part", "open": "may count", "no": "does not count"}


def notes_of(node: dict[str, Any]) -> list[str]:
    """Reasons, evidence, what was claimed, what is lacking and the nearest branch of one node."""
    words = EVIDENCE.get(node["kind"])
    notes = [f"Open: {REASON_WORDS.get(reason, reason)}." for reason in node.get("reasons", ())]
    if words and "evidence" in node:
        notes += words(node)
    notes += [_claim(claim) for claim in node.get("claims", ())]
    notes += [_lack("Lacks", lack) for lack in node.get("lacks", ())]
    if "nearest" in node:
        lacks = "; ".join(lack["text"] for lack in node["nearest"]["lacks"])
        notes.append(f"Nearest: {node['nearest']['text']}" + (f". It lacks: {lacks}." if lacks else "."))
    return [with_days_in_words(note) for note in notes]


def job_lines(node: dict[str, Any]) -> list[str]:
    """One sentence a job: what counted from when to when, or why not."""
    return [with_days_in_words(_job(job)) for job in node["evidence"]["jobs"]]


def _job(job: dict[str, Any]) -> str:
    name = f"Job {job['job'] + 1}, {job['title'] or 'no title'}, {job['employer'] or 'no employer'}"
    counted = job["least"] or job["most"]
    days = ""
    if counted:
        least = job["least"]["days"] if job["least"] else 0
        most = job["most"]["days"] if job["most"] else 0
        amount = f"{least:g}" if least == most else f"{least:g} to {most:g}"
        days = f" {amount} full-time days from {counted['from']} to {counted['to']}"
    why = " ".join(line if line.endswith(".") else f"{line}." for line in job["why"])
    return f"{name}: {COUNTS[job['counts']]}{days}." + (f" {why}" if why else "")


def _experience(node: dict[str, Any]) -> list[str]:
    evidence = node["evidence"]
    least, most = evidence["least_days"], evidence["most_days"]
    amount = f"{least:g}" if least == most else f"{least:g} to {most:g}"
    lines = [
        f"{amount} full-time days counted; {evidence['needed_days']:g} are enough for {evidence['needed_months']} months."
    ]
    if evidence.get("no_work_history"):
        lines.append("No work history was given.")
    if "window" in evidence:
        lines.append(f"Only work from {evidence['window']['from']} to {evidence['window']['to']} counts.")
    return lines + job_lines(node)


def _typing(node: dict[str, Any]) -> list[str]:
    evidence = node["evidence"]
    given = evidence["given"]
    if given is None:
        return [f"No typing speed was given; {evidence['needed_wpm']:g} words a minute are needed."]
    speed = evidence.get("computed_net_wpm", given.get("net_wpm"))
    source = str(given.get("source", "source not said")).replace("_", " ")
    shown = "no speed" if speed is None else f"{float(speed):g} net words a minute"
    return [f"{shown}, {source}; {evidence['needed_wpm']:g} are needed."]


def _answer(node: dict[str, Any]) -> list[str]:
    answer = node["evidence"]["answer"]
    shown = ", ".join(map(str, answer)) if isinstance(answer, list) else answer
    return [f"Answered: {'nothing' if shown is None else shown}."]


def _document(node: dict[str, Any]) -> list[str]:
    on_file = node["evidence"]["on_file"]
    if not on_file:
        return ["No such document is on file."]
    return [
        f"On file: {paper['verdict'].replace('_', ' ')}"
        + (f", received {paper['received_on']}." if paper["received_on"] else ".")
        for paper in on_file
    ]


def _combine(node: dict[str, Any]) -> list[str]:
    least, most = sum(node["evidence"]["least_percent"]), sum(node["evidence"]["most_percent"])
    return [f"{least:g} % together" + (f", at most {most:g} %." if most != least else ".")]


def _education(node: dict[str, Any]) -> list[str]:
    evidence = node["evidence"]
    lines = [
        f"{str(entry['level']).replace('_', ' ')}, {entry['field'] or 'no field'}: {entry['outcome'].replace('_', ' ')}."
        for entry in evidence.get("entries", ())
    ]
    units = evidence.get("units")
    if units:
        most = f" to {units['most']}" if units["most"] not in (None, units["least"]) else ""
        lines.append(f"{units['least']}{most} of {units['needed']} {units['system']} units.")
    return lines or ["No education was given."]


def _holding(node: dict[str, Any]) -> list[str]:
    given = node["evidence"]["given"]
    return [
        ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in each.items() if value) + "."
        for each in given or ()
    ] or ["None was given."]


def _records(node: dict[str, Any]) -> list[str]:
    counted = node["evidence"]["counted"]
    if counted is None:
        return ["No record was given."]
    return [f"{len(counted)} counted, at most {node['evidence']['at_most']} allowed."]


def _claim(claim: dict[str, Any]) -> str:
    says = "met" if claim["claims"] == "met" else "not met"
    return f"Claimed: {says}, by answering “{claim['said']}” to “{claim['asked']}”" + (
        "." if claim["agrees"] else ". The record shows otherwise."
    )


def _lack(word: str, lack: dict[str, Any]) -> str:
    cure = f" What would cure it: {lack['cure']}" if lack.get("cure") else ""
    return f"{word}: {lack['text'].rstrip('.')}.{cure}"


EVIDENCE: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "experience": _experience,
    "typing": _typing,
    "answer": _answer,
    "age": _answer,
    "document": _document,
    "combine": _combine,
    "education": _education,
    "licence": _holding,
    "certificate": _holding,
    "record_limit": _records,
}
