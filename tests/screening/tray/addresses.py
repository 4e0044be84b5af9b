"""The addresses of the documents tray, who may ask them, and a paper that lies in it."""

import io

from django.core.files.base import ContentFile
from PIL import Image

from screening.city_time import now
from screening.domain.document_store import store
from screening.enums_scan import ScanDoubt
from screening.models import Scan, ScanPage, ScanPart
from tests.screening.tray.scans import come

READ = frozenset({"analyst", "other analyst", "supervisor", "auditor"})
WORK = READ - {"auditor"}
NOBODY: frozenset[str] = frozenset()
_TRAY = "admin/screening/scanpart/"

TRAY: dict[str, tuple[str, frozenset[str]]] = {
    _TRAY: (_TRAY, READ),
    f"{_TRAY}hand-in/": (f"{_TRAY}hand-in/", WORK),
    f"{_TRAY}<int:object_id>/change/": (f"{_TRAY}{{scanned}}/change/", READ),
    f"{_TRAY}<int:object_id>/file/": (f"{_TRAY}{{scanned}}/file/", NOBODY),
    f"{_TRAY}<int:object_id>/split/": (f"{_TRAY}{{scanned}}/split/", NOBODY),
    f"{_TRAY}<int:object_id>/set-aside/": (f"{_TRAY}{{scanned}}/set-aside/", NOBODY),
    f"{_TRAY}<int:object_id>/take-back/": (f"{_TRAY}{{scanned}}/take-back/", NOBODY),
    f"{_TRAY}pages/<int:page_id>/": (f"{_TRAY}pages/{{scanned_page}}/", READ),
}
"""The verbs answer a POST alone."""


def waiting(number: int = 1, *, doubt: ScanDoubt = ScanDoubt.NO_SHEET) -> ScanPart:
    """A part of one page that waits for a person, as the worker leaves it."""
    scan = come(b"%PDF-1.7 " + b"%d" % number, name=f"fax {number}.pdf")
    picture = io.BytesIO()
    Image.new("L", (850, 1100), 230).save(picture, "PNG")
    name = store(ContentFile(picture.getvalue()), suffix=".png", at=now())
    Scan.objects.filter(pk=scan.pk).update(read_at=now())
    ScanPage.objects.create(scan=scan, number=1, codes=[], picture=name)
    return ScanPart.objects.create(scan=scan, first_page=1, last_page=1, doubt=doubt)


def lay_in_tray() -> dict[str, int]:
    part = waiting()
    return {"scanned": part.pk, "scanned_page": part.scan.pages.get().pk}
