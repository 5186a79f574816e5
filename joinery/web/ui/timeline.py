"""A plan on a line of time: their steps above it, ours below, checkpoints on it, today as a chalk line. Plain values
in, escaped SVG out; places are percent, so that it scales without script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from joinery.lib.plain_text import one_line, shorten
from joinery.lib.time_line import FIRST, Label, Mark, Places, Row, places_of, rows_of
from joinery.web.ui.timeline_parts import Peg, Words, draw_line, draw_pegs, text_at
from joinery.web.ui.timeline_strip import draw_strip

__all__ = ["Measure", "Peg", "Timeline", "Words", "draw_timeline"]

_ROW_HIGH = 54
_NEAR = 38  # from the line to the first row
_LETTER_WIDE = 6.6 / 9.6  # percent of a drawing 960 wide that a letter takes
_TITLE_LONG = 34
_LEFT = 28  # today's word has no room left of here


@dataclass(frozen=True, slots=True)
class Measure:
    """A distance drawn over the line, from a day to a day, with its words."""

    first: date
    last: date
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """`picture`, `strip` and `legend` are HTML, escaped. `is_strip_only`: the page has no room for the whole."""

    picture: str
    strip: str
    legend: str
    is_strip_only: bool = False


def draw_timeline(
    pegs: tuple[Peg, ...],
    today: date,
    words: Words,
    *,
    measures: tuple[Measure, ...] = (),
    name: str = "line",
    strip_only: bool = False,
) -> Timeline:
    """`name` keeps ids apart when a page shows several. The list below it on the page says the same in words."""
    picture = "" if strip_only else _whole(pegs, today, words, measures, name)
    return Timeline(picture, draw_strip(pegs, today, words, name), _legend(pegs, today, words), strip_only)


def _whole(pegs: tuple[Peg, ...], today: date, words: Words, measures: tuple[Measure, ...], name: str) -> str:
    days = sorted({day for measure in measures for day in (measure.first, measure.last)})
    places, at_today, of_day = _places(pegs, today, days)
    above, below = _side(pegs, places, above=True), _side(pegs, places, above=False)
    top = 62 if measures else 20
    line = top + 24 + _NEAR + _depth(above)
    bottom = line + _NEAR + _depth(below)
    title = escape(f"{name}-title")
    side, anchor = (0, "") if at_today > _LEFT else (100, ' text-anchor="end"')
    return "".join(
        [
            f'<svg class="timeline__picture timeline__picture--full" role="img" aria-labelledby="{title}" '
            f'width="100%" height="{bottom + 40}">',
            f'<title id="{title}">{escape(one_line(words.sentence))}</title>',
            *_draw_measures(measures, of_day),
            text_at("side", side, top, words.above, anchor),
            text_at("side", side, bottom + 26, words.below, anchor),
            *_draw_stems(pegs, places, above, line),
            *_draw_stems(pegs, places, below, line),
            *draw_line(places, at_today, line, _end_of(places)),
            *draw_pegs(pegs, places, line, 14),
            f'<line class="timeline__today" x1="{at_today}%" x2="{at_today}%" y1="{top - 10}" y2="{bottom + 14}"/>',
            _today_word(at_today, bottom + 26, words.today),
            *_draw_labels(pegs, places, above, line),
            *_draw_labels(pegs, places, below, line),
            "</svg>",
        ]
    )


def _places(pegs: tuple[Peg, ...], today: date, days: list[date]) -> tuple[Places, float, dict[date, float]]:
    """Today stands after what was done on it, and before what is still to do."""
    marks = [Mark(peg.on, 1.35 if peg.letter else 0.45, 0 if peg.state == "done" else 2) for peg in pegs]
    places = places_of([*marks, Mark(today, 0.5, 1), *(Mark(day) for day in days)])
    of_day = dict(zip(days, places.at[len(pegs) + 1 :], strict=True))
    for peg, at in zip(pegs, places.at, strict=False):
        if peg.on in of_day:
            of_day[peg.on] = at
    return Places(places.at[: len(pegs)], places.breaks), places.at[len(pegs)], of_day


def _side(pegs: tuple[Peg, ...], places: Places, *, above: bool) -> dict[int, Row]:
    here = [number for number, peg in enumerate(pegs) if peg.is_above == above]
    labels = [Label(places.at[number], _width(pegs[number]), _weight(pegs[number])) for number in here]
    return dict(zip(here, rows_of(labels), strict=True))


def _weight(peg: Peg) -> int:
    return {"next": 3, "late": 2}.get(peg.state, 0) + bool(peg.letter) + peg.is_start


def _width(peg: Peg) -> float:
    title, note = shorten(one_line(peg.title), _TITLE_LONG), one_line(peg.note)
    return max(len(title) * 1.06, len(note)) * _LETTER_WIDE + 1.2


def _depth(rows: dict[int, Row]) -> int:
    return _ROW_HIGH * max((row.number + 1 for row in rows.values() if row.number is not None), default=1)


def _draw_measures(measures: tuple[Measure, ...], of_day: dict[date, float]) -> Iterator[str]:
    for measure in measures:
        first, last = of_day[measure.first], of_day[measure.last]
        yield f'<line class="timeline__measure" x1="{first}%" x2="{last}%" y1="24" y2="24"/>'
        for at in (first, last):
            yield (
                f'<svg x="{at}%" y="24" overflow="visible">'
                '<line class="timeline__measure" x1="-6" y1="6" x2="6" y2="-6"/>'
                '<line class="timeline__measure" x1="0" x2="0" y1="-10" y2="10"/></svg>'
            )
        if (last - first) > len(measure.words) * _LETTER_WIDE + 2:
            middle = round((first + last) / 2, 2)
            yield text_at("measure-text", middle, 29, measure.words, ' text-anchor="middle"')


def _draw_stems(pegs: tuple[Peg, ...], places: Places, rows: dict[int, Row], line: int) -> Iterator[str]:
    for number, row in rows.items():
        if row.number is None:
            continue
        peg, at = pegs[number], places.at[number]
        state = "" if peg.state == "done" else " timeline__stem--ahead"
        far = line - _NEAR - row.number * _ROW_HIGH if peg.is_above else line + _NEAR + row.number * _ROW_HIGH
        first, last = sorted((far, line))
        yield f'<line class="timeline__stem{state}" x1="{at}%" x2="{at}%" y1="{first}" y2="{last}"/>'


def _draw_labels(pegs: tuple[Peg, ...], places: Places, rows: dict[int, Row], line: int) -> Iterator[str]:
    for number, row in rows.items():
        if row.number is None:
            continue
        peg, at = pegs[number], places.at[number]
        away = _NEAR + row.number * _ROW_HIGH
        y = line - away - 24 if peg.is_above else line + away + 18
        state = "" if peg.state == "done" else f" timeline__step--{peg.state}"
        anchor = ' text-anchor="end"' if row.turned else ""
        yield text_at(f"step{state}", at, y, shorten(one_line(peg.title), _TITLE_LONG), anchor)
        yield text_at("day", at, y + 18, peg.note, anchor)


def _end_of(places: Places) -> float:
    return max(places.at, default=FIRST)


def _today_word(at: float, y: int, words: str) -> str:
    if at > _LEFT:
        return text_at("today-word", at, y, words, ' dx="-8" text-anchor="end"')
    return text_at("today-word", at, y, words, ' dx="8"')


def _legend(pegs: tuple[Peg, ...], today: date, words: Words) -> str:
    """Only what the drawing has."""
    states = {peg.state for peg in pegs}
    cut = places_of([*(Mark(peg.on) for peg in pegs), Mark(today)]).breaks
    swatches = [
        ("done" in states, '<path class="timeline__line" d="M0 6h26"/>', words.done),
        (bool(states - {"done"}), '<path class="timeline__line timeline__line--ahead" d="M0 6h26"/>', words.ahead),
        (
            any(peg.letter and peg.state == "done" for peg in pegs),
            '<circle class="timeline__check timeline__check--passed" cx="8" cy="6" r="5"/>',
            words.passed,
        ),
        (
            "late" in states,
            '<rect class="timeline__peg timeline__peg--late" x="3" y="1" width="10" height="10"/>',
            words.late,
        ),
        (bool(cut), '<path class="timeline__line" fill="none" d="M8 11 11 1M14 11 17 1"/>', words.cut),
    ]
    items = "".join(
        f'<li class="legend__item"><svg class="legend__swatch" viewBox="0 0 26 12" aria-hidden="true">{drawn}</svg>'
        f"{escape(says)}</li>"
        for is_there, drawn, says in swatches
        if is_there
    )
    return f'<ul class="legend">{items}</ul>'
