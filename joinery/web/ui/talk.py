"""A talk laid along one line: where each turn and each finding stands on it, and who had how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from joinery.engine.conversation import Conversation, Side, Turn
from joinery.engine.reading import Finding, Reading
from joinery.lib.plain_text import clock

# Where a source gives no end, a turn lasts as long as its words take to say, or until the next one begins.
_SECONDS_A_WORD = 0.45


@dataclass(frozen=True, slots=True)
class Line:
    """The talk from `first` to `last`, in seconds, or in words where the source has no times. `spans[i]` is turn i."""

    timed: bool
    first: float
    last: float
    spans: tuple[tuple[float, float], ...]

    @property
    def length(self) -> float:
        return max(self.last - self.first, 1e-9)

    def percent(self, at: float) -> float:
        return min(max((at - self.first) / self.length * 100, 0.0), 100.0)


@dataclass(frozen=True, slots=True)
class Part:
    """One speaker's part of the talk. `seconds` is None where the source cannot say; then `share` is of the words."""

    name: str
    side: Side
    words: int
    seconds: float | None
    share: float
    asked: int
    told: int


def count_words(text: str) -> int:
    return len(text.split())


def line_of(conversation: Conversation) -> Line:
    turns = conversation.turns
    if turns and all(turn.start is not None for turn in turns):
        return _line_of_times(turns)
    ends = list(accumulate((count_words(turn.text) for turn in turns), initial=0))
    return Line(False, 0, ends[-1], tuple((float(a), float(b)) for a, b in zip(ends, ends[1:], strict=False)))


def _line_of_times(turns: tuple[Turn, ...]) -> Line:
    starts = [turn.start or 0.0 for turn in turns]
    spans = []
    for number, turn in enumerate(turns):
        said_by = starts[number] + max(count_words(turn.text), 1) * _SECONDS_A_WORD
        later = next((start for start in starts[number + 1 : number + 2] if start > starts[number]), said_by)
        spans.append((starts[number], max(turn.end if turn.end is not None else min(said_by, later), starts[number])))
    first, last = min(starts), max(end for _, end in spans)
    # An excerpt from the middle of a talk begins where it begins; a short silence before the first word is kept.
    return Line(True, first if first > last * 0.2 else 0.0, last, tuple(spans))


def moment_in(line: Line, turn: Turn, number: int, at: int) -> float:
    """Where on the line the character `at` of the turn stands: by its words' times, else by its share of the text."""
    if line.timed and turn.words:
        spoken = min(count_words(turn.text[:at]), len(turn.words) - 1)
        if (start := turn.words[spoken].start) is not None:
            return start
    begin, end = line.spans[number]
    return begin + (end - begin) * min(at / max(len(turn.text), 1), 1.0)


def when_said(line: Line, reading: Reading, finding: Finding) -> str:
    """ "12:41", or "turn 7" where the source has no times."""
    if not line.timed:
        return f"turn {finding.turn + 1}"
    return clock(moment_in(line, reading.conversation.turns[finding.turn], finding.turn, finding.start))


def parts_of(reading: Reading) -> tuple[Part, ...]:
    """Each speaker's part, in the order of the conversation."""
    turns = reading.conversation.turns
    speakers = range(len(reading.conversation.speakers))
    said = [[turn for turn in turns if turn.speaker == one] for one in speakers]
    # Where the measures have a speaker's figures they hold, so that nothing is counted in two ways.
    words = [
        int(reading.measures.get(f"words:{one}", sum(count_words(turn.text) for turn in said[one]))) for one in speakers
    ]
    seconds = [reading.measures.get(f"seconds:{one}", _seconds_of(said[one])) for one in speakers]
    timed = [each for each in seconds if each is not None]
    amounts = timed if len(timed) == len(seconds) and sum(timed) > 0 else [float(each) for each in words]
    whole = sum(amounts)
    return tuple(
        Part(
            speaker.name,
            speaker.side,
            words[one],
            seconds[one],
            amounts[one] / whole if whole else 0.0,
            _acts_of(reading, one, "ask"),
            _acts_of(reading, one, "tell"),
        )
        for one, speaker in enumerate(reading.conversation.speakers)
    )


def _seconds_of(turns: list[Turn]) -> float | None:
    spans = [(turn.start, turn.end) for turn in turns]
    if any(start is None or end is None for start, end in spans):
        return None
    return sum(max(end - start, 0.0) for start, end in spans if start is not None and end is not None)


def _acts_of(reading: Reading, speaker: int, kind: str) -> int:
    turns = reading.conversation.turns
    return sum(
        act.kind.partition(".")[0] == kind
        for turn, acts in zip(turns, reading.acts, strict=True)
        if turn.speaker == speaker
        for act in acts
    )
