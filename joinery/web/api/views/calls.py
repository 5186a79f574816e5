"""Calls for programs: looked up, noted, and what was heard in them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status
from pydantic import AfterValidator, AwareDatetime, ConfigDict, StringConstraints

from joinery.calls.actions import create_call
from joinery.calls.models import Call
from joinery.calls.queries import calls_for, proposals_for
from joinery.customers.queries import companies_for, people_for
from joinery.firm.models import User
from joinery.lib.zones import zone_names
from joinery.opportunities.queries import opportunities_for
from joinery.web.api.cursors import Page, cut
from joinery.web.api.keys import may_read, may_write, owner_of
from joinery.web.api.repeats import KEY_IN_SCHEMA, once
from joinery.web.api.shapes.calls import Calls, CallShape, Findings, FindingShape, WholeCall
from joinery.web.api.shapes.common import ON_LISTS, ON_ONE, ON_WRITES

router = Router(tags=["calls"])


def _of_our_age(moment: datetime) -> datetime:
    if not 1900 <= moment.year <= 2200:
        raise ValueError("a year from 1900 to 2200, please")
    return moment.astimezone(UTC)


def _on_earth(zone: str) -> str:
    if zone not in zone_names():
        raise ValueError("a time zone such as Europe/Berlin, please")
    return zone


Moment = Annotated[AwareDatetime, AfterValidator(_of_our_age)]
Zone = Annotated[str, Field(max_length=60), AfterValidator(_on_earth)]
Id = Annotated[str, Field(max_length=40)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]


class CallPage(Page):
    since: Moment | None = Field(None, description="calls that start then or later")
    until: Moment | None = Field(None, description="calls that start before then")


class NewCall(Schema):
    """A call that has been, or one to come. Without `is_held` a call that should be over by now counts as held."""

    model_config = ConfigDict(extra="forbid")

    company: Id
    title: Title
    starts_at: Moment
    opportunity: Id | None = None
    kind: Literal["visit", "phone", "video"] = "visit"
    minutes: int = Field(45, ge=1, le=1440)
    zone: Zone = "Europe/Berlin"
    place: str = Field("", max_length=300)
    people: list[Id] = Field([], max_length=100)
    is_held: bool | None = None


@router.get("calls", auth=may_read, response={200: Calls, **ON_LISTS}, operation_id="list_calls")
def calls(request: HttpRequest, page: Query[CallPage]) -> Any:
    found = calls_for(owner_of(request))
    if page.since:
        found = found.filter(starts_at__gte=page.since)
    if page.until:
        found = found.filter(starts_at__lt=page.until)
    return cut(found, page, "calls", CallShape.of)


@router.get("calls/{call_id}", auth=may_read, response={200: WholeCall, **ON_ONE}, operation_id="get_call")
def call(request: HttpRequest, call_id: str) -> Any:
    return WholeCall.of(_found(owner_of(request), call_id))


def _found(user: User, call_id: str) -> Call:
    calls = calls_for(user).select_related("company", "opportunity", "owner", "plan__action_who", "debrief")
    return get_object_or_404(calls, public_id=call_id)


@router.get(
    "calls/{call_id}/findings",
    auth=may_read,
    response={200: Findings, **ON_LISTS, **ON_ONE},
    operation_id="list_findings",
)
def findings(request: HttpRequest, call_id: str, page: Query[Page]) -> Any:
    user = owner_of(request)
    heard_in = get_object_or_404(calls_for(user), public_id=call_id)
    found = proposals_for(user).filter(recording__call=heard_in)
    found = found.defer("recording__original", "recording__conversation", "recording__reading")
    return cut(found, page, "findings", FindingShape.of)


@router.post(
    "calls",
    auth=may_write,
    response={201: WholeCall, **ON_WRITES},
    operation_id="create_call",
    openapi_extra=KEY_IN_SCHEMA,
)
def new_call(request: HttpRequest, given: NewCall) -> Any:
    user = owner_of(request)

    def make() -> tuple[int, dict[str, Any]]:
        made = _make(user, given, now=timezone.now())
        return 201, WholeCall.of(_found(user, made.public_id)).model_dump(mode="json")

    return Status(*once(request, given.model_dump_json().encode(), make))


def _make(user: User, given: NewCall, *, now: datetime) -> Call:
    company = get_object_or_404(companies_for(user), public_id=given.company)
    opportunity = None
    if given.opportunity:
        opportunity = get_object_or_404(opportunities_for(user), public_id=given.opportunity, company=company)
    people = [get_object_or_404(people_for(user), public_id=each, company=company) for each in given.people]
    is_over = given.starts_at + timedelta(minutes=given.minutes) <= now
    return create_call(
        company,
        given.title,
        starts_at=given.starts_at,
        by=user,
        now=now,
        opportunity=opportunity,
        kind=given.kind,
        minutes=given.minutes,
        zone=given.zone,
        place=given.place,
        people=people,
        is_held=is_over if given.is_held is None else given.is_held,
    )
