"""The ribbon of a talk: who asked, told and agreed when, and where the lines worth attention stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from math import ceil

from joinery.engine.conversation import Side
from joinery.engine.reading import Finding, Reading
from joinery.lib.plain_text import one_line
from joinery.web.ui.kinds import kind_of, title_of, weight_of
from joinery.web.ui.lanes import ELSE, SHOWN, Lane, Stretch, lanes_of, stretches_of
from joinery.web.ui.talk import Line, line_of, moment_in, parts_of, when_said

_MARKS_HIGH = 38  # the marks' room above the first track
_TRACK_HIGH = 34
_TRACK_STEP = 70
_THINNEST = 0.18  # a question of a second in an hour's talk can still be seen
_NEAR = 2.6  # marks nearer than this share one drawing
_NEAR_ON_A_PHONE = 8.0
_ACT_NAMES = {"ask": "Ask", "tell": "Tell", "agree": "Agree", ELSE: "Other talk"}


@dataclass(frozen=True, slots=True)
class Row:
    """The ribbon's twin: one finding in words."""

    when: str
    who: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Ribbon:
    """`picture` and `legend` are HTML, escaped; `sentence` and `rows` say the same in words, not escaped."""

    picture: str
    legend: str
    sentence: str
    rows: tuple[Row, ...]
    timed: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    at: float  # percent
    lane: int
    finding: Finding
    when: str


def draw_ribbon(reading: Reading, *, labels: Mapping[Side, str] | None = None, name: str = "ribbon") -> Ribbon:
    """`labels` gives the sides their names ("Hotel Astoria"); `name` keeps ids apart when a page shows several."""
    line = line_of(reading.conversation)
    lanes = lanes_of(reading, labels)
    marks = _marks_of(reading, line, lanes)
    sentence = _sentence(reading, line, lanes, marks)
    tracks = [stretches_of(reading, line, lane) for lane in lanes]
    tops = [_top(number, bool(marks)) for number in range(len(lanes))]
    bottom = (tops[-1] if tops else 0) + _TRACK_HIGH
    title = escape(f"{name}-title")
    grain = escape(f"{name}-grain")
    picture = "".join(
        [
            f'<svg class="ribbon__picture" role="img" aria-labelledby="{title}" width="100%" height="{bottom + 38}">',
            f'<title id="{title}">{escape(sentence)}</title>{_grain(grain)}',
            *_draw_marks(marks, tops),
            *(_draw_lane(*each, grain) for each in zip(lanes, tracks, tops, strict=True)),
            *_draw_ticks(line, bottom),
            "</svg>",
        ]
    )
    rows = tuple(_row(reading, mark) for mark in marks)
    return Ribbon(picture, _legend(tracks, marks, grain), sentence, rows, line.timed)


def _top(lane: int, has_marks: bool) -> int:
    return 20 + _MARKS_HIGH * has_marks + lane * _TRACK_STEP


def _grain(name: str) -> str:
    return (
        f'<defs><pattern id="{name}" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><line class="ribbon__grain" x1="0" x2="0" y1="0" y2="7"/></pattern></defs>'
    )


def _marks_of(reading: Reading, line: Line, lanes: tuple[Lane, ...]) -> list[_Mark]:
    turns = reading.conversation.turns
    marks = [
        _Mark(
            line.percent(moment_in(line, turns[finding.turn], finding.turn, finding.start)),
            next(number for number, lane in enumerate(lanes) if finding.speaker in lane.speakers),
            finding,
            when_said(line, reading, finding),
        )
        for finding in reading.findings
    ]
    return sorted(marks, key=lambda mark: (mark.at, mark.finding.turn, mark.finding.start))


def _row(reading: Reading, mark: _Mark) -> Row:
    finding = mark.finding
    who = one_line(reading.conversation.speakers[finding.speaker].name)
    return Row(mark.when, who, title_of(finding), one_line(finding.quote))


def _draw_marks(marks: list[_Mark], tops: list[int]) -> Iterable[str]:
    """A stem for every finding; where they crowd, a bar joins the stems and the weightiest finding has the drawing."""
    groups: list[list[_Mark]] = []
    for mark in marks:
        if groups and mark.at - groups[-1][0].at < _NEAR:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    for group in groups:
        joint = 50 if len(group) > 1 else 44
        for mark in group:
            foot = tops[mark.lane] - 2 * (mark.lane > 0)
            yield f'<line class="ribbon__stem" x1="{mark.at:.2f}%" x2="{mark.at:.2f}%" y1="{joint}" y2="{foot}"/>'
        if len(group) > 1:
            first, last = group[0].at, group[-1].at
            yield f'<line class="ribbon__stem" x1="{first:.2f}%" x2="{first:.2f}%" y1="44" y2="{joint}"/>'
            yield f'<line class="ribbon__stem" x1="{first:.2f}%" x2="{last:.2f}%" y1="{joint}" y2="{joint}"/>'
    kept = _kept_on_a_phone(groups)
    for number, group in enumerate(groups):
        yield _draw_mark(group, number in kept)


def _kept_on_a_phone(groups: list[list[_Mark]]) -> set[int]:
    """On a narrow screen only marks with room around them are drawn, the weightiest first; the stems stay."""
    kept: set[int] = set()
    for number in sorted(
        range(len(groups)), key=lambda one: -max(weight_of(mark.finding.kind) for mark in groups[one])
    ):
        at = groups[number][0].at
        if all(abs(groups[other][0].at - at) >= _NEAR_ON_A_PHONE for other in kept):
            kept.add(number)
    return kept


