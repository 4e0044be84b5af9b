"""Taking a pool out of the house as a file: what the filter shows and the viewer may see, written down before it leaves."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import OperationalError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from screening.domain import history
from screening.domain.queries import applications_for_review
from screening.errors import Refused
from screening.models import Application, History, PoolExport, User
from screening.permissions import authorise
from screening.pool_writing import Written


def take_out(
    *,
    actor: User,
    rows: QuerySet[Application],
    query: str,
    form: str,
    columns: Sequence[str],
    only_new: bool,
    write: Callable[[Iterable[Application]], Written],
    at: datetime,
) -> PoolExport:
    """Write the rows that this person may see, and log it; the file is handed out only after that.

    Raises NotAllowed, and Refused as ``chosen`` says.
    """
    rows, until = chosen(actor=actor, rows=rows, query=query, only_new=only_new)
    return write_down(
        actor=actor,
        query=query,
        form=form,
        columns=columns,
        only_new=only_new,
        written=write(rows),
        history_id=until,
        at=at,
    )


def chosen(
    *, actor: User, rows: QuerySet[Application], query: str, only_new: bool
) -> tuple[QuerySet[Application], int]:
    """The rows that belong into the file, and the line of history behind which the next file begins.

    ``only_new``: applications with a line of history since this person's last file under the same filter. Raises
    NotAllowed; Refused where the history is busy, or where nothing of the kind was taken out before.
    """
    authorise(actor, "export_pool")
    rows = rows.filter(pk__in=applications_for_review(actor).order_by().values("pk"))
    until = _settled()
    if only_new:
        last = last_of(actor, query)
        if last is None:
            raise Refused(
                "You have not taken this list out before, so everything in it is new. Leave the box empty."
            )
        since = History.objects.filter(application_id=OuterRef("pk"), pk__gt=last.history_id)
        rows = rows.filter(Exists(since))
    return rows, until


def write_down(
    *,
    actor: User,
    query: str,
    form: str,
    columns: Sequence[str],
    only_new: bool,
    written: Written,
    history_id: int,
    at: datetime,
) -> PoolExport:
    """Log a file that was written: which filter and columns, how many rows, its digest."""
    with transaction.atomic():
        export = PoolExport.objects.create(
            query=query,
            form=form,
            columns=list(columns),
            only_new=only_new,
            rows=written.rows,
            sha256=written.sha256,
            history_id=history_id,
            made_by=actor,
            made_at=at,
        )
        history.record(
            actor=actor,
            verb="take_out_pool",
            subject=export,
            facts={"form": form, "rows": written.rows, "sha256": written.sha256, "query": query},
            at=at,
        )
    return export


def last_of(actor: User, query: str) -> PoolExport | None:
    """This person's newest file under a filter."""
    return PoolExport.objects.filter(made_by=actor, query=query).first()


def _settled() -> int:
    try:
        return history.settled_until()
    except OperationalError as error:
        raise Refused("Many changes are being written at the moment. Try again in a minute.") from error
