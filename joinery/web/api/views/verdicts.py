"""What a person decides on a finding, said through a program of theirs. The same refusals as on the page."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import ConfigDict, StringConstraints

from joinery.calls.queries import proposals_for
from joinery.steps.debrief_call import accept, drop
from joinery.web.api.keys import may_write, owner_of
from joinery.web.api.repeats import KEY_IN_SCHEMA, once
from joinery.web.api.shapes.calls import FindingShape
from joinery.web.api.shapes.common import ON_WRITES

router = Router(tags=["calls"])
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]


class NewVerdict(Schema):
    """`words` are our wording, beside the quote. Where words were not heard clearly, it is refused (409) until the
    owner of the key has listened to them, or somebody has put them right."""

    model_config = ConfigDict(extra="forbid")

    answer: Literal["accepted", "dropped"]
    words: Words = ""


@router.post(
    "findings/{finding_id}/verdict",
    auth=may_write,
    response={201: FindingShape, **ON_WRITES},
    operation_id="decide_finding",
    openapi_extra=KEY_IN_SCHEMA,
)
def verdict(request: HttpRequest, finding_id: str, given: NewVerdict) -> Any:
    user = owner_of(request)
    finding = get_object_or_404(proposals_for(user), public_id=finding_id)

    def make() -> tuple[int, dict[str, Any]]:
        decide = accept if given.answer == "accepted" else drop
        decide(finding, words=given.words, by=user, now=timezone.now())
        decided = proposals_for(user).get(pk=finding.pk)
        return 201, FindingShape.of(decided).model_dump(mode="json")

    return Status(*once(request, given.model_dump_json().encode(), make))
