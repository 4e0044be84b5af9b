"""A proof as the person reads it whom it is about: days in words, each job with what counted and why, and a picture."""

from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from postings.minimum_requirements import with_days_in_words
from screening.answers_in_words import date_in_words
from screening.domain.proof import Proof, ProofNode
from screening.enums import Outcome
from screening.timeline import timeline_svg


class JobRow(NamedTuple):
    """One job under one requirement."""

    name: str
    held: str
    counted: str
    why: list[str]


class Counted(NamedTuple):
    """One requirement of experience: its words, what counted of what is needed, the picture and the same as rows."""

    label: str
    outcome: str
    sentence: str
    svg: SafeString
    jobs: list[JobRow]


class RequirementRow(NamedTuple):
    """One requirement in a line: what is needed, and what the record shows from least to most."""

    label: str
    needed: str
    record: str
    outcome: str


def letter(proof: Proof) -> list[str]:
    """What was found of every requirement and what would cure it; each job stands in ``counted``."""
    return proof.letter_lines(jobs=False)


def counted(proof: Proof) -> list[Counted]:
    """Every requirement of experience, in the posting's order."""
    return [_counted(proof, node) for node in proof.experience()]


def as_table(proof: Proof) -> list[RequirementRow]:
    """Every single requirement, in the posting's order; a joined one stands in its parts."""
    return [_requirement(node) for root in proof.roots for node in _single(root)]


def _single(node: ProofNode) -> list[ProofNode]:
    """Those below a node that are judged on their own; what must not be so is one requirement."""
    if not node.parts or node.raw["kind"] == "not":
        return [node]
    own = [node] if node.is_experience else []
    return own + [each for part in node.parts for each in _single(part)]


def _requirement(node: ProofNode) -> RequirementRow:
    if node.is_experience:
        needed = _("%(months)s months") % {"months": node.needed}
        record = _("%(months)s months") % {"months": node.months.replace("–", _(" to "))}
    else:
        needed = _("Yes")
        record = {Outcome.MET.value: _("Yes"), Outcome.NOT_MET.value: _("No")}.get(
            node.outcome, _("Not clear")
        )
    return RequirementRow(node.label, needed, record, node.outcome)


def outline(proof: Proof) -> list[dict[str, Any]]:
    """The requirements as components/requirement_tree.html draws them, outcome and measure alone."""
    return [_bare(node) for node in proof.nodes()]


def _bare(node: dict[str, Any]) -> dict[str, Any]:
    return {**node, "notes": [], "cite": "", "children": [_bare(child) for child in node["children"]]}


def _counted(proof: Proof, node: ProofNode) -> Counted:
    jobs = [_row(job, proof.language) for job in node.raw["evidence"]["jobs"]]
    return Counted(
        label=node.label,
        outcome=node.outcome,
        sentence=_("%(months)s of %(needed)s months counted.")
        % {"months": node.months.replace("–", _(" to ")), "needed": node.needed},
        svg=timeline_svg(proof.data, node.id),
        jobs=jobs,
    )


def _row(job: dict[str, Any], language: str) -> JobRow:
    name = ", ".join(part for part in (job["title"], job["employer"]) if part) or _("Job %(number)s") % {
        "number": job["job"] + 1
    }
    held = job.get("held")
    return JobRow(
        name=name,
        held=_("%(begun)s to %(end)s")
        % {"begun": date_in_words(held["from"]), "end": date_in_words(held["to"])}
        if held
        else _("Dates not known"),
        counted=_amount(job),
        why=[
            with_days_in_words(line if line.endswith(".") else f"{line}.", language=language)
            for line in job["why"]
        ]
        or ([_("It counted in full.")] if job["counts"] == "yes" else []),
    )


def _amount(job: dict[str, Any]) -> str:
    if job["counts"] == "no":
        return _("Nothing")
    least, most = sorted((job[bound] or {}).get("days", 0) for bound in ("least", "most"))
    days = (
        f"{most:g}"
        if least == most
        else _("%(least)s to %(most)s") % {"least": f"{least:g}", "most": f"{most:g}"}
    )
    return _("%(days)s full-time days") % {"days": days} + (
        _(", still open") if job["counts"] == "open" else ""
    )
