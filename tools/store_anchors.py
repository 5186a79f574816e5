"""Stores the plain pieces of every phrase that lines are looked through for, so that a start need not work them out.

python -m tools.store_anchors
"""

from __future__ import annotations

import json

from joinery.engine.verifier.traits import PATTERNS
from joinery.engine.weighing import SOURCES
from joinery.lib.late import source_of
from joinery.method.acts import load_acts
from joinery.method.anchors import STORE, Choices, anchors_of, choices_of
from joinery.method.sides import load_sides
from joinery.method.signals import load_signals


def anchors_to_store() -> dict[str, Choices]:
    phrases = {phrase.source for signal in load_signals() for phrase in (*signal.phrases, *signal.cancels)}
    cues = {cue.source for act in load_acts() for cue in act.cues}
    sides = load_sides()
    others = {*SOURCES, *map(source_of, (*PATTERNS.values(), sides.seller, sides.customer))}
    found = {source: (anchors_of(source),) for source in phrases | others} | {
        source: choices_of(source) for source in cues
    }
    return dict(sorted(found.items()))


if __name__ == "__main__":
    lines = [f"{json.dumps(source)}: {json.dumps(pieces)}" for source, pieces in anchors_to_store().items()]
    STORE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
