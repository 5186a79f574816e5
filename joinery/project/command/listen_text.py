"""A reading for the terminal: who talked, the ribbon in blocks, the quotes, and what the file cannot tell."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TextIO
from unicodedata import combining, east_asian_width

from joinery.engine.reading import Finding, Reading
from joinery.lib.plain_text import clock, one_line, shorten
from joinery.web.ui.kinds import in_reading_order, kind_of, title_of, weight_of
from joinery.web.ui.lanes import ELSE, SHOWN, Stretch, lanes_of, stretches_of
from joinery.web.ui.measures import cannot_tell_in_words, how_it_stands, measures_in_words
from joinery.web.ui.ribbon import ticks_of
from joinery.web.ui.talk import Line, Part, line_of, moment_in, parts_of, when_said

_BLOCKS = {"ask": "█", "tell": "░", "agree": "▄", ELSE: "·"}
_LETTERS = {"ask": "#", "tell": "=", "agree": "+", ELSE: "."}
_NAMES = {"ask": "ask", "tell": "tell", "agree": "agree", ELSE: "other talk"}
_COLORS = {"ask": "94", "tell": "33", "agree": "1", ELSE: "2", "title": "1", "faint": "2", "light": "93"}


@dataclass(frozen=True, slots=True)
class Screen:
    """What the reader's terminal can show."""

    width: int = 80
    has_color: bool = False
    has_unicode: bool = True

    @classmethod
    def of(cls, stream: TextIO, *, color: bool | None = None) -> Screen:
        dumb = os.environ.get("TERM") == "dumb"
        wanted = stream.isatty() and not dumb and not os.environ.get("NO_COLOR") if color is None else color
        width = _columns(stream)
        try:
            "█░▄·“”…".encode(stream.encoding or "utf-8")
            has_unicode = True
        except UnicodeEncodeError:
            has_unicode = False
        return cls(min(max(width, 40), 110), wanted, has_unicode)

    @property
    def blocks(self) -> dict[str, str]:
        return _BLOCKS if self.has_unicode else _LETTERS

    def paint(self, text: str, color: str) -> str:
        return f"\x1b[{_COLORS[color]}m{text}\x1b[0m" if self.has_color and text.strip() else text

    def quote(self, text: str) -> str:
        return f"“{text}”" if self.has_unicode else f'"{text}"'


def as_text(reading: Reading, source: str, screen: Screen) -> str:
    sections = [_head(reading, source, screen)]
    if not reading.conversation.turns:
        return sections[0]
    sections += [
        _section("Who talked", _who_talked(parts_of(reading), screen), screen),
        _section("How it went", [*_ribbon(reading, screen), *_measures(reading, screen)], screen),
        _section("What was heard", _heard(reading, screen), screen),
    ]
    if unknown := _listed(cannot_tell_in_words(reading), screen):
        sections.append(_section("What this file cannot tell", unknown, screen))
    if odd := _listed(map(one_line, reading.conversation.remarks), screen):
        sections.append(_section("Odd in this file", odd, screen))
    return "\n\n".join(sections)


def _section(title: str, lines: Iterable[str], screen: Screen) -> str:
    return "\n".join([screen.paint(title, "title"), *lines])


def _head(reading: Reading, source: str, screen: Screen) -> str:
    conversation = reading.conversation
    line = line_of(conversation)
    facts = [
        clock(line.last - line.first) + " long" if line.timed else "",
        _count(len(conversation.speakers), "speaker", "speakers"),
        _count(len(conversation.turns), "turn", "turns"),
        f"held on {in_words(conversation.held_on)}" if conversation.held_on else "",
    ]
    title = one_line(conversation.title) or one_line(os.path.basename(source))
    says = _wrap(how_it_stands(reading), screen.width, "")
    return "\n".join([screen.paint(shorten(title, 200), "title"), ", ".join(filter(None, facts)), *says])


