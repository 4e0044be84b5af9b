"""The jobs of one requirement as a picture made on the server: what counted, what is open, what was left out."""

from datetime import date
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from postings.minimum_requirements import roots_of
from postings.picture import svg

WIDTH, LEFT, RIGHT = 760, 16, 16
BAR, ROW, TOP = 16, 46, 30
LETTER = 6.8
"""The width of a letter at 13 px, rather too much than too little: a label stays inside the picture."""
CLASS = {"yes": "counted", "partly": "counted", "open": "open", "no": "left-out"}
SAID = {
    "yes": gettext_lazy("counted"),
    "partly": gettext_lazy("counted in part"),
    "open": gettext_lazy("open"),
    "no": gettext_lazy("not counted"),
}


def timeline_svg(proof: dict[str, Any], node_id: str) -> SafeString:
    """An SVG with a bar a job on an axis of years, from a stored proof alone; empty when the node counted no jobs.

    Colours and line styles come from the classes timeline__bar--counted, --open and --left-out; each bar also says its
    words, so that nothing is told by colour alone.
    """
    node = find(proof, node_id)
    jobs = [job for job in (node or {}).get("evidence", {}).get("jobs", []) if _held(job)]
    if not node or not jobs:
        return SafeString("")
    spans = [span for job in jobs if (span := _held(job))]
    first = min(span[0] for span in spans)
    last = max(max(span[1] for span in spans), date.fromisoformat(proof["as_of"]))
    scale = _Scale(first, last)
    height = TOP + ROW * len(jobs) + 24
    evidence = node["evidence"]
    least, most = evidence["least_months"], evidence["most_months"]
    months = f"{least}" if least == most else _("%(least)s to %(most)s") % {"least": least, "most": most}
    title = _("%(requirement)s: %(months)s months counted, %(needed)s needed") % {
        "requirement": node["text"],
        "months": months,
        "needed": evidence["needed_months"],
    }
    bars = format_html_join("", "{}", ((_bar(job, number, scale),) for number, job in enumerate(jobs)))
    return svg(WIDTH, height, title, _axis(scale, height), bars, css_class="timeline__svg")


def find(proof: dict[str, Any], node_id: str) -> dict[str, Any] | None:
    """The part of a proof with this id."""
    waiting = roots_of(proof) if "tree" in proof or "levels" in proof else []
    while waiting:
        node = waiting.pop()
        if node.get("id") == node_id:
            return node
        waiting += node.get("parts", [])
    return None


class _Scale:
    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = date(first.year, 1, 1), last
        self.days = max((self.last - self.first).days, 1)

    def x(self, day: date) -> float:
        inside = min(max((day - self.first).days, 0), self.days)
        return round(LEFT + inside * (WIDTH - LEFT - RIGHT) / self.days, 1)


def _held(job: dict[str, Any]) -> tuple[date, date] | None:
    held = job.get("held") or job.get("most")
    if not held or not held.get("from") or not held.get("to"):
        return None
    first, last = date.fromisoformat(_day(held["from"], 1)), date.fromisoformat(_day(held["to"], 28))
    return (first, last) if first <= last else (last, first)


def _day(text: str, day: int) -> str:
    return text if len(text) == 10 else f"{text}-{day:02d}"


def _axis(scale: _Scale, height: int) -> SafeString:
    years = range(scale.first.year, scale.last.year + 1)
    step = max(1, -(-len(years) // 12))
    marks = format_html_join(
        "",
        '<line class="timeline__axis" x1="{0}" y1="{1}" x2="{0}" y2="{2}"/><text class="timeline__text" x="{3}" y="{4}">{5}</text>',
        (
            (scale.x(date(year, 1, 1)), 20, height - 22, scale.x(date(year, 1, 1)) + 3, 14, year)
            for year in list(years)[::step]
        ),
    )
    axis = format_html(
        '<line class="timeline__axis" x1="{}" y1="{}" x2="{}" y2="{}"/>',
        LEFT,
        height - 22,
        WIDTH - RIGHT,
        height - 22,
    )
    return format_html("{}{}", marks, axis)


def _bar(job: dict[str, Any], number: int, scale: _Scale) -> SafeString:
    first, last = _held(job) or (scale.first, scale.first)
    top = TOP + ROW * number
    x = scale.x(first)
    width = max(round(scale.x(last) - x, 1), 3)
    name = ", ".join(part for part in (job.get("title"), job.get("employer")) if part) or _(
        "Job %(number)s"
    ) % {"number": job["job"] + 1}
    words = f"{job['job'] + 1}. {name if len(name) <= 64 else name[:63] + '…'} – {SAID[job['counts']]}{_days(job)}"
    anchor, at = ("end", WIDTH - RIGHT) if x + LETTER * len(words) > WIDTH - RIGHT else ("start", x)
    return format_html(
        '<rect class="timeline__bar timeline__bar--{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>'
        '<text class="timeline__text" x="{}" y="{}" text-anchor="{}">{}</text>',
        CLASS[job["counts"]],
        x,
        top + 16,
        width,
        BAR,
        at,
        top + 11,
        anchor,
        words,
    )


def _days(job: dict[str, Any]) -> str:
    if job["counts"] == "no":
        return ""
    least, most = sorted((job[bound] or {}).get("days", 0) for bound in ("least", "most"))
    if least == most:
        return " " + _("%(days)s days") % {"days": f"{most:g}"}
    return " " + _("%(least)s to %(most)s days") % {"least": f"{least:g}", "most": f"{most:g}"}
