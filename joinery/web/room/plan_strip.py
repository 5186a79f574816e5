"""What the first page of the room shows of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from joinery.web.ui.timeline import Timeline


@dataclass(frozen=True)
class PlanStrip:
    """Where a plan stands today, in one sentence and on one line."""

    place: str
    title: str
    headline: str
    timeline: Timeline
    link: str
