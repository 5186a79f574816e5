"""Colours as numbers: from what people type to what the eye tells apart. sRGB, OKLCH, contrast after WCAG 2.2."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, radians, sin

HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.I)
STEP = 0.0025


class NoColour(Exception):
    """What was typed is no colour."""


@dataclass(frozen=True)
class Lch:
    """Lightness from 0 to 1, chroma, hue in radians: steps that look even."""

    lightness: float
    chroma: float
    hue: float


def typed(words: str) -> str:
    """#1F4FA3, 1f4fa3 and #abc as #1f4fa3, #1f4fa3 and #aabbcc."""
    found = HEX.fullmatch(words.strip())
    if not found:
        raise NoColour("Write a colour as # and six signs, such as #1f4fa3.")
    signs = found[1].lower()
    return "#" + (signs if len(signs) == 6 else "".join(sign * 2 for sign in signs))


def contrast(one: str, other: str) -> float:
    """From 1, the same, to 21, black on white."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def weakest(colour: str, papers: Sequence[str]) -> float:
    return min(contrast(colour, paper) for paper in papers)


def nearest_readable(colour: str, papers: Sequence[str], needed: float, *, darker: bool) -> str:
    """The same hue, only as much darker or lighter as it takes."""
    found, lch = colour, to_lch(colour)
    lightness = lch.lightness
    while weakest(found, papers) < needed and 0 < lightness < 1:
        lightness += -STEP if darker else STEP
        found = to_hex(Lch(min(max(lightness, 0), 1), lch.chroma, lch.hue))
    return found


def to_lch(colour: str) -> Lch:
    red, green, blue = (_linear(part) for part in _parts(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Lch(lightness, hypot(a, b), atan2(b, a))


def to_hex(lch: Lch) -> str:
    """Where a screen cannot show so much colour at this lightness, as much as it can."""
    chroma = lch.chroma
    parts = _rgb(lch.lightness, chroma, lch.hue)
    while chroma > 0 and any(not -0.0005 <= part <= 1.0005 for part in parts):
        chroma = max(0.0, chroma - STEP)
        parts = _rgb(lch.lightness, chroma, lch.hue)
    return "#" + "".join(f"{round(255 * _curved(min(max(part, 0), 1))):02x}" for part in parts)


def oklch(lightness: float, chroma: float, degrees: float) -> str:
    """As a stylesheet writes it."""
    return to_hex(Lch(lightness, chroma, radians(degrees)))


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _parts(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))  # type: ignore[return-value]


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _curved(part: float) -> float:
    return float(12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
