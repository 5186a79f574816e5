"""What we heard and were not sure of: shown only when somebody asks, and kept like words marked by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from joinery.calls.models import Proposal, Recording
from joinery.web.desk.calling.keeping import kinds_to_keep

MOST = 12  # the surest of them


@dataclass(frozen=True)
class Unsure:
    recording: Recording
    turn: int
    words: str
    kind: str
    title: str
    cues: str


def unsure_of(recording: Recording, proposals: Iterable[Proposal]) -> list[Unsure]:
    """The surest first, without what somebody has kept already."""
    kept = {(one.kind, one.turn, one.start, one.end) for one in proposals if one.recording_id == recording.pk}
    kinds = kinds_to_keep()
    heard = sorted((recording.reading or {}).get("unsure", ()), key=lambda one: -one["confidence"])
    return [
        Unsure(recording, one["turn"], one["quote"], one["kind"], kinds[one["kind"]], ", ".join(one["cues"]))
        for one in heard
        if one["kind"] in kinds and (one["kind"], one["turn"], one["start"], one["end"]) not in kept
    ][:MOST]
