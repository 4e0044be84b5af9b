"""What a work history gives so far and what may be missing in it, as sentences for the person who fills it in."""

from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from screening.city_time import day_in_words
from screening.domain.proof import ProofNode
from screening.domain.so_far import gaps, overlaps, so_far
from screening.enums import Section
from screening.models import Application

LONGEST_WORKING_LIFE = 720
"""Months; a job without a first day reaches back for ever, and that figure would tell nobody anything."""


class Feedback(NamedTuple):
    """``lines``: what is counted of what is needed. ``warnings``: what to look at again; they block nothing."""

    lines: list[str]
    warnings: list[str]


def feedback(application: Application, jobs: list[dict[str, Any]], *, on: date) -> Feedback:
    """Of the draft as it is saved; empty without a job."""
    if not jobs:
        return Feedback([], [])
    found = so_far(application, on=on)
    warnings = [
        _("You have no job between %(first)s and %(last)s. If you worked then, add the job.")
        % {"first": day_in_words(spell.first), "last": day_in_words(spell.last)}
        for spell in gaps(jobs, on=on)
    ]
    for spell in overlaps(jobs, on=on):
        named = {"one": spell.jobs[0] or _("A job"), "two": spell.jobs[1] or _("another job")}
        days = {"first": day_in_words(spell.first), "last": day_in_words(spell.last)}
        warnings.append(
            _(
                "%(one)s and %(two)s overlap from %(first)s to %(last)s. That is fine if it is true. Each day counts "
                "once, up to full time."
            )
            % (named | days)
        )
    warnings += [
        _(
            "Your work history does not support your answer to “%(question)s” yet. Check the answer, the dates and the "
            "duties."
        )
        % {"question": question}
        for question in found.claims
    ]
    return Feedback([_line(node) for node in found.counted], warnings)


def warnings_of(application: Application, *, on: date) -> list[str]:
    """The warnings alone, for the page on which the answers are checked."""
    saved = application.sections.filter(section=Section.WORK_HISTORY).first()
    return feedback(application, list(saved.content.get("jobs", [])) if saved else [], on=on).warnings


def _line(node: ProofNode) -> str:
    evidence = node.raw["evidence"]
    least, most = evidence["least_months"], evidence["most_months"]
    words = {"label": node.label, "needed": node.needed, "least": f"{least:g}", "most": f"{most:g}"}
    if most > LONGEST_WORKING_LIFE:
        return (
            _(
                "%(label)s: these jobs give at least %(least)s months; %(needed)s are needed. Some dates are missing."
            )
            % words
        )
    if least == most:
        return _("%(label)s: these jobs give %(least)s months; %(needed)s are needed.") % words
    return (
        _(
            "%(label)s: these jobs give %(least)s to %(most)s months; %(needed)s are needed. Exact dates and every answer "
            "make the number exact."
        )
        % words
    )
