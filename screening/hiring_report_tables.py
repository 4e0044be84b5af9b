"""The reports of hiring as tables with a picture each: the page and the files show the same lines."""

import io
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.safestring import SafeString

from screening.bar_picture import Bar, bars_svg
from screening.domain.hiring_report_queries import Reason, Scope, Time, Use, reasons, times, use
from screening.enums import DispositionKind, RemovalReason, StandingKind
from screening.offer_enums import OfferState
from screening.spreadsheet import Cell, write_csv, write_xlsx

FEWEST_FOR_QUARTILES = 4
"""With fewer vacancies a quarter of them is nobody."""
HOW: dict[str, tuple[str, type[TextChoices]]] = {
    "disposition": ("Last word on an interview list", DispositionKind),
    "offer": ("Offer", OfferState),
    "removal": ("Taken off the eligible list", RemovalReason),
    "standing": ("The person's own wish", StandingKind),
}


class Table(NamedTuple):
    """One report: ``lines`` under ``columns``, the first cell of a line names it; ``svg`` draws the same figures."""

    slug: str
    heading: str
    explained: str
    columns: Sequence[str]
    lines: list[list[Cell]]
    svg: SafeString

    @property
    def rows(self) -> list[list[tuple[str, Cell]]]:
        """Each line's cells with the column they stand under."""
        return [list(zip(self.columns, line, strict=True)) for line in self.lines]


def tables(scope: Scope, *, today: date) -> list[Table]:
    """The three reports in their order."""
    return [_times(times(scope, today=today)), _use(use(scope, today=today), scope), _reasons(reasons(scope))]


def to_csv(table: Table) -> bytes:
    file = io.BytesIO()
    write_csv(file, table.columns, table.lines)
    return file.getvalue()


def to_xlsx(table: Table, *, today: date) -> bytes:
    """The table, and a second sheet that says what is counted and on which day."""
    file = io.BytesIO()
    about = [("Report", table.heading), ("What is counted", table.explained), ("On", today.isoformat())]
    write_xlsx(file, table.columns, table.lines, about, sheet_name="Report")
    return file.getvalue()


def days(number: float | None) -> str:
    """Days as a person reads them: '3', '12.5', '–' where there are none."""
    return "–" if number is None else f"{number:,.2f}".rstrip("0").rstrip(".")


def _times(found: list[Time]) -> Table:
    lines: list[list[Cell]] = []
    for one in found:
        enough = one.reached >= FEWEST_FOR_QUARTILES
        lines.append(
            [
                one.label,
                one.reached,
                days(one.quarter) if enough else "–",
                days(one.median),
                days(one.three_quarters) if enough else "–",
                one.waiting,
                days(one.waited),
                one.cancelled,
            ]
        )
    bars = [
        Bar(f"{one.label}: median {days(one.median)} days, {one.reached} reached it, {one.waiting} wait", one.median)
        for one in found
        if one.median is not None
    ]  # fmt: skip
    return Table(
        "time",
        "Time from the opened vacancy to each step",
        "Whole days of the calendar from the day the vacancy was opened. The median and the quarters are of the vacancies "
        "that reached the step; those that still wait for it are counted apart with their days so far, and those that "
        f"were cancelled before it too. Quarters are shown from {FEWEST_FOR_QUARTILES} vacancies on.",
        (
            "Step",
            "Reached",
            "First quarter",
            "Median days",
            "Third quarter",
            "Still wait",
            "Median wait so far",
            "Cancelled before",
        ),
        lines,
        bars_svg(
            "Time from the opened vacancy to each step",
            "A bar a step. Its length is the median of the days.",
            bars,
        ),
    )


def _use(found: list[Use], scope: Scope) -> Table:
    columns = ["Eligible list", "Last day", "Names", "Sent", "Interviewed", "Selected", "Appointed"]
    if scope.whole:
        columns += ["Departments", "Never sent", "Taken off", "Withdrew", "Expired unused"]
    lines: list[list[Cell]] = []
    for one in found:
        line: list[Cell] = [
            f"{one.title}, established {one.established_on.isoformat()}",
            one.expires_on.isoformat(),
            one.names,
            one.sent,
            one.interviewed,
            one.selected,
            one.appointed,
        ]
        if scope.whole:
            line += [one.departments, one.never_sent, one.removed, one.withdrew, one.expired_unused]
        lines.append(line)
    to_whom = "sent to any department" if scope.whole else "sent for these vacancies"
    return Table(
        "use",
        "Use of the eligible lists",
        f"Each name counts once on its list. Names {to_whom}, and what became of them there.",
        columns,
        lines,
        bars_svg(
            "Use of the eligible lists",
            "A bar a list. Its length is how many names were sent; the line stands at all its names.",
            [Bar(f"{line[0]}: {one.sent} of {one.names} names sent", one.sent, one.names)
             for line, one in zip(lines, found, strict=True)],
        ),
    )  # fmt: skip


def _reasons(found: list[Reason]) -> Table:
    lines: list[list[Cell]] = []
    for how, (words, kinds) in HOW.items():
        numbers = {one.code: one.number for one in found if one.how == how}
        lines += [[f"{words}: {kind.label}", numbers[kind]] for kind in kinds if kind in numbers]
    return Table(
        "reasons",
        "Why names left",
        "A name counts once an interview list, by its last word there, and once an offer. Who left in two ways is counted "
        "under both. Why an offer was taken back is not told here.",
        ("Reason", "Names"),
        lines,
        bars_svg(
            "Why names left",
            "A bar a reason. Its length is how many names left for it.",
            [Bar(f"{words}: {number}", float(number)) for words, number in lines],
        ),
    )
