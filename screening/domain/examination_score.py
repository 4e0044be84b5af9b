"""Scores of an outside examination: a file is looked at whole, then taken in whole; a later file corrects it by new versions."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from postings.models import Posting
from screening.city_time import city_day
from screening.domain import history
from screening.domain.document_store import plain_name, store
from screening.enums import ApplicationState
from screening.errors import Refused
from screening.models import Application, ExaminationScore, ScoreImport, User
from screening.permissions import authorise, may
from screening.score_file import NAME, RECEIPT, Row, read_scores
from screening.table_file import Fault

FOLDER: Final = "scores"
LOOKED_AT_FOR: Final = timedelta(days=1)


class Line(NamedTuple):
    """What taking a file in does to one application: ``before`` is the score that it replaces, None for a first one."""

    row: Row
    application: Application
    before: ExaminationScore | None

    @property
    def changes(self) -> bool:
        return self.before is None or self.before.score != self.row.score


def upload(
    *,
    actor: User,
    posting: Posting,
    file: File,
    examination: str,
    source: str,
    held_on: date,
    highest: Decimal,
    at: datetime,
) -> tuple[ScoreImport | None, list[Fault]]:
    """Look at a file; kept to be taken in, or every fault of it and nothing kept.

    Raises NotAllowed; Refused where this very file was taken in already, or the examination lies in the future.
    """
    authorise(actor, "import_scores", posting)
    if held_on > city_day(at):
        raise Refused("The examination cannot have been held after today. Compare the date.")
    content = file.read()
    file.seek(0)
    name = plain_name(file.name or "")
    form = "xlsx" if content[:2] == b"PK" else "csv"
    sha256 = hashlib.sha256(content).hexdigest()
    examination = " ".join(examination.split())
    _must_be_new(posting, examination, sha256)
    rows, faults = read_scores(content, form, highest)
    faults += _lines(actor, posting, examination, rows)[1]
    if faults:
        return None, sorted(faults)
    kept = store(file, suffix=f".{form}", at=at, folder=FOLDER)
    made = ScoreImport.objects.create(
        posting=posting,
        examination=examination,
        source=source.strip(),
        held_on=held_on,
        highest=highest,
        file=kept,
        file_name=name,
        form=form,
        size=len(content),
        sha256=sha256,
        rows=len(rows),
        uploaded_by=actor,
        uploaded_at=at,
    )
    return made, []


def preview(*, actor: User, score_import: ScoreImport) -> tuple[list[Line], list[Fault]]:
    """What taking the file in would do now, or why it cannot be. Raises NotAllowed; Refused where the file changed."""
    authorise(actor, "import_scores", score_import.posting)
    content = Path(default_storage.path(score_import.file)).read_bytes()
    if hashlib.sha256(content).hexdigest() != score_import.sha256:
        raise Refused(
            "The kept file is not what was uploaded. Tell the system administrator; upload it again."
        )
    rows, faults = read_scores(content, score_import.form, score_import.highest)
    lines, more = _lines(actor, score_import.posting, score_import.examination, rows)
    return lines, [*faults, *more]


def take_in(*, actor: User, score_import_id: int, at: datetime) -> int:
    """Take every score of a file in, or none; how many were new or corrected. The same score again makes no new version.

    Raises NotAllowed, ScoreImport.DoesNotExist; Refused where it was taken in already or does not fit any more.
    """
    with transaction.atomic():
        posting_id = ScoreImport.objects.values_list("posting_id", flat=True).get(pk=score_import_id)
        Posting.objects.select_for_update(of=("self",)).get(pk=posting_id)  # one file of a posting at a time
        kept = (
            ScoreImport.objects.select_for_update(of=("self",))
            .select_related("posting")
            .get(pk=score_import_id)
        )
        authorise(actor, "import_scores", kept.posting)
        _must_be_new(kept.posting, kept.examination, kept.sha256)
        lines, faults = preview(actor=actor, score_import=kept)
        if faults:
            raise Refused(
                "The file does not fit any more, so nothing was taken in: "
                f"row {faults[0].row}, {faults[0].words} Upload it again to see every fault."
            )
        kept.taken_in_by, kept.taken_in_at = actor, at
        kept.save(update_fields=["taken_in_by", "taken_in_at"])
        made = ExaminationScore.objects.bulk_create(
            (
                ExaminationScore(
                    application=line.application,
                    score_import=kept,
                    examination=kept.examination,
                    row=line.row.number,
                    score=line.row.score,
                    supersedes=line.before,
                )
                for line in lines
                if line.changes
            ),
            batch_size=1000,
        )
        facts = {"sha256": kept.sha256, "rows": kept.rows, "new": len(made)}
        history.record(
            actor=actor, verb="take_in_scores", subject=kept, posting_id=posting_id, facts=facts, at=at
        )
        history.record_many(
            actor=actor,
            verb="score_examination",
            lines=[(each, each.application, {"score": str(each.score)}) for each in made],
            at=at,
        )
    return len(made)


def discard_untaken(*, at: datetime) -> int:
    """Delete files that were looked at and not taken in within a day; how many."""
    rows = ScoreImport.objects.filter(taken_in_at__isnull=True, uploaded_at__lte=at - LOOKED_AT_FOR)
    for row in rows:
        row.delete()
        Path(default_storage.path(row.file)).unlink(missing_ok=True)
    return len(rows)


def scores_of(applications: Iterable[Application]) -> dict[int, list[ExaminationScore]]:
    """Application id → the scores that hold, by examination, in one query for a page of them."""
    found: dict[int, list[ExaminationScore]] = {}
    rows = ExaminationScore.objects.filter(application__in=list(applications), superseded_by__isnull=True)
    for row in rows.select_related("score_import").order_by("examination", "pk"):
        found.setdefault(row.application_id, []).append(row)
    return found


def versions_of(application: Application) -> list[ExaminationScore]:
    """Every score of an application, also one that was corrected, each examination's oldest first; in one query."""
    rows = application.examination_scores.select_related("score_import__taken_in_by", "superseded_by")
    return list(rows.order_by("examination", "pk"))


