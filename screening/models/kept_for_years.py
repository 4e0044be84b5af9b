"""A sent application leaves the database only when two people agreed and nothing holds it, whatever else is switched off."""

import pgtrigger

TWO_AGREED = pgtrigger.Trigger(
    name="two_agreed_and_nothing_holds",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    condition=pgtrigger.Q(old__state__df="draft"),
    func="""
        IF EXISTS (SELECT FROM screening_legalhold h WHERE h.posting_id = OLD.posting_id AND h.released_at IS NULL) THEN
            RAISE EXCEPTION 'application % is under a legal hold', OLD.id USING ERRCODE = 'restrict_violation';
        END IF;
        IF NOT EXISTS (SELECT FROM screening_recordsdeletion d WHERE d.posting_id = OLD.posting_id
                       AND d.agreed_by_id IS NOT NULL AND d.ended_at IS NULL) THEN
            RAISE EXCEPTION 'application % is kept: no two people agreed to delete the records of its posting', OLD.id
            USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    """,
)
