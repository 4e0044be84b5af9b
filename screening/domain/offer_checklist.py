"""What must be in order before the first day of work: the posting's own list, as it stands when an offer is made."""

from typing import Any

from postings.enums import CONVICTION_HISTORY, PreEmployment
from screening.domain.proof import Proof
from screening.models import Application, Offer, OfferCheck

DUE_LATER = ("offer", "appointment")


def checklist(offer: Offer, application: Application) -> list[OfferCheck]:
    """The lines of a new offer's checklist, unsaved: what the posting asks, then what its tree says is due later."""
    revision = application.revision
    proof = Proof.recorded(offer.selection.referral.entry.decision.evaluation)
    rows = [(row["kind"], row["label"], row["kind"] in CONVICTION_HISTORY) for row in revision.pre_employment]
    rows += [
        (PreEmployment.REQUIREMENT, later["text"], _limits_a_record(revision.requirements, later.get("id")))
        for later in proof.data.get("later", ())
        if later["due"] in DUE_LATER
    ]
    return [
        OfferCheck(offer=offer, position=number, kind=kind, label=label[:400], about_convictions=about)
        for number, (kind, label, about) in enumerate(rows, start=1)
    ]


def _limits_a_record(tree: Any, node_id: str | None) -> bool:
    """Whether the named requirement is one about a record; without a name it is taken for one, to be safe."""
    if node_id is None:
        return True
    if isinstance(tree, dict):
        if tree.get("id") == node_id:
            return "record_limit" in tree
        return any(_limits_a_record(each, node_id) for each in tree.values())
    return isinstance(tree, list) and any(_limits_a_record(each, node_id) for each in tree)
