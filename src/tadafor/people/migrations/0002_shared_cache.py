"""The table of the cache: tries of second factors are counted by all the web processes together."""

from django.db import migrations

CREATE = """
CREATE TABLE people_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX people_cache_expires ON people_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_people")]

    operations = [migrations.RunSQL(CREATE, "DROP TABLE people_cache")]
