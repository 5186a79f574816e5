"""What the whole line of time and its strip share: a step's mark, the line, words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from joinery.lib.plain_text import one_line
from joinery.lib.time_line import FIRST, Places


@dataclass(frozen=True, slots=True)
class Peg:
    """A step on the line. `state`: done, next, late or ahead. `letter`: a checkpoint's; its yes is given when done.
    `note` stands below the title: the day and who. `short` is its name in the strip."""

    on: date
    title: str
    note: str
    state: str
    is_above: bool
    letter: str = ""
    is_start: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What the drawing says beside the steps, in the reader's language."""

    above: str  # Hotel Astoria does
    below: str  # Wessel does
    today: str  # Today, 13 October
    sentence: str  # the whole picture, for who cannot see it
    done: str = "done, in ink"
    ahead: str = "ahead, in pencil"
    passed: str = "checkpoint, their yes given"
    late: str = "late"
    cut: str = "here time is left out"


def draw_line(places: Places, today: float, y: int, end: float, first: float = FIRST) -> Iterator[str]:
    first = min([first, *places.at]) if places.at else first
    yield f'<line class="timeline__line" x1="{first}%" x2="{today}%" y1="{y}" y2="{y}"/>'
    if end > today:
        yield f'<line class="timeline__line timeline__line--ahead" x1="{today}%" x2="{end}%" y1="{y}" y2="{y}"/>'
    for at in places.breaks:
        yield (
            f'<svg x="{at}%" y="{y}" overflow="visible">'
            '<rect class="timeline__gap" x="-7" y="-12" width="14" height="24"/>'
            '<path class="timeline__line" fill="none" d="M-7 10 -2-10M2 10 7-10"/></svg>'
        )


def draw_pegs(pegs: tuple[Peg, ...], places: Places, y: int, radius: int) -> Iterator[str]:
    """What is next or late lies over what is not; each says its name to who points at it."""
    order = sorted(range(len(pegs)), key=lambda one: pegs[one].state in ("next", "late"))
    for number in order:
        peg, at = pegs[number], places.at[number]
        says = f"<title>{escape(one_line(f'{peg.title}, {peg.note}'))}</title>"
        yield f'<svg x="{at}%" y="{y}" overflow="visible">{says}{_shape(peg, radius)}</svg>'


def _shape(peg: Peg, radius: int) -> str:
    if peg.letter:
        state = "passed" if peg.state == "done" else peg.state
        word = " timeline__letter--passed" if peg.state == "done" else ""
        return (
            f'<circle class="timeline__check timeline__check--{state}" r="{radius}"/>'
            f'<text class="timeline__letter{word}" y="5" text-anchor="middle">{escape(peg.letter)}</text>'
        )
    if peg.is_start and peg.state == "done":
        return '<rect class="timeline__end" x="-3" y="-16" width="6" height="32"/>'
    state = "" if peg.state == "done" else f" timeline__peg--{peg.state}"
    return f'<rect class="timeline__peg{state}" x="-5" y="-5" width="10" height="10"/>'


def text_at(part: str, at: float, y: int, words: str, more: str = "") -> str:
    return f'<text class="timeline__{part}" x="{at}%" y="{y}"{more}>{escape(one_line(words))}</text>'
