"""What became of vacancies, lists and names, counted in the database: three queries however many there are. Names nobody.

No check, no conviction and no Fair Chance step is read here; an offer that was taken back is one number without a reason.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection

from postings.models import Department, JobClass
from screening.city_time import end_of_day, zone
from screening.disposition_moves import FINAL_DISPOSITIONS
from screening.domain.hiring_queries import vacancies_for
from screening.domain.queries import eligible_lists_for, postings_for
from screening.enums import DispositionKind, StandingKind
from screening.models import InterviewList, User, Vacancy
from screening.offer_enums import OfferState

STEPS = (
    ("issued", "Interview list asked for and issued"),
    ("contacted", "First contact with a name"),
    ("interviewed", "First interview"),
    ("selected", "First selection"),
    ("offered", "First offer"),
    ("accepted", "First offer accepted"),
    ("appointed", "First appointment"),
    ("ended", "Filled or cancelled"),
)
IN_TOUCH = tuple(
    str(kind)
    for kind in DispositionKind
    if kind
    not in (
        DispositionKind.SELECTED,
        DispositionKind.NOT_SELECTED,
        DispositionKind.WITHDREW,
        DispositionKind.UNFILLED,
    )
)
LEFT_BY_DISPOSITION = tuple(
    str(kind) for kind in DispositionKind if kind in FINAL_DISPOSITIONS - {DispositionKind.SELECTED}
)
LEFT_BY_OFFER = (str(OfferState.DECLINED), str(OfferState.LAPSED), str(OfferState.WITHDRAWN))

_TIMES = """
WITH named AS (
    SELECT i.vacancy_id, r.id FROM screening_interviewlist i JOIN screening_referral r ON r.interview_list_id = i.id
    WHERE i.vacancy_id = ANY(%(vacancies)s)
), days AS (
    SELECT 'issued' AS step, vacancy_id, MIN(issued_on) AS day FROM screening_interviewlist
    WHERE vacancy_id = ANY(%(vacancies)s) GROUP BY vacancy_id
    UNION ALL
    SELECT 'contacted', vacancy_id, MIN(day) FROM (
        SELECT n.vacancy_id, d.happened_on AS day FROM named n JOIN screening_disposition d ON d.referral_id = n.id
        WHERE d.kind = ANY(%(in_touch)s)
        UNION ALL
        SELECT n.vacancy_id, (o.offered_at AT TIME ZONE %(zone)s)::date
        FROM named n JOIN screening_interviewoffer o ON o.referral_id = n.id
    ) touched GROUP BY vacancy_id
    UNION ALL
    SELECT 'interviewed', n.vacancy_id, MIN(d.happened_on) FROM named n JOIN screening_disposition d ON d.referral_id = n.id
    WHERE d.kind = 'interviewed' GROUP BY n.vacancy_id
    UNION ALL
    SELECT 'selected', n.vacancy_id, MIN((s.made_at AT TIME ZONE %(zone)s)::date)
    FROM named n JOIN screening_selection s ON s.referral_id = n.id GROUP BY n.vacancy_id
    UNION ALL
    SELECT 'offered', vacancy_id, MIN((made_at AT TIME ZONE %(zone)s)::date) FROM screening_offer
    WHERE vacancy_id = ANY(%(vacancies)s) GROUP BY vacancy_id
    UNION ALL
    SELECT 'accepted', o.vacancy_id, MIN((h.at AT TIME ZONE %(zone)s)::date)
    FROM screening_offer o
    JOIN screening_history h ON h.subject_kind = 'offer' AND h.subject_id = o.id AND h.verb = 'accept_offer'
    WHERE o.vacancy_id = ANY(%(vacancies)s) GROUP BY o.vacancy_id
    UNION ALL
    SELECT 'appointed', o.vacancy_id, MIN((a.appointed_at AT TIME ZONE %(zone)s)::date)
    FROM screening_appointment a JOIN screening_offer o ON o.id = a.offer_id
    WHERE o.vacancy_id = ANY(%(vacancies)s) GROUP BY o.vacancy_id
    UNION ALL
    SELECT 'ended', v.id, MAX((h.at AT TIME ZONE %(zone)s)::date)
    FROM screening_vacancy v
    JOIN screening_history h ON h.subject_kind = 'vacancy' AND h.subject_id = v.id AND h.to_state = v.state
    WHERE v.id = ANY(%(vacancies)s) AND v.state <> 'open' GROUP BY v.id
), timed AS (
    SELECT s.step, s.place, v.state, days.day IS NOT NULL AS reached,
           GREATEST(COALESCE(days.day, %(today)s) - (v.opened_at AT TIME ZONE %(zone)s)::date, 0) AS days
    FROM screening_vacancy v
    CROSS JOIN unnest(%(steps)s) WITH ORDINALITY AS s(step, place)
    LEFT JOIN days ON days.vacancy_id = v.id AND days.step = s.step
    WHERE v.id = ANY(%(vacancies)s)
)
SELECT step, COUNT(*) FILTER (WHERE reached),
       percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY days) FILTER (WHERE reached),
       COUNT(*) FILTER (WHERE NOT reached AND state <> 'cancelled'),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FILTER (WHERE NOT reached AND state <> 'cancelled'),
       COUNT(*) FILTER (WHERE NOT reached AND state = 'cancelled')
