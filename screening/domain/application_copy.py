"""Everything of one application, as files that its owner may keep: data, papers, and what was said, in words."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from screening.city_time import day_in_words, instant_in_words
from screening.domain.appeal import requirement_words
from screening.domain.proof import Proof
from screening.domain.queries import released_decision
from screening.models import Application, Decision, Notice, SentCopy, SettledFact

Typeset = Callable[[SentCopy], bytes]
RULE = "\n\n" + "-" * 60 + "\n\n"


def files_of(application: Application, *, typeset: Typeset) -> Iterator[tuple[str, bytes]]:
    """(name, content), one file at a time; ``typeset`` makes the PDF of what was sent.

    An outcome stands in it once its notice was given, as on the status page.
    """
    yield "README.txt", _readme().encode()
    yield (
        "application.json",
        json.dumps(_data(application), ensure_ascii=False, indent=2, default=str).encode(),
    )
    copies = SentCopy.objects.select_related("submission__revision__posting")
    for copy in copies.filter(submission__application=application).order_by("pk"):
        yield f"what-you-sent-{copy.submission.number}.pdf", typeset(copy)
    for name, parts in (
        ("notices.txt", _notices(application)),
        ("decisions.txt", _decisions(application)),
        ("appeals.txt", appeals_in_words(application)),
        ("pauses-and-withdrawals.txt", standing_in_words(application)),
    ):
        if parts:
            yield name, RULE.join(parts).encode()
    for paper in application.documents.all():
        given = paper.original_name.replace("/", "_").replace("\\", "_")
        with paper.file.open("rb") as file:
            yield f"documents/{paper.pk}-{given}", file.read()


def _readme() -> str:
    return "\n".join(
        (
            _("What is in this folder"),
            "",
            "application.json: " + _("your answers and what was evaluated, as data."),
            "what-you-sent-1.pdf: " + _("what you sent, as you sent it. It is here once you have sent it."),
            "notices.txt: " + _("every notice that we gave you."),
            "decisions.txt: " + _("what a person decided, and why."),
            "appeals.txt: " + _("what you appealed, and what came of it."),
            "pauses-and-withdrawals.txt: " + _("what you changed of your own standing, and when."),
            "documents/: " + _("the papers that you gave us."),
            "",
            _("A file that is not here has nothing in it yet."),
            "",
        )
    )


def _notices(application: Application) -> list[str]:
    rows = application.notices.filter(recipient=application.applicant, cancelled_at__isnull=True)
    return [notice_in_words(row) for row in rows]


def notice_in_words(notice: Notice) -> str:
    """When it was given, its subject, its text."""
    return f"{instant_in_words(notice.created_at)}\n{notice.subject}\n\n{notice.body}"


def _decisions(application: Application) -> list[str]:
    """The decisions that the applicant was told of, oldest first, also those that were replaced since."""
    told = set(application.notices.filter(cancelled_at__isnull=True).values_list("cause", flat=True))
    rows = Decision.objects.filter(application=application).select_related("evaluation", "decided_by")
    return [decision_in_words(row) for row in rows.order_by("pk") if f"decision:{row.pk}" in told]


def decision_in_words(decision: Decision) -> str:
    """Who, when, what, why, and each requirement as the evaluation had found it."""
    proof = Proof.of(decision.evaluation)
    head = _("Decided by %(person)s, %(when)s: %(finding)s") % {
        "person": decision.decided_by,
        "when": instant_in_words(decision.decided_at),
        "finding": decision.get_finding_display(),
    }
    return "\n".join(filter(None, [head, decision.note, "", *proof.letter_lines()]))


def appeals_in_words(application: Application) -> list[str]:
    """Each appeal: which requirement, how it stands, why, and the reasons of who decided it."""
    rows = application.appeals.select_related("decision__evaluation", "ended_by").order_by("pk")
    return [
        "\n".join(
            filter(
                None,
                [
                    requirement_words(row),
                    f"{instant_in_words(row.filed_at)}: {row.get_state_display()}",
                    row.why,
                    row.reasons,
                ],
            )
        )
        for row in rows
    ]


def standing_in_words(application: Application) -> list[str]:
    """Each pause and withdrawal: what, since when, until when, and when it was ended."""
    return [
        "\n".join(
            filter(
                None,
                [
                    row.get_kind_display(),
                    _("Since: %(when)s") % {"when": instant_in_words(row.made_at)},
                    _("Until: %(day)s") % {"day": day_in_words(row.until)} if row.until else "",
                    _("Ended: %(when)s") % {"when": instant_in_words(row.ended_at)} if row.ended_at else "",
                ],
            )
        )
        for row in application.standing_changes.order_by("pk")
    ]


def _data(application: Application) -> dict[str, Any]:
    decision = released_decision(application)
    return {
        **sent_data(application),
        "decision": decision
        and {
            "finding": decision.get_finding_display(),
            "evaluation": decision.evaluation and json.loads(decision.evaluation.proof),
        },
    }


def sent_data(application: Application) -> dict[str, Any]:
    """What was answered and sent, and each version of the facts, as data."""
    return {
        "posting": str(application.posting),
        "state": application.get_state_display(),
        "started_at": application.started_at,
        "submitted_at": application.submitted_at,
        "receipt": application.receipt,
        "answers": dict(application.sections.values_list("section", "content")),
        "sent": [
            {
                "number": each.number,
                "at": each.made_at,
                "contact": each.contact,
                "certified_name": each.certified_name,
                "facts": json.loads(each.facts),
            }
            for each in application.submissions.all()
        ],
        "settled_facts": [
            settled_data(row)
            for row in application.settled_facts.select_related("submission", "settled_by", "fact_import")
        ],
    }


def settled_data(row: SettledFact) -> dict[str, Any]:
    """One step of a settled fact as data: which, the own words, what counts, why, who and when."""
    return {
        "settled_fact": row.pk,
        "version_of_the_facts": row.submission.number,
        "path": row.path,
        "said": row.said,
        "counts": row.value,
        "reason": row.reason,
        "settled_by": str(row.settled_by),
        "settled_at": row.settled_at,
        "supersedes": row.supersedes_id,
        **(
            {
                "from": row.fact_import.source,
                "file": row.fact_import.file_name,
                "file_sha256": row.fact_import.sha256,
                "row": row.row,
            }
            if row.fact_import
            else {}
        ),
    }
