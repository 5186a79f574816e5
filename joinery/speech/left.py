"""How long it will still take: from the share that is done and the time that it took."""

from __future__ import annotations

FROM = 0.02  # of the work; before that nobody can tell


def seconds_left(share: float, elapsed: float) -> float | None:
    """None while nobody can tell."""
    return elapsed * (1 - share) / share if share >= FROM else None


def left_in_words(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 55:
        return f"about {round(seconds / 10) * 10} seconds left"
    minutes = max(1, round(seconds / 60))
    return f"about {minutes} minute{'' if minutes == 1 else 's'} left"
