"""Time zones by their names."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones


@cache
def zone_names() -> frozenset[str]:
    """Read once: looking for them walks some 600 files."""
    return frozenset(available_timezones())
