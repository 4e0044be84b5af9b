"""An index over the words of a revision's text, for the search among open jobs."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("postings", "0005_never_emptied")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX postings_revision_words ON postings_postingrevision USING gin (to_tsvector('english', sections))",
            "DROP INDEX postings_revision_words",
        )
    ]
