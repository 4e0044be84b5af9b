"""What must always hold. Each is one query for its breaches, so that it can be asked of a live city."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.files.storage import default_storage
from django.db import connection

from screening.domain import history
from screening.domain.interview_list import content_sha256
from screening.domain.queries import oldest_due_since
from screening.models import Document, Evaluation, InterviewList, Scan, SentCopy, Submission

LONGEST_WAIT = timedelta(minutes=15)


class Invariant(NamedTuple):
    words: str
    breaches: Callable[[datetime], list[str]]


def _rows(sql: str) -> Callable[[datetime], list[str]]:
    def breaches(at: datetime) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return [" ".join(str(value) for value in row) for row in cursor.fetchall()]

    return breaches


def _hashes(at: datetime) -> list[str]:
    found = []
    for kind, rows in (
        ("submission", Submission.objects.values_list("pk", "facts", "facts_sha256")),
        ("evaluation", Evaluation.objects.values_list("pk", "proof", "proof_sha256")),
        ("sent copy", SentCopy.objects.values_list("pk", "content", "content_sha256")),
    ):
        for pk, text, sha256 in rows.iterator(chunk_size=1000):
            if hashlib.sha256(text.encode()).hexdigest() != sha256:
                found.append(f"{kind} {pk} does not reproduce its hash")
    return found


def _files(at: datetime) -> list[str]:
    found = []
    for document in Document.objects.iterator(chunk_size=500):
        if not default_storage.exists(str(document.file.name)):
            found.append(f"document {document.pk}: its file is gone")
            continue
        with default_storage.open(str(document.file.name), "rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != document.sha256:
                found.append(f"document {document.pk}: its file is not what was received")
    for scan in Scan.objects.iterator(chunk_size=500):
        if not default_storage.exists(str(scan.file.name)):
            found.append(f"scan {scan.pk}: its file is gone")
    return found


def _interview_lists(at: datetime) -> list[str]:
    found = []
    for issued in InterviewList.objects.prefetch_related("referrals").iterator(chunk_size=100):
        entries = [one.entry_id for one in sorted(issued.referrals.all(), key=lambda one: one.order)]
        if content_sha256(issued, entries) != issued.content_sha256:
            found.append(f"interview list {issued.pk} does not reproduce its fingerprint")
    return found


def _deaf(at: datetime) -> list[str]:
    since = oldest_due_since()
    late = since is not None and at - since > LONGEST_WAIT
    return [f"the oldest has waited since {since}: is a worker running and listening?"] if late else []


def _unread(at: datetime) -> list[str]:
    since = (
        Scan.objects.filter(read_at__isnull=True)
        .order_by("taken_at")
        .values_list("taken_at", flat=True)
        .first()
    )
    late = since is not None and at - since > LONGEST_WAIT
    return [f"the oldest has waited since {since}: is a worker running and listening?"] if late else []


INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "a receipt is exactly one sent application, with a first submission",
        _rows(
            "SELECT 'application', a.id FROM screening_application a WHERE (a.receipt IS NOT NULL) <> EXISTS"
            " (SELECT 1 FROM screening_submission s WHERE s.application_id = a.id AND s.number = 1)"
        ),
    ),
    Invariant(
        "what was sent is kept word for word",
        _rows(
            "SELECT 'submission', s.id FROM screening_submission s WHERE s.number = 1 AND NOT EXISTS"
            " (SELECT 1 FROM screening_sentcopy c WHERE c.submission_id = s.id)"
        ),
    ),
    Invariant(
        "every newest submission has an evaluation, is due, or is in a person's hands",
        _rows(
            "SELECT 'application', a.id, a.state FROM screening_application a"
            " JOIN LATERAL (SELECT id, revision_id FROM screening_submission WHERE application_id = a.id"
            "               ORDER BY number DESC LIMIT 1) s ON true"
            " WHERE a.state NOT IN ('submitted', 'withdrawn') AND NOT EXISTS (SELECT 1 FROM screening_evaluation e"
            "       WHERE e.submission_id = s.id AND e.revision_id = s.revision_id)"
        ),
    ),
    Invariant(
        "what an application shows of its evaluation is what the newest evaluation says",
        _rows(
            "SELECT 'application', a.id FROM screening_application a"
            " JOIN LATERAL (SELECT id, revision_id FROM screening_submission WHERE application_id = a.id"
            "               ORDER BY number DESC LIMIT 1) s ON true"
            " JOIN screening_evaluation e ON e.submission_id = s.id AND e.revision_id = s.revision_id"
            " WHERE a.state NOT IN ('draft', 'submitted')"
            "   AND (a.outcome, a.reasons, a.points) IS DISTINCT FROM (e.outcome, e.reasons, e.points)"
        ),
    ),
    Invariant("no due submission waits longer than a quarter of an hour", _deaf),
    Invariant("no scan waits to be read longer than a quarter of an hour", _unread),
    Invariant("facts and proofs reproduce their hashes", _hashes),
    Invariant(
        "the state of a decided application is what its standing decision says",
        _rows(
            "SELECT 'application', a.id, a.state, d.finding FROM screening_application a"
            " LEFT JOIN screening_decision d ON d.application_id = a.id AND NOT EXISTS"
            "      (SELECT 1 FROM screening_decision r WHERE r.replaces_id = d.id)"
            " WHERE (a.state IN ('qualified', 'listed') AND d.finding IS DISTINCT FROM 'qualified')"
            "    OR (a.state = 'not_qualified' AND d.finding IS DISTINCT FROM 'not_qualified')"
        ),
    ),
    Invariant(
        "nobody is on a list without a passing decision",
        _rows(
            "SELECT 'list entry', e.id FROM screening_eligiblelistentry e"
            " JOIN screening_decision d ON d.id = e.decision_id"
            " WHERE d.finding <> 'qualified' OR d.application_id <> e.application_id"
        ),
    ),
    Invariant(
        "no interview list was issued outside its eligible list's days",
        _rows(
            "SELECT 'interview list', i.id, i.issued_on FROM screening_interviewlist i"
            " JOIN screening_eligiblelist l ON l.id = i.eligible_list_id"
            " WHERE i.issued_on NOT BETWEEN l.established_on AND l.expires_on"
        ),
    ),
    Invariant(
        "no name was sent after its own last day",
        _rows(
            "SELECT 'referral', r.id, i.issued_on FROM screening_referral r"
            " JOIN screening_interviewlist i ON i.id = r.interview_list_id"
            " JOIN screening_eligiblelistentry e ON e.id = r.entry_id WHERE i.issued_on > e.expires_on"
        ),
    ),
    Invariant(
        "a list that stands by name lasts through the last of its names",
        _rows(
            "SELECT 'eligible list', l.id, l.expires_on FROM screening_eligiblelist l"
            " JOIN screening_eligiblelistentry e ON e.eligible_list_id = l.id WHERE l.by_name"
            " GROUP BY l.id HAVING max(e.expires_on) <> l.expires_on"
        ),
    ),
    Invariant(
        "one live selection a person",
        _rows(
            "SELECT 'person', person_id, count(*) FROM screening_selection WHERE ended_at IS NULL"
            " GROUP BY person_id HAVING count(*) > 1"
        ),
    ),
    Invariant("every interview list is as it was issued", _interview_lists),
    Invariant(
        "a person is selected exactly where that is the last disposition",
        _rows(
            "SELECT 'referral', r.id FROM screening_referral r LEFT JOIN LATERAL"
            " (SELECT kind FROM screening_disposition d WHERE d.referral_id = r.id ORDER BY d.id DESC LIMIT 1) d ON true"
            " WHERE (COALESCE(d.kind, '') = 'selected') <> EXISTS"
            " (SELECT 1 FROM screening_selection s WHERE s.referral_id = r.id AND s.ended_at IS NULL)"
        ),
    ),
    Invariant(
        "no vacancy has more people selected than positions",
        _rows(
            "SELECT 'vacancy', v.id, count(*) FROM screening_vacancy v"
            " JOIN screening_interviewlist i ON i.vacancy_id = v.id"
            " JOIN screening_referral r ON r.interview_list_id = i.id"
            " JOIN screening_selection s ON s.referral_id = r.id AND s.ended_at IS NULL"
            " GROUP BY v.id HAVING count(*) > v.positions"
        ),
    ),
    Invariant(
        "one notice a cause, and none without a person's decision that says a requirement is not met",
        _rows(
            "SELECT 'notice', min(id), cause FROM screening_notice GROUP BY recipient_id, cause HAVING count(*) > 1"
            " UNION ALL SELECT 'notice', n.id, n.cause FROM screening_notice n WHERE n.kind = 'application_review'"
            " AND NOT EXISTS (SELECT 1 FROM screening_decision d WHERE n.cause = 'decision:' || d.id)"
        ),
    ),
    Invariant(
        "an offered interview has a time exactly where it says so, and none that was called off",
        _rows(
            "SELECT 'interview offer', o.id, o.state FROM screening_interviewoffer o"
            " LEFT JOIN screening_interviewbooking b ON b.offer_id = o.id AND b.ended_at IS NULL"
            " LEFT JOIN screening_interviewslot s ON s.id = b.slot_id"
            " WHERE (o.state = 'set') <> (b.id IS NOT NULL) OR s.called_off_at IS NOT NULL"
        ),
    ),
    Invariant("every stored file is whole", _files),
    Invariant(
        "no request for an accommodation waits without an officer",
        _rows(
            "SELECT count(*), 'requests wait: give somebody the role accommodation officer'"
            " FROM screening_accommodationrequest a WHERE a.state IN ('waiting', 'in_touch') AND NOT EXISTS"
            " (SELECT 1 FROM screening_roleassignment r JOIN screening_user u ON u.id = r.user_id"
            "  WHERE r.role = 'accommodation_officer' AND u.is_active) HAVING count(*) > 0"
        ),
    ),
    Invariant("history agrees with its seals", lambda at: history.faults()),
)
