"""Trigram indexes for the search in a pool: Django's icontains asks for UPPER(...) LIKE, so that is what is indexed."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

INDEXED = ("name", "receipt")


class Migration(migrations.Migration):
    dependencies = [("screening", "0002_positions_move")]

    operations = [
        TrigramExtension(),
        *(
            migrations.RunSQL(
                f"CREATE INDEX application_{column}_trigram ON screening_application"
                f" USING gin (upper({column}::text) gin_trgm_ops)",
                f"DROP INDEX application_{column}_trigram",
            )
            for column in INDEXED
        ),
    ]
