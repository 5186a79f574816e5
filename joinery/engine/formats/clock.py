"""Times and days as transcripts write them."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

from joinery.lib.late import late

CLOCK = r"(?:\d{1,4}:)?\d{1,3}:\d{2}(?:[.,]\d{1,9})?"
_CLOCK = late(r"(?:(\d{1,4}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,9}))?")
_ISO_DAY = late(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_PACKED_DAY = late(r"(?<!\d)(20\d{2})(\d{2})(\d{2})[_T]\d{4,6}(?!\d)")
_MONTH_FIRST = late(r"\b([^\W\d]{3,9})\.?\s+(\d{1,2}),\s+(\d{4})\b")
_DAY_FIRST = late(r"\b(\d{1,2})\.?\s+([^\W\d]{3,9})\.?\s+(\d{4})\b")

_MONTHS = (
    ("january", "januar", "janvier"),
    ("february", "februar", "février"),
    ("march", "märz", "mars"),
    ("april", "avril"),
    ("may", "mai"),
    ("june", "juni", "juin"),
    ("july", "juli", "juillet"),
    ("august", "août"),
    ("september", "septembre", "sept"),
    ("october", "oktober", "octobre"),
    ("november", "novembre"),
    ("december", "dezember", "décembre"),
)


def from_clock(text: str) -> float | None:
    """Seconds of "1:02", "00:01:02.500" or "00:01:02,500"."""
    if not (found := _CLOCK.fullmatch(text.strip())):
        return None
    hours, minutes, seconds, fraction = found.groups()
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    # One division, so that 67.210 is the nearest float to 67.21 and not the sum of two roundings.
    return float(f"{whole}.{fraction}") if fraction else float(whole)


def in_seconds(value: object, *, per_second: int = 1) -> float | None:
    """Seconds of a number or of a number in quotes; None for what is no time."""
    if isinstance(value, str):
        if (by_clock := from_clock(value)) is not None:
            return by_clock
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        seconds = value / per_second
    except OverflowError:
        return None
    return seconds if math.isfinite(seconds) else None


def find_day(text: str) -> date | None:
    """The first day that the text names in full; a form that two countries read differently is not guessed."""
    text = text[:500]
    for form in (_ISO_DAY, _PACKED_DAY):
        if found := form.search(text):
            return _day(*(int(part) for part in found.groups()))
    if found := _MONTH_FIRST.search(text):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    if found := _DAY_FIRST.search(text):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    return None


def day_of(value: object) -> date | None:
    """A day from an ISO string or from a count of seconds or milliseconds since 1970."""
    if isinstance(value, str):
        return find_day(value)
    if (seconds := in_seconds(value)) is None:
        return None
    if seconds > 100_000_000_000:
        seconds /= 1000
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (OverflowError, OSError, ValueError):
        return None


def _month(name: str) -> int:
    name = name.lower()
    for number, names in enumerate(_MONTHS, start=1):
        if any(full == name or full[:3] == name for full in names):
            return number
    return 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
