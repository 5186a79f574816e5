"""Lists: what is asked of them stands in the address; names of columns come from a closed list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

ROWS = 50
LAST_PAGE = 400

Filter = Callable[[QuerySet[Any]], QuerySet[Any]]


@dataclass(frozen=True)
class Chip:
    title: str
    href: str
    is_on: bool


@dataclass(frozen=True)
class Column:
    title: str
    href: str  # empty: cannot be sorted by
    turned: str  # ascending, descending, or empty
    is_number: bool = False


@dataclass(frozen=True)
class Listing:
    rows: list[Any]
    count: int
    chips: list[Chip]
    columns: list[Column]
    sought: str
    kept: list[tuple[str, str]]  # what the search form hands on
    page: int
    before: str
    after: str

    @property
    def first(self) -> int:
        return (self.page - 1) * ROWS + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.page - 1) * ROWS + len(self.rows)


def listing(
    request: HttpRequest,
    rows: QuerySet[Any],
    *,
    columns: Mapping[str, tuple[str, tuple[str, ...]]],
    chips: Mapping[str, tuple[str, Filter]],
    seek: Filter | None = None,
    shown: Sequence[str] = (),
    sort: str,
    numbers: tuple[str, ...] = (),
) -> tuple[Listing, QuerySet[Any]]:
    """`columns`: key to (title, fields to sort by); `chips`: key to (title, filter); `shown`: names of what is
    read of each row, else all of it. Answers the page and all rows."""
    asked = request.GET
    on = [key for key in asked.getlist("only") if key in chips]
    for key in on:
        rows = chips[key][1](rows)
    if seek:
        rows = seek(rows)
    key = asked.get("sort", sort)
    if key.removeprefix("-") not in columns or not columns[key.removeprefix("-")][1]:
        key = sort
    fields = columns[key.removeprefix("-")][1]
    ordered = rows.order_by(*([f"-{field}" for field in fields] if key[0] == "-" else fields), "pk")
    page = min(max(int(asked["page"]) if asked.get("page", "").isdecimal() else 1, 1), LAST_PAGE)
    start = (page - 1) * ROWS
    read = list((ordered.values_list(*shown) if shown else ordered)[start : start + ROWS])
    count = rows.count()
    return Listing(
        rows=read,
        count=count,
        chips=[_chip(request, name, title, on) for name, (title, _) in chips.items()],
        columns=[_column(request, name, *column, key, name in numbers) for name, column in columns.items()],
        sought=asked.get("q", "")[:100],
        kept=[("only", chip) for chip in on] + [(name, asked[name]) for name in ("sort", "view") if name in asked],
        page=page,
        before=_href(request, page=str(page - 1)) if page > 1 else "",
        after=_href(request, page=str(page + 1)) if start + len(read) < count else "",
    ), rows


def _chip(request: HttpRequest, key: str, title: str, on: list[str]) -> Chip:
    others = [other for other in on if other != key]
    asked = request.GET.copy()
    asked.setlist("only", others if key in on else [*on, key])
    asked.pop("page", None)
    return Chip(title, "?" + asked.urlencode(), key in on)


def _column(request: HttpRequest, key: str, title: str, fields: tuple[str, ...], sort: str, is_number: bool) -> Column:
    turned = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    href = _href(request, sort=f"-{key}" if turned == "ascending" else key, page="") if fields else ""
    return Column(title, href, turned, is_number)


def _href(request: HttpRequest, **changes: str) -> str:
    asked = request.GET.copy()
    for name, value in changes.items():
        if value:
            asked[name] = value
        else:
            asked.pop(name, None)
    return "?" + asked.urlencode()
