"""Pages of a long list without counting all of it, and the neighbours of one row in its order."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet
from django.utils.functional import cached_property

BOUND = 10_000


class BoundedPaginator(Paginator):
    """Counts once and no further than the bound: beyond it nobody turns pages, one filters."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by().values("pk")[: BOUND + 1].count()

    @property
    def is_beyond(self) -> bool:
        return self.count > BOUND


def neighbours(rows: QuerySet, ordering: tuple[str, ...], row: Model) -> tuple[Model | None, Model | None]:
    """The rows before and after one in an order, also when the row itself has left the queue since.

    ``ordering`` names fields without nulls, the last of them unique.
    """
    backwards = tuple(name[1:] if name.startswith("-") else f"-{name}" for name in ordering)
    return _first_after(rows, backwards, row), _first_after(rows, ordering, row)


def _first_after(rows: QuerySet, ordering: tuple[str, ...], row: Model) -> Any:
    beyond, same = Q(), Q()
    for name in ordering:
        field = name.lstrip("-")
        value = getattr(row, field)
        beyond |= same & Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        same &= Q(**{field: value})
    # The bound on the first field alone is implied by the others; it lets the index begin there.
    first = ordering[0]
    start = Q(
        **{
            f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}": getattr(
                row, first.lstrip("-")
            )
        }
    )
    return rows.filter(start, beyond).order_by(*ordering).first()
