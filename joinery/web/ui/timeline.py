"""A plan on a line of time: their steps above it, ours below, checkpoints on it, today as a chalk line. Plain values
in, escaped SVG out; places are percent, so that it scales without script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from joinery.lib.plain_text import one_line, shorten
from joinery.lib.time_line import FIRST, Label, Mark, Places, Row, places_of, rows_of

_ROW_HIGH = 54
_NEAR = 38  # from the line to the first row
_LETTER_WIDE = 6.6 / 9.6  # percent of a drawing 960 wide that a letter takes
_TITLE_LONG = 34
_STRIP_LABEL = 17.0
_LEFT = 28  # today's word has no room left of here


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
class Measure:
    """A distance drawn over the line, from a day to a day, with its words."""

    first: date
    last: date
    words: str


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
    return Timeline(picture, _strip(pegs, today, words, name), _legend(pegs, today, words), strip_only)


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
            _text("side", side, top, words.above, anchor),
            _text("side", side, bottom + 26, words.below, anchor),
            *_draw_stems(pegs, places, above, line),
            *_draw_stems(pegs, places, below, line),
            *_draw_line(places, at_today, line, _end_of(places)),
            *_draw_pegs(pegs, places, line, 14),
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
            yield _text("measure-text", middle, 29, measure.words, ' text-anchor="middle"')


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
        yield _text(f"step{state}", at, y, shorten(one_line(peg.title), _TITLE_LONG), anchor)
        yield _text("day", at, y + 18, peg.note, anchor)


def _draw_line(places: Places, today: float, y: int, end: float, first: float = FIRST) -> Iterator[str]:
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


def _end_of(places: Places) -> float:
    return max(places.at, default=FIRST)


def _draw_pegs(pegs: tuple[Peg, ...], places: Places, y: int, radius: int) -> Iterator[str]:
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


def _today_word(at: float, y: int, words: str) -> str:
    if at > _LEFT:
        return _text("today-word", at, y, words, ' dx="-8" text-anchor="end"')
    return _text("today-word", at, y, words, ' dx="8"')


def _text(part: str, at: float, y: int, words: str, more: str = "") -> str:
    return f'<text class="timeline__{part}" x="{at}%" y="{y}"{more}>{escape(one_line(words))}</text>'


def _strip(pegs: tuple[Peg, ...], today: date, words: Words, name: str) -> str:
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
        *_draw_line(places, at_today, 74, 100.0, first=at_today),
        *_draw_pegs(shown, places, 74, radius),
        *(_strip_label(*each) for each in zip(shown, places.at, rows, strict=True)),
        f'<line class="timeline__today" x1="{at_today}%" x2="{at_today}%" y1="22" y2="100"/>',
        _text("today-word", at_today, 14, words.today, f' text-anchor="{_anchor(at_today, 22)}"'),
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
        f'<g class="timeline__wide">{_text(f"step{state}", at, y, says, anchor)}'
        f"{_text('day', at, y + 19, note, anchor)}</g>"
    )


def _anchor(at: float, edge: int) -> str:
    return "start" if at < edge else "end" if at > 100 - edge else "middle"


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
