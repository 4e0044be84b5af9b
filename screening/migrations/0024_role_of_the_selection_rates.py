"""A database role that may read the survey's answers and nothing else; the report of selection rates takes it on.

Roles belong to the whole server, so another database of it may have made this one, also at this moment. Where the program's
user may not make roles, the report says what the administrator is to run.
"""

from django.db import migrations

MAKE = """
DO $$
BEGIN
    BEGIN
        CREATE ROLE screening_selection_rates NOLOGIN;
    EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    GRANT screening_selection_rates TO CURRENT_USER;
    GRANT USAGE ON SCHEMA public TO screening_selection_rates;
    GRANT SELECT (pseudonym, sex, race, veteran, disability) ON screening_surveyanswers TO screening_selection_rates;
EXCEPTION
    WHEN insufficient_privilege OR undefined_object THEN
        RAISE NOTICE 'the role screening_selection_rates was not made: the report of selection rates says what to run';
END
$$;
"""
UNMAKE = """
DO $$
BEGIN
    REVOKE ALL ON screening_surveyanswers FROM screening_selection_rates;
EXCEPTION
    WHEN undefined_object THEN NULL;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0023_selection_figures"),
    ]

    operations = [migrations.RunSQL(MAKE, UNMAKE)]