def _who_talked(parts: tuple[Part, ...], screen: Screen) -> Iterable[str]:
    names = [shorten(one_line(part.name), max(screen.width // 4, 12)) for part in parts]
    wide = max(map(_cells, names))
    sides = [part.side if part.side != "unknown" else "" for part in parts]
    side_wide = max(map(len, sides))
    fixed = wide + side_wide + len("    100%  00,000 words  asked 000  told 0000") + 2
    bar = min(max(screen.width - fixed, 0), 30)
    full, empty = ("█", "░") if screen.has_unicode else ("#", ".")
    for name, side, part in zip(names, sides, parts, strict=True):
        filled = round(part.share * bar)
        share_bar = f"{full * filled}{screen.paint(empty * (bar - filled), 'faint')} " if bar >= 6 else ""
        counts = (
            f"{part.words:>6,} {'word ' if part.words == 1 else 'words'}  asked {part.asked:>3}  told {part.told:>3}"
        )
        yield f"  {_pad(name, wide)} {side:<{side_wide}} {share_bar}{part.share:>4.0%} {counts}"
    if any(part.seconds is None for part in parts):
        yield screen.paint("  Shares are of the words: the file does not say how long each one spoke.", "faint")


def _ribbon(reading: Reading, screen: Screen) -> Iterable[str]:
    line, lanes = line_of(reading.conversation), lanes_of(reading)
    titles = [shorten(lane.title.lower() if lane.names else lane.title, 16) for lane in lanes]
    edge = max(map(_cells, titles)) + 3
    width = screen.width - edge - 1
    drawn = [stretches_of(reading, line, lane) for lane in lanes]
    if marks := _marks(reading, line, width, screen):
        yield " " * edge + marks
    for title, stretches in zip(titles, drawn, strict=True):
        yield f"  {_pad(title, edge - 3)} {_track(stretches, width, screen)}"
    yield " " * edge + _scale(line, width)
    kinds = {stretch.kind for stretches in drawn for stretch in stretches}
    acts = [f"{screen.paint(screen.blocks[kind], kind)} {_NAMES[kind]}" for kind in (*SHOWN, ELSE) if kind in kinds]
    yield "  " + "   ".join(acts)
    signs = [f"{kind_of(kind).sign} {kind_of(kind).title.lower()}" for kind in in_reading_order(reading.findings)]
    yield from _wrap("   ".join(sign.replace(" ", "\0") for sign in signs), screen.width, "  ")


def _marks(reading: Reading, line: Line, width: int, screen: Screen) -> str:
    cells: dict[int, str] = {}
    for finding in reading.findings:
        at = line.percent(moment_in(line, reading.conversation.turns[finding.turn], finding.turn, finding.start))
        cell = min(int(at / 100 * width), width - 1)
        if cell not in cells or weight_of(finding.kind) > weight_of(cells[cell]):
            cells[cell] = finding.kind
    last = max(cells, default=-1)
    return "".join(_sign(cells[cell], screen) if cell in cells else " " for cell in range(last + 1))


def _sign(kind: str, screen: Screen) -> str:
    return screen.paint(kind_of(kind).sign, "light" if kind == "yellow_light" else "title")


def _track(stretches: list[Stretch], width: int, screen: Screen) -> str:
    share = 100 / width
    filled: list[dict[str, float]] = [{} for _ in range(width)]
    for stretch in stretches:
        for cell in range(min(int(stretch.start / share), width - 1), min(int(stretch.end / share), width - 1) + 1):
            length = min(stretch.end, (cell + 1) * share) - max(stretch.start, cell * share)
            filled[cell][stretch.kind] = filled[cell].get(stretch.kind, 0) + max(length, 0.0)
    kinds = [max(cell, key=lambda kind: (kind != ELSE, cell[kind])) if cell else "" for cell in filled]
    runs = ((kind, len(list(run))) for kind, run in groupby(kinds))
    return "".join(screen.paint(screen.blocks[kind] * run, kind) if kind else " " * run for kind, run in runs).rstrip()


def _scale(line: Line, width: int) -> str:
    scale = [" "] * (width + 12)
    free_from = 0
    for at, label in ticks_of(line):
        cell = min(int(at / 100 * width), width - 1)
        if cell >= free_from:
            scale[cell : cell + len(label)] = label
            free_from = cell + len(label) + 1
    return "".join(scale).rstrip()


def _measures(reading: Reading, screen: Screen) -> Iterable[str]:
    return _wrap(" ".join(measures_in_words(reading)), screen.width, "  ")


def _heard(reading: Reading, screen: Screen) -> Iterable[str]:
    if not reading.findings:
        yield "  Nothing that the method listens for."
    line = line_of(reading.conversation)
    edge = max((len(when_said(line, reading, finding)) for finding in reading.findings), default=0) + 6
    for kind, findings in in_reading_order(reading.findings).items():
        yield f"  {screen.paint(kind_of(kind).plural, 'title')} {screen.paint(str(len(findings)), 'faint')}"
        for finding in findings:
            when = when_said(line, reading, finding).rjust(edge - 6)
            words = f"{_who(reading, finding)}: {screen.quote(one_line(finding.quote))}{_due(finding, screen)}"
            first, *rest = list(_wrap(words, screen.width, " " * edge))
            yield f"    {screen.paint(when, 'faint')}  {first.lstrip()}"
            yield from rest


def _who(reading: Reading, finding: Finding) -> str:
    who = shorten(one_line(reading.conversation.speakers[finding.speaker].name), 40)
    title = title_of(finding)
    sort = title.partition(", ")[2]
    return f"{who} ({sort})" if sort else who


def _due(finding: Finding, screen: Screen) -> str:
    said = [
        f"due {in_words(finding.due)}" if finding.due else "",
        f"{screen.quote(one_line(finding.due_words))}" if finding.due_words and not finding.due else "",
        {"sure": "sure", "hidden": "not sure"}.get(finding.tier, ""),
    ]
    return f" [{', '.join(filter(None, said))}]" if any(said) else ""


def _listed(lines: Iterable[str], screen: Screen) -> list[str]:
    return [part for each in lines for part in _wrap(each, screen.width, "  - ", "    ")]


def _columns(stream: TextIO) -> int:
    if (given := os.environ.get("COLUMNS", "")).isdecimal():
        return int(given)
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # not a terminal, or not a file at all
        return 80


def _wrap(text: str, width: int, first: str, rest: str | None = None) -> list[str]:
    """Wrapped to the width; a NUL holds two words together."""
    held = text.replace("\0", "\u00a0")
    lines = textwrap.wrap(held, width, initial_indent=first, subsequent_indent=first if rest is None else rest)
    return [line.replace("\u00a0", " ") for line in lines]


def _cells(text: str) -> int:
    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _cells(text))


def _count(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def in_words(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B} {day.year}"
