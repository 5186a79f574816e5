"""The firm's own colours on customers' pages: readable on our papers, or refused with the nearest that is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from joinery.firm.history import note_deed
from joinery.firm.models import Firm, User
from joinery.lib.colour import Lch, NoColour, nearest_readable, oklch, to_hex, to_lch, typed, weakest

NEEDED = 4.5  # WCAG 2.2 AA for text of any size
# As in tokens.css: paper, raised, sunk, the lightest or darkest ink on the colour itself.
DAY = tuple(oklch(*each) for each in ((0.966, 0.012, 84), (0.988, 0.007, 88), (0.935, 0.018, 82), (0.985, 0.008, 88)))
NIGHT = tuple(oklch(*each) for each in ((0.236, 0.014, 60), (0.278, 0.016, 62), (0.2, 0.013, 58), (0.2, 0.03, 258)))
HOUSE = (oklch(0.435, 0.118, 258), oklch(0.785, 0.088, 252))


class WeakColour(Exception):
    """It could not be read. Says how far it is off; `nearest` could be."""

    def __init__(self, says: str, field: str, nearest: str = "") -> None:
        super().__init__(says)
        self.field, self.nearest = field, nearest


@dataclass(frozen=True)
class Theme:
    """One colour and what is made of it, for one paper."""

    paper: str
    accent: str
    strong: str
    wash: str
    on: str


def set_colours(firm: Firm, seen: int, accent: str, accent_dark: str, *, by: User, now: datetime) -> None:
    """Empty is the house's own blue."""
    values = {
        "accent": readable(accent, "accent"),
        "accent_dark": readable(accent_dark, "accent_dark"),
    }
    if changes := firm.amend(seen, **values):
        note_deed("set_colours", firm, by=by, now=now, says="changed the firm's colours", changes=changes)


def readable(words: str, field: str) -> str:
    if not words.strip():
        return ""
    is_day = field == "accent"
    try:
        colour = typed(words)
    except NoColour as why:
        raise WeakColour(str(why), field) from why
    papers = (*(DAY if is_day else NIGHT), _wash(colour, is_day))
    found = weakest(colour, papers)
    if found >= NEEDED:
        return colour
    nearest = nearest_readable(colour, papers, NEEDED, darker=is_day)
    where = "light paper" if is_day else "dark paper"
    raise WeakColour(
        f"{colour} on {where} has a contrast of {found:.1f} to 1. Words need {NEEDED} to 1.", field, nearest
    )


def themes(accent: str, accent_dark: str) -> tuple[Theme, Theme]:
    return _theme(accent or HOUSE[0], True), _theme(accent_dark or HOUSE[1], False)


def stylesheet(accent: str, accent_dark: str) -> str:
    """Nothing where nothing was chosen. A pair each: by day, by lamplight."""
    if not accent and not accent_dark:
        return ""
    day, night = themes(accent, accent_dark)
    pairs = {
        "accent": (day.accent, night.accent),
        "accent-strong": (day.strong, night.strong),
        "accent-wash": (day.wash, night.wash),
        "on-accent": (day.on, night.on),
    }
    lines = "".join(f"--{name}:light-dark({one},{other});" for name, (one, other) in pairs.items())
    return f":root{{{lines}}}\n"


def stamp_of(style: str) -> str:
    return hashlib.sha256(style.encode()).hexdigest()[:12]


def _theme(colour: str, is_day: bool) -> Theme:
    lch = to_lch(colour)
    strong = Lch(max(lch.lightness - 0.08, 0) if is_day else min(lch.lightness + 0.075, 0.97), lch.chroma, lch.hue)
    on = DAY[3] if is_day else NIGHT[3]
    return Theme((DAY if is_day else NIGHT)[0], colour, to_hex(strong), _wash(colour, is_day), on)


def _wash(colour: str, is_day: bool) -> str:
    lch = to_lch(colour)
    lightness, most = (0.93, 0.022) if is_day else (0.292, 0.036)
    return to_hex(Lch(lightness, min(lch.chroma, most), lch.hue))
