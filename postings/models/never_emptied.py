"""A table of record cannot be emptied at one stroke: TRUNCATE passes by the triggers of its rows, so it has its own."""

import pgtrigger

NEVER_EMPTIED = pgtrigger.Trigger(
    name="never_emptied",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    func="""
        RAISE EXCEPTION 'table % is a record and is never emptied', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
    """,
)
