"""Finding words, for programs: over the records and everything said that the key's owner may see."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from joinery.customers.queries import companies_for
from joinery.search.queries import find
from joinery.web.api.keys import may_read, owner_of
from joinery.web.api.shapes.common import ON_LISTS
from joinery.web.api.shapes.records import Hits, HitShape

router = Router(tags=["search"])


class Wanted(Schema):
    q: str = Field(min_length=1, max_length=400)
    limit: int = Field(40, ge=1, le=100)


@router.get("search", auth=may_read, response={200: Hits, **ON_LISTS}, operation_id="search")
def search(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    hits = find(wanted.q, companies_for(owner_of(request)), wanted.limit)
    return {"items": [HitShape.of(hit) for hit in hits]}