def _draw_mark(group: list[_Mark], kept: bool) -> str:
    chief = max(group, key=lambda mark: weight_of(mark.finding.kind)).finding
    says = "; ".join(f"{title_of(mark.finding)}, {mark.when}" for mark in group)
    states = " ribbon__mark--light" * (chief.kind == "yellow_light") + " ribbon__mark--crowded" * (not kept)
    return (
        f'<svg class="ribbon__mark{states}" x="{min(max(group[0].at, 0.9), 99.1):.2f}%" y="20">'
        f'<g transform="translate(-12 0)"><title>{escape(says)}</title>'
        f'<rect class="ribbon__reach" width="24" height="24"/>'
        f'<g class="icon">{kind_of(chief.kind).drawing}</g></g></svg>'
    )


def _draw_lane(lane: Lane, stretches: list[Stretch], top: int, grain: str) -> str:
    names = f", {escape(lane.names)}" if lane.names else ""
    name_at = 12 if top <= 20 + _MARKS_HIGH else top - 10
    drawn = [
        f'<text class="ribbon__name" x="0" y="{name_at}"><tspan>{escape(lane.title)}</tspan>{names}</text>',
        f'<rect class="ribbon__track" x="0" y="{top}" width="100%" height="{_TRACK_HIGH}"/>',
    ]
    for stretch in sorted(stretches, key=lambda each: each.kind == "ask"):
        width = max(stretch.end - stretch.start, _THINNEST)
        x = min(stretch.start, 100 - width)
        box = f'x="{x:.2f}%" y="{top}" width="{width:.2f}%" height="{_TRACK_HIGH}"'
        drawn.append(f'<rect class="ribbon__{stretch.kind}" {box}/>')
        if stretch.kind == "tell":
            drawn.append(f'<rect fill="url(#{grain})" {box}/>')
    return "".join(drawn)


def ticks_of(line: Line, most: int = 6) -> list[tuple[float, str]]:
    """Places of the scale: round minutes, or round numbers of words; the first carries the unit."""
    unit, word, steps = _scale_of(line)
    length = line.length / unit
    step = next((step for step in steps if length / step <= most), max(length / most, steps[-1]))
    ticks: list[tuple[float, str]] = []
    count = ceil(line.first / (unit * step))  # the first round place that is not before the line
    while (at := count * unit * step) <= line.last and len(ticks) <= most + 1:
        ticks.append((at, f"{count * step:g}"))
        count += 1
    return [(line.percent(at), f"{label} {word}" if not number else label) for number, (at, label) in enumerate(ticks)]


def _scale_of(line: Line) -> tuple[float, str, tuple[int, ...]]:
    """The unit of the scale, its name, and the steps that are round in it."""
    if not line.timed:
        return 1.0, "words", (5, 10, 25, 50, 100, 250, 500, 1000, 2500)
    if line.length < 120:
        return 1.0, "sec", (1, 5, 10, 15, 20)
    return 60.0, "min", (1, 2, 5, 10, 15, 30, 60, 120)


def _draw_ticks(line: Line, bottom: int) -> Iterable[str]:
    for number, (at, label) in enumerate(ticks_of(line)):
        if number and at > 97:
            continue  # a number here would be cut by the edge of a phone
        anchor = ' text-anchor="middle"' if at > 3 else ""
        yield f'<line class="ribbon__tick" x1="{at:.2f}%" x2="{at:.2f}%" y1="{bottom + 4}" y2="{bottom + 10}"/>'
        yield f'<text class="ribbon__minute" x="{at:.2f}%" y="{bottom + 28}"{anchor}>{label}</text>'


def _legend(tracks: list[list[Stretch]], marks: list[_Mark], grain: str) -> str:
    drawn = {stretch.kind for stretches in tracks for stretch in stretches}
    full = 'width="100%" height="100%"'
    acts = "".join(
        f'<li class="legend__item"><svg class="legend__swatch" aria-hidden="true"><rect class="ribbon__{kind}" {full}/>'
        + (f'<rect fill="url(#{grain})" {full}/>' if kind == "tell" else "")
        + f"</svg>{_ACT_NAMES[kind]}</li>"
        for kind in (*SHOWN, ELSE)
        if kind in drawn
    )
    heard = "".join(
        '<li class="legend__item"><svg class="icon" viewBox="0 0 24 24" aria-hidden="true">'
        f"{kind_of(kind).drawing}</svg>{escape(kind_of(kind).title)}</li>"
        for kind in dict.fromkeys(mark.finding.kind for mark in marks)
    )
    return "".join(f'<ul class="legend">{items}</ul>' for items in (acts, heard) if items)


def _sentence(reading: Reading, line: Line, lanes: tuple[Lane, ...], marks: list[_Mark]) -> str:
    parts = parts_of(reading)
    words = sum(part.words for part in parts)
    length = _counted(max(round(line.length / 60), 1), "minute") if line.timed else _counted(words, "word")
    said = [f"Ribbon of the talk, {length}."]
    if words:
        shares = [(lane, sum(parts[one].words for one in lane.speakers) / words) for lane in lanes if lane.speakers]
        said.append("; ".join(f"{lane.title}: {share:.0%} of the words" for lane, share in shares) + ".")
    kinds = Counter(mark.finding.kind for mark in marks)
    if kinds:
        heard = ", ".join(f"{kind_of(kind).title.lower()} {count}" for kind, count in kinds.most_common())
        said.append(f"Heard: {heard}.")
    return " ".join(said)


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count:,} {unit}s"
