"""The clock on the wall of the works."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ZONE = "Europe/Rome"


def moment(day: date, at: time = time(9)) -> datetime:
    """A time of day in the works' own zone."""
    return datetime.combine(day, at, ZoneInfo(ZONE)).astimezone(UTC)
