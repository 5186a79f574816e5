"""The measures of a talk as sentences, and what a file cannot tell in the same plain words."""

from __future__ import annotations

from joinery.engine.reading import Reading
from joinery.lib.plain_text import one_line


def measures_in_words(reading: Reading) -> list[str]:
    return []


def cannot_tell_in_words(reading: Reading) -> list[str]:
    return [one_line(name.replace("_", " ")) for name in reading.cannot_tell]