FROM timed GROUP BY step, place ORDER BY place
"""

_USE = """
WITH sent AS (
    SELECT r.id, r.entry_id, v.department_id
    FROM screening_referral r
    JOIN screening_interviewlist i ON i.id = r.interview_list_id
    JOIN screening_vacancy v ON v.id = i.vacancy_id
    WHERE i.eligible_list_id = ANY(%(lists)s) AND (%(whole)s OR v.id = ANY(%(vacancies)s))
), names AS (
    SELECT e.eligible_list_id AS list_id, e.id,
           EXISTS (SELECT FROM sent WHERE sent.entry_id = e.id) AS sent,
           EXISTS (SELECT FROM sent JOIN screening_disposition d ON d.referral_id = sent.id
                   WHERE sent.entry_id = e.id AND d.kind = 'interviewed') AS interviewed,
           EXISTS (SELECT FROM sent JOIN screening_selection s ON s.referral_id = sent.id
                   WHERE sent.entry_id = e.id) AS selected,
           EXISTS (SELECT FROM sent JOIN screening_selection s ON s.referral_id = sent.id
                   JOIN screening_offer o ON o.selection_id = s.id
                   JOIN screening_appointment a ON a.offer_id = o.id WHERE sent.entry_id = e.id) AS appointed,
           EXISTS (SELECT FROM screening_nameremoval m
                   WHERE m.entry_id = e.id AND m.removed AND m.restored_at IS NULL) AS removed,
           EXISTS (SELECT FROM screening_standingchange c WHERE c.ended_at IS NULL AND c.kind = ANY(%(leaving)s)
                   AND (c.entry_id = e.id OR (c.kind = 'withdraw' AND c.application_id = e.application_id))) AS withdrew
    FROM screening_eligiblelistentry e WHERE e.eligible_list_id = ANY(%(lists)s) AND e.person_id <> %(reader)s
)
SELECT l.id, k.title, l.established_on, l.expires_on, COUNT(n.id), COUNT(n.id) FILTER (WHERE n.sent),
       (SELECT COUNT(DISTINCT sent.department_id) FROM sent JOIN screening_eligiblelistentry e ON e.id = sent.entry_id
        WHERE e.eligible_list_id = l.id),
       COUNT(n.id) FILTER (WHERE n.interviewed), COUNT(n.id) FILTER (WHERE n.selected),
       COUNT(n.id) FILTER (WHERE n.appointed), COUNT(n.id) FILTER (WHERE NOT n.sent),
       COUNT(n.id) FILTER (WHERE n.removed), COUNT(n.id) FILTER (WHERE n.withdrew AND NOT n.removed),
       COUNT(n.id) FILTER (WHERE NOT n.sent AND NOT n.removed AND NOT n.withdrew AND l.expires_on < %(today)s)
FROM screening_eligiblelist l
JOIN postings_posting p ON p.id = l.posting_id
JOIN postings_jobclass k ON k.id = p.job_class_id
LEFT JOIN names n ON n.list_id = l.id
WHERE l.id = ANY(%(lists)s) GROUP BY l.id, k.title ORDER BY l.established_on DESC, l.id DESC
"""

_REASONS = """
SELECT 'disposition' AS how, last.kind AS code, COUNT(*) FROM (
    SELECT DISTINCT ON (d.referral_id) d.referral_id, d.kind
    FROM screening_disposition d
    JOIN screening_referral r ON r.id = d.referral_id
    JOIN screening_interviewlist i ON i.id = r.interview_list_id
    WHERE i.vacancy_id = ANY(%(vacancies)s) AND (NOT %(whole)s OR i.eligible_list_id = ANY(%(lists)s))
    ORDER BY d.referral_id, d.id DESC
) last WHERE last.kind = ANY(%(left_by_disposition)s) GROUP BY last.kind
UNION ALL
SELECT 'offer', o.state, COUNT(*) FROM screening_offer o
JOIN screening_selection s ON s.id = o.selection_id
JOIN screening_referral r ON r.id = s.referral_id
JOIN screening_interviewlist i ON i.id = r.interview_list_id
WHERE o.vacancy_id = ANY(%(vacancies)s) AND o.state = ANY(%(left_by_offer)s)
  AND (NOT %(whole)s OR i.eligible_list_id = ANY(%(lists)s)) GROUP BY o.state
