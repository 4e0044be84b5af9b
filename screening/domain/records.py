"""Every row that tells of a posting's applicants: found by the foreign keys, so that a new table cannot be forgotten."""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from typing import Any, NamedTuple

import pgtrigger
from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet

from postings.models import Posting
from screening.models import (
    Application,
    Document,
    DocumentInspection,
    Dossier,
    EligibleList,
    FactImport,
    ScoreImport,
    SecondLookDraw,
)

ROOTS: dict[type[Model], str] = {
    Application: "posting",
    EligibleList: "posting",
    Dossier: "posting",
    FactImport: "posting",
    ScoreImport: "posting",
    SecondLookDraw: "posting",
}
"""What belongs to a posting by itself; everything that points to a row of these belongs with it."""
AT_ONCE = 1_000


class Table(NamedTuple):
    """A model, and how one gets from its rows to the posting."""

    model: type[Model]
    path: str

    def rows(self, posting: Posting) -> QuerySet[Any]:
        return self.model._default_manager.filter(**{self.path: posting}).order_by("pk")


@cache
def tables() -> tuple[Table, ...]:
    """Every table with such rows, those that point before those that are pointed to."""
    paths = dict(ROOTS)
    waiting = list(ROOTS)
    while waiting:
        target = waiting.pop(0)
        for model, field in _pointing_to(target):
            if model not in paths:
                paths[model] = f"{field.name}__{paths[target]}"
                waiting.append(model)
    order: TopologicalSorter[type[Model]] = TopologicalSorter()
    for model in paths:
        order.add(model)
        for pointing, _ in _pointing_to(model):
            if pointing is not model:
                order.add(model, pointing)
    return tuple(Table(model, paths[model]) for model in order.static_order())


def guards() -> list[str]:
    """The triggers that keep single rows from being removed, as pgtrigger names them; not the one that asks for two people."""
    return [
        f"{table.model._meta.label}:{trigger.name}"
        for table in tables()
        for trigger in getattr(table.model._meta, "triggers", [])
        if "DELETE" in str(trigger.operation).upper() and trigger.name != "two_agreed_and_nothing_holds"
    ]


def without_guards() -> Any:
    """Inside it rows may be removed; a sent application still only as ``two_agreed_and_nothing_holds`` says."""
    return pgtrigger.ignore(*guards())


def counted(table: Table, posting: Posting) -> dict[str, Any]:
    """How many rows of a table, and the SHA-256 over all of them in their order; memory stays flat."""
    digest, count = hashlib.sha256(), 0
    for row in table.rows(posting).values_list().iterator(chunk_size=AT_ONCE):
        digest.update(json.dumps(row, default=str, sort_keys=True).encode() + b"\n")
        count += 1
    return {"table": table.model._meta.db_table, "rows": count, "sha256": digest.hexdigest()}


def files_of(posting: Posting) -> Iterator[str]:
    """Every stored file: papers, the copies that are shown of them, dossiers, scores, facts from outside."""
    yield from Document.objects.filter(application__posting=posting).values_list("file", flat=True)
    copies = DocumentInspection.objects.filter(document__application__posting=posting).exclude(copy="")
    yield from copies.values_list("copy", flat=True)
    yield from Dossier.objects.filter(posting=posting).exclude(file="").values_list("file", flat=True)
    yield from ScoreImport.objects.filter(posting=posting).values_list("file", flat=True)
    yield from FactImport.objects.filter(posting=posting).values_list("file", flat=True)


def _pointing_to(target: type[Model]) -> list[tuple[type[Model], Any]]:
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is target and model is not target
    ]
