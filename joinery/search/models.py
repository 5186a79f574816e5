"""One entry for each thing that can be found. The words themselves are indexed by the database."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.lib.records import Privacy


class Entry(models.Model):
    """SQLite keeps the words in the FTS5 table search_words, PostgreSQL in a tsvector column; migration 0001 has both,
    with what keeps them true."""

    kind = models.CharField(max_length=12)  # company, person, opportunity, call, said, belief, promise, note
    about_id = models.CharField(max_length=18)  # public id of the record
    company_id = models.BigIntegerField(db_index=True)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(public="id", internal="kind about_id company_id title body at")

    class Meta:
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["kind", "about_id"], name="found_once")]

    def __str__(self) -> str:
        return self.title
