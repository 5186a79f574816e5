"""Which talks teach, which choose, and which are only looked at at the end."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from tools.train.corpora import Talk

PARTS = ("teach", "choose", "test")


def parts_of(talks: Sequence[Talk]) -> dict[str, list[Talk]]:
    """Three, one and one of every five groups: meetings of one team stay together, and so does a dialogue."""
    parts: dict[str, list[Talk]] = {part: [] for part in PARTS}
    teams = sorted({talk.group for talk in talks if talk.corpus == "ami"})
    for talk in talks:
        fifth = teams.index(talk.group) % 5 if talk.corpus == "ami" else crc32(talk.group.encode()) % 5
        parts["test" if fifth == 1 else "choose" if fifth == 3 else "teach"].append(talk)
    return parts
