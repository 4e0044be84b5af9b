"""What qualifies a person, read from a proof: the requirements that are met, with what was counted, and nothing else.

A manager is told what a certified person brings: branches that were not needed, and why a job did not count, stay
with the analyst and the applicant.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from postings.minimum_requirements import roots_of

JOINED = ("all", "any", "at_least", "combine", "not", "when", "ref")
CHOICES = ("any", "at_least", "when")

Node = dict[str, Any]


class Line(NamedTuple):
    """One requirement in the posting's words, and the figure that meets it ('18.0 of 12 months')."""

    id: str
    label: str
    measure: str
    jobs: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        return f"{self.label}: {self.measure}" if self.measure else self.label


def lines(proof: dict[str, Any]) -> list[Line]:
    """The requirements with something to show, in the posting's order; a job's months are full-time months."""
    return [
        Line(node.get("id", ""), node["text"], measure(node), tuple(counted_jobs(node)))
        for root in _roots(proof)
        for node in _walk(root)
        if node["kind"] not in JOINED and not _is_plain_condition(node)
    ]


def tree(proof: dict[str, Any]) -> list[dict[str, Any]]:
    """The same as a tree for components/requirement_tree.html, without the branches that were not needed."""
    return [_shown(node) for root in _roots(proof) for node in _without_a_bare_frame(root)]


def measure(node: Node) -> str:
    """The figure of a requirement in words; empty where there is none."""
    evidence = node.get("evidence", {})
    if node["kind"] == "experience":
        months, days = evidence["least_months"], evidence["least_days"]
        return f"{months:.1f} of {evidence['needed_months']} months ({days:,.0f} full-time days)"
    if node["kind"] == "typing" and evidence.get("given"):
        given = evidence["given"]
        speed = evidence.get("computed_net_wpm", given.get("net_wpm"))
        source = "from a certificate" if given.get("source") == "certificate" else "as the applicant states"
        return (
            "" if speed is None else f"{speed:g} words a minute, {evidence['needed_wpm']:g} needed, {source}"
        )
    return ""


def counted_jobs(node: Node) -> Iterator[str]:
    """The jobs that counted toward an experience, in words."""
    for job in node.get("evidence", {}).get("jobs", ()):
        if job["least"]:
            days = job["least"]["days"]
            who = (
                ", ".join(part for part in (job.get("title"), job.get("employer")) if part)
                or f"Job {job['job'] + 1}"
            )
            yield f"{who}: {days:,.0f} full-time days, {_day(job['least']['from'])} to {_day(job['least']['to'])}"


def _roots(proof: dict[str, Any]) -> list[Node]:
    return roots_of(proof) if "tree" in proof or "levels" in proof else []


def _without_a_bare_frame(root: Node) -> list[Node]:
    """The parts of a root that only says 'all of these', which the page says itself."""
    return _parts(root) if root["kind"] == "all" and "id" not in root and "cite" not in root else [root]


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day:%b} {day.day}, {day.year}"


def _parts(node: Node) -> list[Node]:
    """The parts that carry the outcome: of a choice that is met, only those that meet it."""
    parts = node.get("parts", [])
    if node["kind"] in CHOICES and node["outcome"] == "met":
        return [part for part in parts if part["outcome"] == "met"] or parts
    return [] if node["kind"] == "not" else parts


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for part in _parts(node):
        yield from _walk(part)


def _is_plain_condition(node: Node) -> bool:
    """A condition that says nothing about the person's qualification, such as an out-of-class paper that is not needed."""
    return node["kind"] in ("status", "record_limit") or node["outcome"] != "met"


def _shown(node: Node) -> dict[str, Any]:
    parts = _parts(node)
    return {
        "label": node["text"],
        "join": node["kind"] if node["kind"] in ("all", "any", "at_least") and len(parts) > 1 else None,
        "outcome": node.get("outcome_with_parts", node["outcome"]),
        "measure": measure(node),
        "notes": list(counted_jobs(node)),
        "children": [_shown(part) for part in parts],
    }
