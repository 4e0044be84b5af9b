"""The addresses of what stands behind decisions (figures, files, dossiers), who may ask them, and rows for them to show."""

from typing import Any

from screening.city_time import now
from screening.models import SelectionFigures, User

FIGURES = frozenset({"supervisor", "auditor"})
POOLS = frozenset({"analyst", "other analyst", "supervisor", "auditor"})
_RATES = "admin/screening/selectionfigures/"

STANDING_BEHIND: dict[str, tuple[str, frozenset[str]]] = {
    _RATES: (_RATES, FIGURES),
    f"{_RATES}<slug:kind>/<int:object_id>/": (f"{_RATES}posting/{{posting}}/", FIGURES),
    f"{_RATES}<slug:kind>/<int:object_id>/csv/": (f"{_RATES}posting/{{posting}}/csv/", FIGURES),
    "admin/screening/application/export/": ("admin/screening/application/export/", POOLS),
}


def stand_behind(posting: Any) -> None:
    """Rows of each kind, so that what may be seen answers with a page."""
    SelectionFigures.objects.create(
        posting=posting,
        people=0,
        decisions=0,
        waiting=0,
        figures='{"parts":[]}',
        figures_sha256="0" * 64,
        taken_by=User.objects.get(email="supervisor@example.org"),
        taken_at=now(),
    )
