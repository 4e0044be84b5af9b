"""Cover sheets: a paper that comes by fax, by mail or by hand finds its application by a code."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from screening.city_time import city_day
from screening.domain import history
from screening.domain.document_taking import must_be_taken
from screening.domain.file_question import answers_question, paper_kinds
from screening.domain.queries import applications_in_scope
from screening.enums import ApplicationState
from screening.errors import Refused
from screening.models import Application, CoverSheet, User
from screening.permissions import authorise
from screening.readable_code import ALPHABET, GROUP, LOOK_ALIKES, new_code, read_code

GROUPS = 2


def cover_sheet(
    *, actor: User, application_id: int, kind: str, at: datetime, job_key: str = ""
) -> CoverSheet:
    """The cover sheet of one paper: made once, the same code each time it is printed. Raises NotAllowed; Refused as an upload is.

    Source: the posting's late documents: by fax, mail or in person, with name and title of the position.
    """
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("revision")
            .get(pk=application_id)
        )
        authorise(actor, "send_document", application)
        must_be_taken(application, kind, job_key, day=city_day(at))
        if application.state == ApplicationState.DRAFT and answers_question(
            paper_kinds(application.revision)[kind]
        ):
            raise Refused(
                _(
                    "This file is one of your answers, so it comes with them. Upload it here: a fax or a letter may "
                    "come too late."
                )
            )
        sheet, made = CoverSheet.objects.get_or_create(
            application=application,
            kind=kind,
            job_key=job_key,
            defaults={"code": _unused_code(), "made_at": at},
        )
        if made:
            history.record(
                actor=actor,
                verb="cover_sheet",
                subject=sheet,
                application=application,
                facts={"kind": kind, "job_key": job_key},
                at=at,
            )
    return sheet


def find_by_code(*, actor: User, typed: str) -> CoverSheet:
    """The cover sheet whose code a clerk typed or scanned, of an application that this person reviews or reads.

    Raises Refused in words: too short or long, a sign that codes never have, a slip that the check sign shows, or unknown.
    """
    code = read_code(typed, groups=GROUPS)
    if code is None:
        raise Refused(_slip(typed))
    sheet = CoverSheet.objects.filter(
        code=code, application__in=applications_in_scope(actor).values("pk")
    ).first()
    if sheet is None:
        raise Refused(
            _(
                "No application that you may see has the code %(code)s. It may belong to another analyst's posting, or "
                "the application was not sent yet. Look for the name that is printed on the sheet."
            )
            % {"code": code}
        )
    return sheet


def _slip(typed: str) -> str:
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    never = sorted(set(signs.translate(LOOK_ALIKES)) - set(ALPHABET))
    if len(signs) != GROUPS * GROUP:
        return _("A code has %(most)s signs, this has %(count)s. Read it from the sheet again.") % {
            "most": GROUPS * GROUP,
            "count": len(signs),
        }
    if never:
        return _("A code never has %(signs)s. Read these places from the sheet again.") % {
            "signs": ", ".join(never)
        }
    return _(
        "This code cannot be right: one sign is wrong, or two are exchanged. Read it from the sheet again, for example "
        "8 and B, or 5 and S."
    )


def _unused_code() -> str:
    while CoverSheet.objects.filter(code=(code := new_code(GROUPS))).exists():
        pass
    return code
