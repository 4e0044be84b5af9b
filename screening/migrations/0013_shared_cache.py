"""The table of Django's database cache, as ``createcachetable`` makes it, so that ``migrate`` alone is enough."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0012_letters"),
    ]

    operations = [
        migrations.RunSQL(
            sql="""
                CREATE TABLE IF NOT EXISTS shared_cache (
                    cache_key varchar(255) NOT NULL PRIMARY KEY,
                    value text NOT NULL,
                    expires timestamp with time zone NOT NULL
                );
                CREATE INDEX IF NOT EXISTS shared_cache_expires ON shared_cache (expires);
            """,
            reverse_sql="DROP TABLE shared_cache",
        ),
    ]
