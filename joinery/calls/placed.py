"""When the words of a recording are said: for the player, for clips, and for what somebody has to listen to first."""

from __future__ import annotations

from joinery.calls.models import Recording
from joinery.calls.stored import turn_from_json
from joinery.engine.conversation import Turn
from joinery.engine.word_times import PlacedWord, placed_words, stretch_of

_SECONDS_A_WORD = 0.45  # where a source gives no end, a turn lasts as long as its words take to say, at the most


def turn_at(recording: Recording, number: int) -> Turn:
    return turn_from_json(recording.conversation["turns"][number])


def words_at(recording: Recording, number: int) -> tuple[PlacedWord, ...]:
    turn = turn_at(recording, number)
    return placed_words(turn, _until(recording, number, turn))


def stretch_at(recording: Recording, number: int, start: int, end: int) -> tuple[float, float] | None:
    """From when to when these characters of a turn are said; None where the transcript has no times."""
    return stretch_of(words_at(recording, number), start, end)


def _until(recording: Recording, number: int, turn: Turn) -> float | None:
    if turn.start is None or turn.end is not None:
        return turn.end
    said_by = turn.start + max(len(turn.text.split()), 1) * _SECONDS_A_WORD
    following: list[float | None] = [
        each.get("start") for each in recording.conversation["turns"][number + 1 : number + 2]
    ]
    return min([said_by, *(each for each in following if each is not None and each > turn.start)])
