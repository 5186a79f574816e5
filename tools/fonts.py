"""Trim the web fonts to what the pages use: python -m tools.fonts FOLDER. Needs fonttools and brotli, for a new font.

All four files together stay under the 85 KB that a first view may cost, also for a guest whose name has a letter of
Prague, Budapest or Istanbul in it.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

WEIGHTS = (400, 640)
FEATURES = ["liga", "locl", "lnum", "tnum", "pnum", "kern", "rvrn", "calt"]
MARKS = set(range(0x2B0, 0x370))  # a browser puts letter and accent together before it asks the font
EXTENDED = set(
    map(
        ord,
        "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŌōŐőŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŹźŻżŽžȘșȚț",
    )
)


def trimmed(path: Path) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    between = BytesIO()
    font = instancer.instantiateVariableFont(TTFont(path), {"wght": WEIGHTS})
    font.flavor = None
    font.save(between)
    between.seek(0)
    font, options = TTFont(between), subset.Options()
    options.layout_features, options.hinting, options.drop_tables = FEATURES, False, [*options.drop_tables, "STAT"]
    letters = set(font.getBestCmap())
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters & EXTENDED if path.stem.endswith("-ext") else letters - MARKS)
    cutter.subset(font)
    made = BytesIO()
    font.flavor = "woff2"
    font.save(made)
    return made.getvalue()


if __name__ == "__main__":
    for each in sorted(Path(sys.argv[1]).glob("*.woff2")):
        each.write_bytes(trimmed(each))
        print(each.name, each.stat().st_size)
