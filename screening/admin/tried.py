"""What other rules come to, for a page: figures, a picture, and the rows narrowed to a kind or a requirement."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict

from screening.domain.what_if_figures import KINDS
from screening.enums import Outcome
from screening.what_if_files import outcomes_svg

A_PAGE: Final = 50


def figures_of(
    request: HttpRequest,
    figures: dict[str, Any],
    rows: QuerySet[Any],
    *,
    under: str = "under the draft",
    kinds: dict[str, tuple[str, Q]] = KINDS,
) -> dict[str, Any]:
    """What admin/screening/tried.html draws, as the address narrows it."""
    show, node = request.GET.get("show", ""), request.GET.get("node", "")
    show = show if show in kinds else "changed"
    rows = rows.filter(kinds[show][1])
    if node:
        rows = rows.filter(node=node[:80])
    here = QueryDict(mutable=True)
    here.update({"show": show, **({"node": node} if node else {})})
    return {
        "figures": figures,
        "outcomes": [row | {"words": dict(Outcome.choices)[row["outcome"]]} for row in figures["outcomes"]],
        "listed": next(row for row in figures["outcomes"] if row["outcome"] == Outcome.MET),
        "svg": outcomes_svg(figures, under),
        "kinds": [(key, words, key == show) for key, (words, _) in kinds.items()],
        "node": next((each for each in figures["nodes"] if node and each["node"] == node), None),
        "show": show,
        "here": here.urlencode(),
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
    }
