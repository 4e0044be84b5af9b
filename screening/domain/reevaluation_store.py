"""The publication of a staged pool in a few statements, whatever its size; and which of it is stale."""

from datetime import datetime
from typing import Any

from django.db import connection

from screening.models import Reevaluation

# newest facts with their evaluation and the standing decision, of each sent application of the posting
_STANDS = """
    FROM screening_application a
    LEFT JOIN screening_stagedevaluation t ON t.application_id = a.id AND t.reevaluation_id = %(stage)s
    LEFT JOIN LATERAL (SELECT id, revision_id FROM screening_submission
                       WHERE application_id = a.id ORDER BY number DESC LIMIT 1) s ON true
    LEFT JOIN screening_evaluation e ON e.submission_id = s.id AND e.revision_id = s.revision_id
    LEFT JOIN screening_decision d ON d.application_id = a.id
         AND NOT EXISTS (SELECT FROM screening_decision n WHERE n.replaces_id = d.id)
    WHERE a.posting_id = %(posting)s AND a.state <> 'draft'
"""
_CHANGED = """
      AND t.id IS NOT NULL
      AND (t.found_id, t.decision_id, t.state) IS DISTINCT FROM (e.id, d.id, a.state::text)
"""
_NEW = """
      AND t.id IS NULL AND a.state NOT IN ('submitted', 'withdrawn')
      AND (e.revision_id, e.engine_version) IS DISTINCT FROM (%(revision)s, %(engine)s)
"""
# the same facts as the next version, under the rules of the re-evaluation; where nothing of it is new, nothing is written
_SUBMISSIONS = """
    INSERT INTO screening_submission (application_id, number, cause, revision_id, facts, facts_sha256, contact,
                                      certified_name, certified_on, made_by_id, made_at)
    SELECT s.application_id, s.number + 1, 're_evaluated', %(revision)s, s.facts, s.facts_sha256, s.contact,
           s.certified_name, s.certified_on, NULL, %(at)s
    FROM screening_stagedevaluation t
    JOIN screening_evaluation e ON e.id = t.found_id
    JOIN screening_submission s ON s.id = e.submission_id
    WHERE t.reevaluation_id = %(stage)s AND (e.revision_id, e.engine_version) <> (%(revision)s, %(engine)s)
"""
# who waits for an evaluation of newer facts gets it under these rules too: the doorbell or the sweep makes it
_WAITING = """
    INSERT INTO screening_submission (application_id, number, cause, revision_id, facts, facts_sha256, contact,
                                      certified_name, certified_on, made_by_id, made_at)
    SELECT a.id, s.number + 1, 're_evaluated', %(revision)s, s.facts, s.facts_sha256, s.contact,
           s.certified_name, s.certified_on, NULL, %(at)s
    FROM screening_application a
    JOIN LATERAL (SELECT * FROM screening_submission WHERE application_id = a.id ORDER BY number DESC LIMIT 1) s ON true
    WHERE a.posting_id = %(posting)s AND a.state = 'submitted' AND s.revision_id <> %(revision)s
"""
_WRITTEN = """
    FROM screening_stagedevaluation t
    JOIN screening_evaluation e ON e.id = t.found_id
    JOIN screening_submission s ON s.id = e.submission_id
    JOIN screening_submission n ON n.application_id = t.application_id AND n.number = s.number + 1
         AND n.cause = 're_evaluated' AND n.made_at = %(at)s
    WHERE t.reevaluation_id = %(stage)s
"""
_EVALUATIONS = f"""
    INSERT INTO screening_evaluation (submission_id, revision_id, outcome, reasons, points, order_reasons,
                                      engine_version, proof, proof_sha256, made_at)
    SELECT n.id, %(revision)s, t.after, t.reasons, t.points_after, t.order_reasons,
           %(engine)s, t.proof, t.proof_sha256, %(at)s
    {_WRITTEN}
"""
_APPLICATIONS = f"""
    UPDATE screening_application a SET outcome = w.after, reasons = w.reasons, points = w.points_after
    FROM (SELECT t.application_id, t.after, t.reasons, t.points_after {_WRITTEN}) w WHERE w.application_id = a.id
"""  # noqa: S608
_RETURNED = f"""
    INSERT INTO screening_returneddecision (reevaluation_id, application_id, decision_id, evaluation_id, returned_at, note)
    SELECT t.reevaluation_id, t.application_id, t.decision_id, made.id, %(at)s, ''
    FROM (SELECT t.*, n.id AS submission_id {_WRITTEN} AND t.returns) t
    JOIN screening_evaluation made ON made.submission_id = t.submission_id
"""  # noqa: S608
_HISTORY = f"""
    INSERT INTO screening_history (at, actor_id, verb, subject_kind, subject_id, application_id, posting_id,
                                   from_state, to_state, facts)
    SELECT %(at)s, %(actor)s, 'reevaluate', 'submission', n.id, t.application_id, %(posting)s, '', '',
           jsonb_build_object('reevaluation', t.reevaluation_id, 'before', t.before, 'outcome', t.after,
                              'proof_sha256', t.proof_sha256, 'returns', t.returns)
    {_WRITTEN}
"""


def stale(reevaluation: Reevaluation) -> tuple[int, int]:
    """How many staged applications stand otherwise now, and how many joined the pool under other rules since."""
    with connection.cursor() as cursor:
        found = []
        for which in (_CHANGED, _NEW):
            cursor.execute(f"SELECT count(*) {_STANDS} {which}", _given(reevaluation))
            found.append(cursor.fetchone()[0])
    return found[0], found[1]


def drop_stale(reevaluation: Reevaluation, *, everything: bool) -> None:
    """Take out the rows that are stale, or all of them where the rules are others now."""
    with connection.cursor() as cursor:
        which = "" if everything else f"AND id IN (SELECT t.id {_STANDS} {_CHANGED})"
        cursor.execute(
            f"DELETE FROM screening_stagedevaluation WHERE reevaluation_id = %(stage)s {which}",  # noqa: S608
            _given(reevaluation),
        )


def write(reevaluation: Reevaluation, *, actor_id: int, at: datetime) -> int:
    """Make evaluations of what is staged, inside the transaction that publishes it; how many were made.

    The applications are locked already, and nothing of the stage is stale. No state is changed.
    """
    given = _given(reevaluation) | {"actor": actor_id, "at": at}
    with connection.cursor() as cursor:
        for statement in (_SUBMISSIONS, _EVALUATIONS):
            cursor.execute(statement, given)
        made: int = cursor.rowcount
        for statement in (_APPLICATIONS, _RETURNED, _HISTORY, _WAITING):
            cursor.execute(statement, given)
    return made


def _given(reevaluation: Reevaluation) -> dict[str, Any]:
    return {
        "stage": reevaluation.pk,
        "posting": reevaluation.posting_id,
        "revision": reevaluation.revision_id,
        "engine": reevaluation.engine_version,
    }
