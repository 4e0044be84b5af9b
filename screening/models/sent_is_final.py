"""A sent application, and what it was sent with, cannot change; in the database too."""

import pgtrigger

# FOR SHARE waits for a sending that is under way, so that nothing slips in or out while it commits.
_PART_OF_A_SENT = (
    "(SELECT a.state <> 'draft' FROM screening_application a WHERE a.id = {row}.application_id FOR SHARE)"
)
_SENT = "{row}.state <> 'draft'"
_REFUSE = """
    IF {was_sent} THEN
        RAISE EXCEPTION 'application % was sent: what it was sent with cannot change', {row}.{application}
        USING ERRCODE = 'restrict_violation';
    END IF;
"""


def refuse_new() -> pgtrigger.Trigger:
    """Nothing is added to what was sent."""
    return pgtrigger.Trigger(
        name="sent_takes_no_more",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=_refuse("NEW") + "RETURN NEW;",
    )


def refuse_change(*fields: str, itself: bool = False) -> pgtrigger.Trigger:
    """These fields stay as they were sent (all when none is named). ``itself``: the row is the application."""
    return pgtrigger.Trigger(
        name="sent_is_final",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*fields),
        func=_refuse("OLD", itself) + ("" if itself else _refuse("NEW")) + "RETURN NEW;",
    )


def refuse_removal(*, itself: bool = False) -> pgtrigger.Trigger:
    """What was sent stays. ``itself``: the row is the application."""
    return pgtrigger.Trigger(
        name="sent_is_kept",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=_refuse("OLD", itself) + "RETURN OLD;",
    )


def _refuse(row: str, itself: bool = False) -> str:
    was_sent = (_SENT if itself else _PART_OF_A_SENT).format(row=row)
    return _REFUSE.format(was_sent=was_sent, row=row, application="id" if itself else "application_id")
