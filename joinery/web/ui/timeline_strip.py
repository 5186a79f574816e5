"""The line of time for a narrow sheet, and for the first page of the room."""

from __future__ import annotations

from datetime import date
from html import escape

from joinery.lib.plain_text import one_line, shorten
from joinery.lib.time_line import Label, Mark, Places, places_of
from joinery.web.ui.timeline_parts import Peg, Words, draw_line, draw_pegs, text_at

_STRIP_LABEL = 17.0


def draw_strip(pegs: tuple[Peg, ...], today: date, words: Words, name: str) -> str:
    """For a narrow sheet, and for the first page of the room: the start, the checkpoints, what is next, today."""
    shown = tuple(peg for peg in pegs if peg.is_start or peg.letter or peg.state == "next")
    letters = sum(bool(peg.letter) for peg in shown)
    radius, wide = (15, 4.7) if letters < 8 else (10, 3.2)
    marks = [Mark(peg.on, wide if peg.letter else 1.5, 0 if peg.state == "done" else 2) for peg in shown]
    found = places_of([*marks, Mark(today, 1.0, 1)], first=wide, last=100 - wide)
    places, at_today = Places(found.at[:-1], found.breaks), found.at[-1]
    labels = [Label(at, _STRIP_LABEL, bool(peg.letter)) for peg, at in zip(shown, places.at, strict=True)]
    rows = _centred_rows(labels)
    deep = " timeline__picture--deep" if any(row == 1 for row in rows) else ""
    title = escape(f"{name}-strip-title")
    drawn = [
        f'<svg class="timeline__picture timeline__picture--strip{deep}" role="img" aria-labelledby="{title}">',
        f'<title id="{title}">{escape(one_line(words.sentence))}</title>',
        *draw_line(places, at_today, 74, 100.0, first=at_today),
        *draw_pegs(shown, places, 74, radius),
        *(_strip_label(*each) for each in zip(shown, places.at, rows, strict=True)),
        f'<line class="timeline__today" x1="{at_today}%" x2="{at_today}%" y1="22" y2="100"/>',
        text_at("today-word", at_today, 14, words.today, f' text-anchor="{_anchor(at_today, 22)}"'),
        "</svg>",
    ]
    return "".join(drawn)


def _centred_rows(labels: list[Label]) -> list[int | None]:
    ends = [0.0, 0.0]
    rows: list[int | None] = [None] * len(labels)
    for one in sorted(range(len(labels)), key=lambda each: labels[each].at):
        at = labels[one].at
        start = at - {"start": 0.0, "middle": _STRIP_LABEL / 2, "end": _STRIP_LABEL}[_anchor(at, 8)]
        rows[one] = next((number for number in (0, 1) if ends[number] <= start + 0.01), None)
        if (number := rows[one]) is not None:
            ends[number] = start + _STRIP_LABEL
    return rows


def _strip_label(peg: Peg, at: float, row: int | None) -> str:
    if row is None:
        return ""
    state = "" if peg.state == "done" else f" timeline__step--{peg.state}"
    y, anchor = 116 + row * 42, f' text-anchor="{_anchor(at, 8)}"'
    says = shorten(one_line(peg.short or peg.title), 19)
    note = peg.note.split(",")[0]
    return (
        f'<g class="timeline__wide">{text_at(f"step{state}", at, y, says, anchor)}'
        f"{text_at('day', at, y + 19, note, anchor)}</g>"
    )


def _anchor(at: float, edge: int) -> str:
    return "start" if at < edge else "end" if at > 100 - edge else "middle"
