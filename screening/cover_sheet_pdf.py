"""The printed page that goes before a paper by fax, by mail or by hand: whose it is, where it goes, and its code."""

import io
from typing import Any

import segno
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from postings.domain.spoken import spoken
from screening import typesetting
from screening.city import city
from screening.city_time import city_day, day_in_words
from screening.domain.file_question import paper_kinds
from screening.domain.jobs import jobs_of
from screening.enums import Section
from screening.forms.applicant.upload import job_name
from screening.models import Application, CoverSheet, User


def cover_sheet_pdf(sheet: CoverSheet) -> bytes:
    """A tagged PDF of one page, in the language in force."""
    return typesetting.pdf("cover_sheet", words(sheet), made_at=sheet.made_at)


def words(sheet: CoverSheet) -> dict[str, Any]:
    """Everything the template says. The QR code holds the code alone: few and large squares live through a fax."""
    application = sheet.application
    day = city_day(sheet.made_at)
    kind = paper_kinds(spoken(application.revision)).get(sheet.kind)
    here, where = city(), application.revision.sections.get("late_documents") or {}
    contact = here["CITY_CONTACT"]
    own_address = "\n".join([contact["office"], contact["street"], contact["place"]])
    rows = [
        (_("Name"), name_of(application)),
        (_("Position"), str(application.posting)),
        (_("Receipt number"), application.receipt or _("Not sent yet")),
        (_("Document"), kind.label if kind else sheet.kind),
        (_("About this job"), _job(application, sheet.job_key)),
    ]
    return {
        "language": (get_language() or "en").split("-")[0],
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "title": _("Cover sheet for one document"),
        "office": f"{here['CITY_NAME']} {here['CITY_DEPARTMENT']}",
        "code": sheet.code,
        "code-words": _("Code of this sheet"),
        "qr": _square(sheet.code),
        "qr-words": _("QR code that holds the code %(code)s") % {"code": sheet.code},
        "rows": [{"key": key, "value": value} for key, value in rows if value],
        "steps-heading": _("What to do"),
        "steps": [
            _("Put this sheet before the first page of the document. Use one sheet for each document."),
            _("Send both together, one of these ways. Keep your copy of the document."),
        ],
        "ways": [
            {"key": key, "value": value}
            for key, value in (
                (_("By fax"), where.get("fax") or contact["fax"]),
                (_("By mail or in person"), where.get("address") or own_address),
                (_("By upload"), _("On your application page. It is the fastest way.")),
            )
            if value
        ],
        "foot": _("Made on %(day)s. The code finds your application; it opens nothing.")
        % {"day": day_in_words(day)},
    }


def name_of(application: Application) -> str:
    """As it was signed, or as the draft has it."""
    saved = application.sections.filter(section=Section.CONTACT).first()
    given = saved.content if saved else {}
    drafted = f"{given.get('given_names', '')} {given.get('family_names', '')}".strip()
    person: User = application.applicant
    return application.name or drafted or person.get_full_name() or person.email


def _job(application: Application, job_key: str) -> str:
    return next((job_name(job) for job in jobs_of(application) if job["key"] == job_key), "")


def _square(code: str) -> str:
    target = io.BytesIO()
    segno.make(code, error="h", micro=False).save(target, kind="svg", border=4, xmldecl=False, svgns=True)
    return target.getvalue().decode()
