"""Promises both ways for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from joinery.promises.queries import promises_for
from joinery.web.api.cursors import Page, cut
from joinery.web.api.keys import may_read, owner_of
from joinery.web.api.shapes.common import ON_LISTS
from joinery.web.api.shapes.records import Promises, PromiseShape

router = Router(tags=["promises"])


@router.get("promises", auth=may_read, response={200: Promises, **ON_LISTS}, operation_id="list_promises")
def promises(request: HttpRequest, page: Query[Page]) -> Any:
    return cut(promises_for(owner_of(request)).select_related("call"), page, "promises", PromiseShape.of)
