"""The entries, and the database's own index over their words."""

import unicodedata

from django.db import migrations, models

SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(title, body, content='search_entry', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_words(rowid, title, body) VALUES (new.id, new.title, new.body); END",
    "CREATE TRIGGER search_entry_left AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_words(search_words, rowid, title, body) VALUES ('delete', old.id, old.title, old.body); END",
    "CREATE TRIGGER search_entry_changed AFTER UPDATE OF title, body ON search_entry BEGIN"
    " INSERT INTO search_words(search_words, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);"
    " INSERT INTO search_words(rowid, title, body) VALUES (new.id, new.title, new.body); END",
)


def folded(column):
    """Accents off, and everything that is no letter or digit is a space: as joinery/search/folding.py does it."""
    accented, plain = "", ""
    for number in [*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(number))[0]
        if base.isascii() and base.isalpha():
            accented, plain = accented + chr(number), plain + base.lower()
    return f"regexp_replace(translate(lower({column}), '{accented}', '{plain}'), '[^[:alnum:]]+', ' ', 'g')"


# A tsvector holds at most one megabyte: what stands beyond 200,000 letters of one entry (five hours of talk) is not found.
POSTGRES = (
    "ALTER TABLE search_entry ADD COLUMN words tsvector GENERATED ALWAYS AS ("
    f" setweight(to_tsvector('simple', {folded('title')}), 'A')"
    f" || setweight(to_tsvector('simple', {folded('left(body, 200000)')}), 'D')"
    ") STORED",
    "CREATE INDEX search_entry_words ON search_entry USING gin (words)",
)


def index_words(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)


def drop_words(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            for name in ("added", "left", "changed"):
                cursor.execute(f"DROP TRIGGER search_entry_{name}")
            cursor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("about_id", models.CharField(max_length=18)),
                ("company_id", models.BigIntegerField(db_index=True)),
                ("title", models.CharField(max_length=300)),
                ("body", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
            options={"verbose_name_plural": "entries"},
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("kind", "about_id"), name="found_once"),
        ),
        migrations.RunPython(index_words, drop_words),
    ]
