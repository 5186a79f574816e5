"""Words that were heard in two ways that come to the same are proposed once, as what is more certain.

"Would you let me look at it on Tuesday?" is a call to action and a request; accepted, both are a request to them."""

from __future__ import annotations

from collections.abc import Iterable

from joinery.calls.models import Proposal
from joinery.engine.reading import Finding

ALIKE = (frozenset({"promise", "request", "call_to_action"}), frozenset({"need", "concept"}))
CERTAIN = ("sure", "likely", "hidden")
HALF = 0.5  # of the shorter of the two: from there on they are the same words


def proposed_once(findings: Iterable[Finding]) -> list[Finding]:
    """In the order of the talk."""
    taken: list[Finding] = []
    for finding in sorted(findings, key=lambda one: (CERTAIN.index(one.tier), -one.confidence)):
        if not any(finding.kind != other.kind and comes_to_the_same(finding, other) for other in taken):
            taken.append(finding)
    return sorted(taken, key=lambda one: (one.turn, one.start, one.end))


def comes_to_the_same(finding: Finding, other: Finding | Proposal) -> bool:
    if finding.turn != other.turn or not _are_alike(finding.kind, other.kind):
        return False
    shared = min(finding.end, other.end) - max(finding.start, other.start)
    return shared > HALF * min(finding.end - finding.start, other.end - other.start)


def _are_alike(kind: str, other: str) -> bool:
    return kind == other or any({kind, other} <= alike for alike in ALIKE)
