"""The evidence of an education: what was given, and which of it is of the kind asked for."""

from typing import TYPE_CHECKING, Any

from postings.minimum_requirements.kleene import EVERY_REASON, UNANSWERED, outcome_of, reasons_of
from postings.minimum_requirements.numbers import number_shown

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case
    from postings.minimum_requirements.kinds.education import Education
    from postings.minimum_requirements.node import Finding


def evidence(node: "Education", finding: "Finding", case: "Case") -> dict[str, Any]:
    """Entries with their outcome where a level is asked for; units counted at least and at most."""
    facts = case.facts
    shown: dict[str, Any] = {"given": None if facts.education is None else len(facts.education)}
    if node.level and facts.education is not None:
        shown["entries"] = [
            {
                "field": entry.field,
                "level": entry.level,
                "outcome": outcome_of(value),
                "reasons": list(reasons_of(value)),
            }
            for entry, value in zip(facts.education, finding.detail, strict=True)
        ]
    if node.units is not None:
        shown["units"] = {
            "needed": number_shown(node.units),
            "least": number_shown(node.asked.counted(facts, 0)),
            "most": number_shown(node.asked.counted(facts, UNANSWERED))
            if facts.education is not None
            else None,
            "system": node.asked.system,
        }
        if node.in_fields:
            needed, asked = node.in_fields
            shown["units_in_fields"] = {
                "fields": list(asked.fields),
                "needed": number_shown(needed),
                "least": number_shown(asked.counted(facts, 0)),
            }
        if node.instead:
            counted = node.instead.experience.counted(case)
            from postings.minimum_requirements.numbers import days_of

            full = case.settings.full_time_hours
            shown["experience_instead"] = {
                "least_days": days_of(counted.units(0), full),
                "most_days": days_of(counted.units(EVERY_REASON), full),
            }
    return shown
