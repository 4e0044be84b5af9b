"""Numbers of the law: each with where it is from and since when it holds here. What differs between cities is changed here."""

from datetime import date
from typing import NamedTuple


class Number(NamedTuple):
    """A number of the rules; ``unit`` is what it counts."""

    value: int
    unit: str
    citation: str
    in_force_since: date


DAYS_TO_SEND_A_DOCUMENT = Number(
    value=10,
    unit="calendar days, the last one whole",
    citation="Posting, Required documents: 'as soon as possible'. The days are this department's setting.",
    in_force_since=date(2025, 4, 18),
)

DAYS_BEFORE_A_LAST_DAY_TO_REMIND = (3, 1)
"""Days before the last day of a request on which the applicant is reminded. This department's setting."""

DAYS_TO_ANSWER_A_REVIEW = Number(
    value=10,
    unit="calendar days, the last one whole",
    citation=(
        "City of San Diego, Notice of Application Review: the applicant may send what was missing. The days are this "
        "department's setting; ten as, for example, in San Luis Obispo Municipal Code 2.28.020."
    ),
    in_force_since=date(2025, 4, 18),
)

DAYS_TO_DECIDE_AN_APPEAL = Number(
    value=30,
    unit="calendar days",
    citation="This department's setting: by then the applicant is told what was decided. The window to appeal is kept with the posting.",
    in_force_since=date(2025, 4, 18),
)

DAYS_BEFORE_A_LIST_ENDS_TO_SAY_SO = Number(
    value=30,
    unit="calendar days",
    citation="This department's setting; the list's own life is kept with the posting.",
    in_force_since=date(2025, 4, 18),
)

DAYS_BEFORE_A_LIST_ENDS_TO_WARN = (30, 7, 1)
"""Days before a list's last day on which analysts and managers with an open vacancy are told. This department's setting."""

HOURS_TO_UNDO_A_WITHDRAWAL = Number(
    value=24,
    unit="hours",
    citation="This department's setting: one night to think again.",
    in_force_since=date(2025, 4, 18),
)

HOURS_BEFORE_AN_INTERVIEW_TO_CHANGE = Number(
    value=24,
    unit="hours before the interview begins",
    citation=(
        "This department's setting: until then a candidate chooses, changes and cancels without asking anybody. The cut-off "
        "is kept with each time."
    ),
    in_force_since=date(2025, 4, 18),
)

HOURS_BEFORE_AN_INTERVIEW_TO_REMIND = Number(
    value=48,
    unit="hours before the interview begins",
    citation="This department's setting: before the cut-off, so that there is a day left to change the time.",
    in_force_since=date(2025, 4, 18),
)

BUSINESS_DAYS_TO_ANSWER_A_PRELIMINARY_NOTICE = Number(
    value=5,
    unit="business days after the notice was received, the last one whole",
    citation="Cal. Gov. Code 12952(c)(3): at least five business days to respond before a final decision.",
    in_force_since=date(2018, 1, 1),
)

BUSINESS_DAYS_MORE_WHEN_A_RECORD_IS_DISPUTED = Number(
    value=5,
    unit="business days more",
    citation="Cal. Gov. Code 12952(c)(3): five additional business days for whoever disputes the record in time.",
    in_force_since=date(2018, 1, 1),
)

DAYS_TO_RETURN_A_LIST = Number(
    value=45,
    unit="calendar days, the last one whole and never on a closed day",
    citation="This department's setting: a department that holds names says in time what became of each.",
    in_force_since=date(2025, 4, 18),
)

DAYS_BETWEEN_CHASING_A_LIST = Number(
    value=7,
    unit="calendar days",
    citation="This department's setting: an overdue list is asked for again each week.",
    in_force_since=date(2025, 4, 18),
)

DAYS_TO_REPLY_TO_A_REMOVAL = Number(
    value=10,
    unit="calendar days, the last one whole and never on a closed day",
    citation="This department's setting: nobody is taken off a list unheard.",
    in_force_since=date(2025, 4, 18),
)

DAYS_TO_ANSWER_AN_OFFER = Number(
    value=7,
    unit="calendar days, the last one whole",
    citation="This department's setting, proposed in the form; the letter says its own last day.",
    in_force_since=date(2025, 4, 18),
)

DAYS_TO_ANSWER_THE_SURVEY = Number(
    value=30,
    unit="calendar days after sending, the last one whole",
    citation=(
        "The voluntary equal-opportunity survey (29 CFR 1607.4: records by sex, race and ethnic group). The days are this "
        "department's setting: long enough to think again, over before lists are compared."
    ),
    in_force_since=date(2025, 4, 18),
)

DECISIONS_BETWEEN_FIGURES = Number(
    value=20,
    unit="decisions",
    citation=(
        "This department's setting. Two sets of selection rates that differ by a few people would tell of those people, so "
        "new ones wait for so many decisions."
    ),
    in_force_since=date(2025, 4, 18),
)

YEARS_TO_KEEP_RECORDS = Number(
    value=4,
    unit="years from the last action",
    citation=(
        "Cal. Gov. Code 12946; Civil Rights Council, regulations on automated-decision systems (Cal. Code Regs., tit. 2, "
        "section 11013(c), in force 2025-10-01): applications, criteria, automated results and reviews."
    ),
    in_force_since=date(2025, 10, 1),
)
