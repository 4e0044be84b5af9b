"""The words of the self-check. They say what the answers show; what is decided, a person decides later."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from postings.models import PostingRevision
from screening.domain.file_question import paper_kinds
from screening.enums import Outcome

HEADINGS = {
    "job": gettext_lazy("A job you had or have"),
    "duties": gettext_lazy("What you did in this job"),
    "education": gettext_lazy("Education, licenses and records"),
    "typing": gettext_lazy("Your typing speed"),
    "questions": gettext_lazy("A few questions"),
}
SETTLES = {
    "imprecise_dates": gettext_lazy("Find the exact day you started and left. Here the days matter."),
    "borderline": gettext_lazy("You are within a few days of what is needed. A person would count with you."),
    "near_full_time": gettext_lazy(
        "A person would ask if your weekly hours were full time for that employer."
    ),
    "unanswered": gettext_lazy("Find out what you marked as not sure or left open. It matters here."),
    "unusable_entry": gettext_lazy("Check the dates and the hours of your jobs."),
    "document_outstanding": gettext_lazy("Bring the document that proves this work. It counts only with it."),
    "document_unreviewed": gettext_lazy("A person would read the document first."),
    "contradiction": gettext_lazy("Two of your answers do not agree. Check both."),
    "needs_judgement": gettext_lazy("Only a person can judge this. Describe it well when you apply."),
}


def found(outcome: str) -> dict[str, Any]:
    """What the answers show as a whole, in a heading and a sentence."""
    return {
        Outcome.MET: {
            "tone": "success",
            "heading": _("What you entered covers every minimum requirement"),
            "text": _("This is not a decision. When you apply, a person decides from your application."),
        },
        Outcome.NOT_MET: {
            "tone": "info",
            "heading": _("What you entered does not cover every minimum requirement yet"),
            "text": _("This is not a decision, and you may still apply. See below what is missing."),
        },
        Outcome.UNDETERMINED: {
            "tone": "info",
            "heading": _("A person would look at some of what you entered"),
            "text": _("This is not a decision, and it is not a no. See below what would settle it."),
        },
    }[Outcome(outcome)]


def bring(revision: PostingRevision, answers: dict[str, Any], reasons: list[str]) -> list[dict[str, str]]:
    """What to have at hand when applying: each paper and why."""
    needed = {
        "required": _("Required."),
        "conditional": _("Only if it applies to you."),
        "helpful": _("Not required, but it helps."),
    }
    papers = [
        {"what": kind.label, "why": f"{needed[kind.needed]} {kind.help}".strip()}
        for kind in paper_kinds(revision).values()
    ]
    if answers["jobs"]:
        days = _("The month and year are often enough. Here the exact days matter.")
        usual = _("The month and year are often enough.")
        papers.insert(
            0,
            {
                "what": _("The dates, hours and duties of your jobs"),
                "why": days if "imprecise_dates" in reasons else usual,
            },
        )
    if answers.get("typing", {}).get("source") == "certificate":
        papers.append({"what": _("Your typing certificate"), "why": _("A photo is fine.")})
    return papers
