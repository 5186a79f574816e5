"""From words to turns: who said each word, and where one utterance ends and the next begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from joinery.engine.conversation import Turn, Word
from joinery.speech.transcribers import Said
from joinery.speech.voices.diarizer import Spoken

PAUSE, PAUSE_WITHIN = 1.0, 4.0  # seconds of silence after which the same person begins a new turn, also in mid-sentence
BREATH = 0.35  # a pause at which somebody else may have begun
LONGEST = 30.0  # seconds; a longer turn is cut at the next end of a sentence
MOVED = 2  # words by which a change of speaker may be moved to the end of a sentence


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one speaker in a row."""

    speaker: str
    words: tuple[Said, ...]


def with_voices(words: Sequence[Said], spoken: Sequence[Spoken]) -> list[Said]:
    """Each word goes to the voice at its middle; a change in mid-sentence moves to the sentence's end nearby."""
    if not spoken:
        return [replace(word, speaker="0") for word in words]
    starts = [each.start for each in spoken]
    voices = [_voice_at((word.start + word.end) / 2, spoken, starts) for word in words]
    for place in range(1, len(words)):
        if voices[place] != voices[place - 1]:
            _move_change(words, voices, place)
    return [replace(word, speaker=str(voice)) for word, voice in zip(words, voices, strict=True)]


def _voice_at(time: float, spoken: Sequence[Spoken], starts: Sequence[float]) -> int:
    at = max(0, bisect_right(starts, time) - 1)
    near = spoken[max(0, at - 1) : at + 2]
    return min(near, key=lambda each: max(each.start - time, time - each.end, 0.0)).voice


def _move_change(words: Sequence[Said], voices: list[int], place: int) -> None:
    """The time of a change is rough: people change at the end of a sentence more often than within one."""
    if _ends(words, place):
        return
    near = [at for step in range(1, MOVED + 1) for at in (place - step, place + step) if 0 < at < len(words)]
    before, after = voices[place - 1], voices[place]
    for at in near:
        between = range(min(at, place), max(at, place))
        belongs = after if at > place else before
        if _ends(words, at) and all(voices[each] == belongs for each in between):
            for each in between:
                voices[each] = before if at > place else after
            return


def _ends(words: Sequence[Said], place: int) -> bool:
    """Whether something ends before this word."""
    return words[place - 1].text[-1:] in ".?!…" or words[place].start - words[place - 1].end > BREATH


def turns_of(words: Iterable[Said]) -> tuple[list[str], list[Turn]]:
    """The speakers' labels in the order in which they come, and the turns in the order of time."""
    by_speaker: dict[str, list[Said]] = {}
    for word in words:
        by_speaker.setdefault(word.speaker, []).append(word)
    # By speaker first: where two talk at once, their words lie between each other and would tear both apart.
    lines = sorted(
        (line for said in by_speaker.values() for line in _lines(sorted(said, key=lambda word: word.start))),
        key=lambda line: line.words[0].start,
    )
    names = list(dict.fromkeys(line.speaker for line in lines))
    turns = [
        _turn(names.index(name), [word for line in run for word in line.words])
        for name, group in groupby(lines, key=lambda line: line.speaker)
        for run in _runs(list(group))
    ]
    return names, turns


def _lines(words: Sequence[Said]) -> Iterable[Line]:
    """Cut at each breath and each end of a sentence, so that the other's words fit in between."""
    first = 0
    for place in range(1, len(words) + 1):
        if place == len(words) or _ends(words, place):
            yield Line(words[first].speaker, tuple(words[first:place]))
            first = place


def _runs(lines: Sequence[Line]) -> Iterable[list[Line]]:
    """Lines of one speaker that belong together: no long pause, and not endless."""
    run: list[Line] = []
    for line in lines:
        if run and _is_over(run, line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_over(run: Sequence[Line], line: Line) -> bool:
    last = run[-1].words[-1]
    pause, length = line.words[0].start - last.end, line.words[-1].end - run[0].words[0].start
    return pause > PAUSE_WITHIN or (last.text[-1:] in ".?!…" and (pause > PAUSE or length > LONGEST))


def _turn(speaker: int, words: Sequence[Said]) -> Turn:
    kept = tuple(Word(word.text, round(word.start, 2), round(word.end, 2), word.p) for word in words)
    return Turn(speaker, " ".join(word.text for word in words), kept[0].start, kept[-1].end, kept)
