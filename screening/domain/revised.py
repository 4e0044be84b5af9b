"""What a newer revision of the posting asks otherwise than the one a draft was filled in under."""

from typing import Any, NamedTuple

from postings.domain.spoken import record_of, spoken
from postings.models import PostingRevision
from screening.domain.completeness import sections_of
from screening.models import Application, History


class Revised(NamedTuple):
    """Between two revisions: texts of questions and duties that are new, read otherwise, or are asked no more."""

    after: PostingRevision
    new: list[str]
    changed: list[str]
    gone: list[str]
    new_sections: list[str]
    fields: frozenset[str]
    """Names of the supplemental questions that are new or changed."""

    @property
    def asks_the_same(self) -> bool:
        return not (self.new or self.changed or self.gone or self.new_sections)


def revised(before: PostingRevision, after: PostingRevision) -> Revised:
    """What is asked otherwise after than before."""
    old, now = _asked(record_of(before)), _asked(record_of(after))
    new = [key for key in now if key not in old]
    changed = [key for key in now if key in old and old[key] != now[key]]
    known = set(sections_of(before))
    was, asked = _asked(spoken(before)), _asked(spoken(after))
    return Revised(
        after=after,
        new=[asked[key]["text"] for key in new],
        changed=[asked[key]["text"] for key in changed],
        gone=[was[key]["text"] for key in old if key not in now],
        new_sections=[str(section.label) for section in sections_of(after) if section not in known],
        fields=frozenset(name for kind, name in (*new, *changed) if kind == "question"),
    )


def never_asked(before: PostingRevision, after: PostingRevision) -> list[str]:
    """What ``after`` asks that nobody was asked under ``before``, or of which the answer is another kind of answer."""
    old, now = _asked(before), _asked(after)
    kept = ("kind", "scale", "choices", "limits")
    return [
        asked["text"]
        for key, asked in now.items()
        if key not in old or any(asked.get(part) != old[key].get(part) for part in kept)
    ]


def since_moved(application: Application) -> Revised | None:
    """What is asked otherwise since the draft was first moved, over every text between; None where it never was moved."""
    line = (
        History.objects.filter(application_id=application.pk, verb="move_to_newest_revision")
        .order_by("pk")
        .first()
    )
    if line is None:
        return None
    return revised(PostingRevision.objects.get(pk=line.facts["from"]), application.revision)


def _asked(revision: PostingRevision) -> dict[tuple[str, str], dict[str, Any]]:
    asked: dict[tuple[str, str], dict[str, Any]] = {
        ("question", row.slug): {
            "text": row.text,
            "kind": row.kind,
            "help": row.help,
            "required": row.required,
            "choices": row.choices,
            "limits": row.limits,
            "asked_when": row.asked_when,
        }
        for row in revision.questions.all()
    }
    for duty in revision.requirements.get("duties", []):
        text = duty.get("question") or duty["label"]
        asked["duty", duty["tag"]] = {"text": text, "scale": duty["scale"], "help": duty.get("help", "")}
    for kind in revision.document_kinds.all():
        asked["document", kind.slug] = {"text": kind.label, "needed": kind.needed, "help": kind.help}
    return asked