def score_data(row: ExaminationScore) -> dict[str, Any]:
    """One score as data: of which examination, out of how much, from whom and which file, and what it corrected."""
    came = row.score_import
    return {
        "examination_score": row.pk,
        "examination": row.examination,
        "score": str(row.score),
        "highest": str(came.highest),
        "held_by": came.source,
        "held_on": came.held_on,
        "file": came.file_name,
        "file_sha256": came.sha256,
        "row": row.row,
        "taken_in_by": str(came.taken_in_by),
        "taken_in_at": came.taken_in_at,
        "supersedes": row.supersedes_id,
    }


def _must_be_new(posting: Posting, examination: str, sha256: str) -> None:
    before = ScoreImport.objects.filter(
        posting=posting, examination=examination, sha256=sha256, taken_in_at__isnull=False
    ).first()
    if before is not None and before.taken_in_at is not None:
        raise Refused(
            f"This very file was taken in on {city_day(before.taken_in_at):%Y-%m-%d} by {before.taken_in_by}. Its scores "
            "stand, so there is nothing more to do. To correct scores, upload a file with the corrected ones."
        )


def _lines(
    actor: User, posting: Posting, examination: str, rows: list[Row]
) -> tuple[list[Line], list[Fault]]:
    """Each row with its application and the score before, in two queries; and each row that has none or two."""
    sent = Application.objects.filter(posting=posting, receipt__in=[row.receipt for row in rows])
    found = {one.receipt: one for one in sent.exclude(state=ApplicationState.DRAFT)}
    standing = {
        score.application_id: score
        for score in ExaminationScore.objects.filter(
            application__in=[one.pk for one in found.values()],
            examination=examination,
            superseded_by__isnull=True,
        )
    }
    lines: list[Line] = []
    faults: list[Fault] = []
    first: dict[str, int] = {}
    for row in rows:
        application = found.get(row.receipt)
        if row.receipt in first:
            words = f"This receipt stands in row {first[row.receipt]} too. Keep one score for each person."
            faults.append(Fault(row.number, RECEIPT, words))
        elif application is None:
            words = (
                "No application to this posting has this receipt. Compare it with the list of applications."
            )
            faults.append(Fault(row.number, RECEIPT, words))
        elif not may(actor, "score_application", application):
            words = "You keep out of this application: it is your own, or you are recused. Somebody else must take the file in."
            faults.append(Fault(row.number, RECEIPT, words))
        elif row.name and _plain(row.name) != _plain(application.name):
            words = "Another name belongs to this receipt. See whether the rows of the file have slipped."
            faults.append(Fault(row.number, NAME, words))
        else:
            lines.append(Line(row, application, standing.get(application.pk)))
        first.setdefault(row.receipt, row.number)
    return lines, faults


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