UNION ALL
SELECT 'removal', m.reason, COUNT(*) FROM screening_nameremoval m JOIN screening_eligiblelistentry e ON e.id = m.entry_id
WHERE %(whole)s AND e.eligible_list_id = ANY(%(lists)s) AND e.person_id <> %(reader)s
  AND m.removed AND m.restored_at IS NULL GROUP BY m.reason
UNION ALL
SELECT 'standing', c.kind, COUNT(DISTINCT e.id) FROM screening_eligiblelistentry e
JOIN screening_standingchange c ON c.ended_at IS NULL AND c.kind = ANY(%(leaving)s)
  AND (c.entry_id = e.id OR (c.kind = 'withdraw' AND c.application_id = e.application_id))
WHERE %(whole)s AND e.eligible_list_id = ANY(%(lists)s) AND e.person_id <> %(reader)s GROUP BY c.kind
"""


class Scope(NamedTuple):
    """What is counted: ids of vacancies and eligible lists; ``whole``: the lists with all that became of their names."""

    vacancies: list[int]
    lists: list[int]
    reader: int
    whole: bool = False


class Time(NamedTuple):
    """Whole days of the city's calendar from the opened vacancy to a step: who reached it, who waits, who never will."""

    label: str
    reached: int
    quarter: float | None
    median: float | None
    three_quarters: float | None
    waiting: int
    waited: float | None
    cancelled: int


class Use(NamedTuple):
    """What became of the names of one eligible list; ``sent`` counts a name once, however often it was sent."""

    pk: int
    title: str
    established_on: date
    expires_on: date
    names: int
    sent: int
    departments: int
    interviewed: int
    selected: int
    appointed: int
    never_sent: int
    removed: int
    withdrew: int
    expired_unused: int


class Reason(NamedTuple):
    """``how``: disposition, offer, removal or standing; ``code`` is that table's own."""

    how: str
    code: str
    number: int


def scope_of_departments(user: User) -> Scope:
    """A manager's own vacancies, every one for an auditor; without those for which one's own name was sent."""
    vacancies = list(_not_about(user, vacancies_for(user).order_by()).values_list("pk", flat=True))
    lists = InterviewList.objects.filter(vacancy__in=vacancies).order_by()
    return Scope(vacancies, list(lists.values_list("eligible_list", flat=True).distinct()), user.pk)


def scope_of_pools(
    user: User,
    *,
    department: Department | None,
    job_class: JobClass | None,
    first: date | None,
    last: date | None,
) -> Scope:
    """Vacancies opened from one day to another in the classes of one's postings, and the lists in force meanwhile."""
    vacancies = _not_about(user, Vacancy.objects.order_by()).filter(
        job_class__in=postings_for(user).order_by().values("job_class")
    )
    lists = eligible_lists_for(user).order_by()
    if department:
        vacancies = vacancies.filter(department=department)
    if job_class:
        vacancies, lists = vacancies.filter(job_class=job_class), lists.filter(posting__job_class=job_class)
    if first:
        begin = end_of_day(first - timedelta(days=1))
        vacancies, lists = vacancies.filter(opened_at__gt=begin), lists.filter(expires_on__gte=first)
    if last:
        vacancies = vacancies.filter(opened_at__lte=end_of_day(last))
        lists = lists.filter(established_on__lte=last)
    return Scope(
        list(vacancies.values_list("pk", flat=True)), list(lists.values_list("pk", flat=True)), user.pk, True
    )


def _not_about(user: User, vacancies: Any) -> Any:
    own = Vacancy.objects.filter(interview_lists__referrals__entry__person=user)
    return vacancies.exclude(pk__in=own.values("pk"))


def times(scope: Scope, *, today: date) -> list[Time]:
    """A line a step, in the order of ``STEPS``; empty without a vacancy."""
    labels = dict(STEPS)
    found = _rows(_TIMES, scope, today=today, steps=list(labels), in_touch=list(IN_TOUCH), zone=zone().key)
    lines = []
    for step, reached, quartiles, waiting, waited, cancelled in found:
        quarter, median, three_quarters = quartiles or (None, None, None)
        lines.append(Time(labels[step], reached, quarter, median, three_quarters, waiting, waited, cancelled))
    return lines


def use(scope: Scope, *, today: date) -> list[Use]:
    """A line a list, the newest first."""
    return [Use(*row) for row in _rows(_USE, scope, today=today)]


def reasons(scope: Scope) -> list[Reason]:
    """How many names left for which reason; only reasons that there are."""
    found = _rows(
        _REASONS,
        scope,
        left_by_disposition=list(LEFT_BY_DISPOSITION),
        left_by_offer=list(LEFT_BY_OFFER),
    )
    return [Reason(*row) for row in found]


def _rows(sql: str, scope: Scope, **given: Any) -> Iterable[tuple[Any, ...]]:
    leaving = [str(StandingKind.LEAVE_LIST), str(StandingKind.WITHDRAW)]
    with connection.cursor() as cursor:
        cursor.execute(sql, {**scope._asdict(), "leaving": leaving, **given})
        return cursor.fetchall()
