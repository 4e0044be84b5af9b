"""Nobody decides about themselves, or where they declared a conflict of interest; the database refuses it too."""

import pgtrigger

_APPLICATION = "NEW.application_id"
_OF_A_DOCUMENT = "(SELECT d.application_id FROM screening_document d WHERE d.id = NEW.document_id)"


def refuse_conflict(
    person: str, *, of_a_document: bool = False, where: pgtrigger.Q | None = None
) -> pgtrigger.Trigger:
    """A new row is refused where ``person`` (a column) is the applicant or recused from the application.

    ``where``: of which new rows this is asked; of all unless said.
    """
    application = _OF_A_DOCUMENT if of_a_document else _APPLICATION
    return pgtrigger.Trigger(
        name="no_conflict_of_interest",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        condition=where,
        func=f"""
            IF EXISTS (SELECT FROM screening_application a
                       WHERE a.id = {application} AND a.applicant_id = NEW.{person})
               OR EXISTS (SELECT FROM screening_recusal r
                          WHERE r.application_id = {application} AND r.person_id = NEW.{person}) THEN
                RAISE EXCEPTION 'person % has a conflict of interest with this application', NEW.{person}
                USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        """,  # noqa: S608  (the names are ours)
    )
