"""Blueprints for programs: looked up, and payments noted, which put the welcome package into the room."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status
from pydantic import AfterValidator, ConfigDict, StringConstraints

from joinery.blueprints.actions.paying import record_payment
from joinery.blueprints.queries import blueprints_for
from joinery.web.api.cursors import Page, cut
from joinery.web.api.keys import may_read, may_write, owner_of
from joinery.web.api.repeats import KEY_IN_SCHEMA, once
from joinery.web.api.shapes.common import ON_LISTS, ON_ONE, ON_WRITES
from joinery.web.api.shapes.plans import Blueprints, BlueprintShape, PaymentShape, WholeBlueprint

router = Router(tags=["blueprints"])
MOST_CENTS = 10**15


def _of_our_age(day: date) -> date:
    if not 1900 <= day.year <= 2200:
        raise ValueError("a year from 1900 to 2200, please")
    return day


class NewPayment(Schema):
    """Money that came in. The same reference for the same blueprint is the same payment."""

    model_config = ConfigDict(extra="forbid")

    amount: int = Field(gt=0, le=MOST_CENTS, description="in the smallest unit of the currency, such as cents")
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]
    paid_on: Annotated[date, AfterValidator(_of_our_age)]
    reference: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class PaymentEvent(NewPayment):
    """The same, told by a payment program at /payments/in/."""

    blueprint: Annotated[str, StringConstraints(min_length=1, max_length=40)]


@router.get("blueprints", auth=may_read, response={200: Blueprints, **ON_LISTS}, operation_id="list_blueprints")
def blueprints(request: HttpRequest, page: Query[Page]) -> Any:
    return cut(blueprints_for(owner_of(request)).prefetch_related(None), page, "blueprints", BlueprintShape.of)


@router.get(
    "blueprints/{blueprint_id}",
    auth=may_read,
    response={200: WholeBlueprint, **ON_ONE},
    operation_id="get_blueprint",
)
def blueprint(request: HttpRequest, blueprint_id: str) -> Any:
    return WholeBlueprint.of(get_object_or_404(blueprints_for(owner_of(request)), public_id=blueprint_id))


@router.post(
    "blueprints/{blueprint_id}/payments",
    auth=may_write,
    response={201: PaymentShape, **ON_WRITES},
    operation_id="record_payment",
    openapi_extra=KEY_IN_SCHEMA,
)
def payments(request: HttpRequest, blueprint_id: str, given: NewPayment) -> Any:
    user = owner_of(request)
    paid_for = get_object_or_404(blueprints_for(user), public_id=blueprint_id)

    def make() -> tuple[int, dict[str, Any]]:
        values = given.model_dump()
        payment = record_payment(paid_for, by=user, now=timezone.now(), way="api", **values)
        return 201, PaymentShape.of(payment).model_dump(mode="json")

    return Status(*once(request, given.model_dump_json().encode(), make))
