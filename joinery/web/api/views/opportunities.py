"""Opportunities for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from joinery.opportunities.queries import opportunities_for
from joinery.web.api.cursors import Page, cut
from joinery.web.api.keys import may_read, owner_of
from joinery.web.api.shapes.common import ON_LISTS, ON_ONE
from joinery.web.api.shapes.records import Opportunities, OpportunityShape

router = Router(tags=["opportunities"])


@router.get(
    "opportunities", auth=may_read, response={200: Opportunities, **ON_LISTS}, operation_id="list_opportunities"
)
def opportunities(request: HttpRequest, page: Query[Page]) -> Any:
    return cut(opportunities_for(owner_of(request)), page, "opportunities", OpportunityShape.of)


@router.get(
    "opportunities/{opportunity_id}",
    auth=may_read,
    response={200: OpportunityShape, **ON_ONE},
    operation_id="get_opportunity",
)
def opportunity(request: HttpRequest, opportunity_id: str) -> Any:
    return OpportunityShape.of(get_object_or_404(opportunities_for(owner_of(request)), public_id=opportunity_id))
