"""Finding words among what a reader may see. Whatever is typed, it is words and never an instruction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from joinery.search.folding import fold, piece_around
from joinery.search.marks import CLOSES, OPENS

MOST_WORDS = 12
LONGEST = 400  # letters read of what was typed
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Hit:
    kind: str
    about_id: str
    title: str
    found: str  # the piece of text, its hits between \x02 and \x03
    company_id: int

    @property
    def snippet(self) -> SafeString:
        """Safe to show: everything escaped, then the hits marked."""
        marked = escape(self.found).replace(OPENS, "<mark>").replace(CLOSES, "</mark>")
        return mark_safe(marked)  # noqa: S308


def words_of(typed: str) -> list[str]:
    """The words that are looked for; quotation marks, stars and operators are no words."""
    return WORD.findall(unicodedata.normalize("NFC", typed[:LONGEST]))[:MOST_WORDS]


def find(
    typed: str,
    companies: QuerySet[Any],
    limit: int = 40,
    *,
    kinds: Collection[str] = (),
    but: Collection[str] = (),
) -> list[Hit]:
    """All words must be there, the last one may be unfinished. Only things of `companies` are looked at."""
    words = words_of(typed)
    if not words:
        return []
    ask = _postgres if connection.vendor == "postgresql" else _sqlite
    return ask(words, *_narrowed(companies, kinds, but), limit)


def _narrowed(companies: QuerySet[Model], kinds: Collection[str], but: Collection[str]) -> tuple[str, list[Any]]:
    inner, inner_values = companies.order_by().values("pk").query.sql_with_params()
    sql, values = f"e.company_id IN ({inner})", [*inner_values]
    for names, word in ((kinds, "IN"), (but, "NOT IN")):
        if names:
            sql += f" AND e.kind {word} ({', '.join(['%s'] * len(names))})"
            values += names
    return sql, values


def _sqlite(words: list[str], where: str, values: list[Any], limit: int) -> list[Hit]:
    match = " ".join(f'"{word}"' for word in words) + "*"
    return _hits(
        "SELECT e.kind, e.about_id, e.title, snippet(search_words, 1, %s, %s, '…', 24), e.company_id "
        "FROM search_words JOIN search_entry e ON e.id = search_words.rowid "
        f"WHERE search_words MATCH %s AND {where} ORDER BY bm25(search_words, 6.0, 1.0), e.id LIMIT %s",
        [OPENS, CLOSES, match, *values, limit],
    )


def _postgres(words: list[str], where: str, values: list[Any], limit: int) -> list[Hit]:
    query = " & ".join(f"'{fold(word)}'" for word in words) + ":*"
    hits = _hits(
        "SELECT e.kind, e.about_id, e.title, e.body, e.company_id FROM search_entry e "
        f"WHERE e.words @@ to_tsquery('simple', %s) AND {where} "
        "ORDER BY ts_rank(e.words, to_tsquery('simple', %s)) DESC, e.id LIMIT %s",
        [query, *values, query, limit],
    )
    return [replace(hit, found=piece_around(hit.found, words)) for hit in hits]


def _hits(sql: str, values: list[Any]) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Hit(*row) for row in cursor.fetchall()]
