"""Patterns that are compiled when they are first used: a short talk needs few of them, and each costs a start."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)  # from now on as fast as the pattern itself
        return found


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled later."""
    return cast("re.Pattern[str]", _Late(source, flags))


def source_of(pattern: re.Pattern[str]) -> str:
    """How the pattern is written, without compiling it."""
    return pattern._source if isinstance(pattern, _Late) else pattern.pattern
