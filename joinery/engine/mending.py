"""Putting right what a recogniser got wrong: words keep their times, and what was marked in them finds its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from joinery.engine.conversation import Turn, Word
from joinery.engine.word_times import TOKEN, PlacedWord, placed_words, stretch_of


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    first: int
    last: int


Blocks = Sequence[tuple[str, int, int, int, int]]


def mended(turn: Turn, text: str) -> Turn:
    """The turn with another text. Words that stay keep their times and how sure the recogniser was of them; what a
    person wrote in their place is theirs, shares the time of what it replaces, and is not doubtful."""
    if not turn.words:
        return replace(turn, text=text)
    old, new = _tokens(turn.text), _tokens(text)
    placed = placed_words(turn)
    told = dict(zip(((word.first, word.last) for word in placed), _kept_words(turn, placed), strict=True))
    words: list[Word] = []
    for name, a, b, c, d in _blocks(old, new):
        if name == "equal":
            words += [word for token in old[a:b] for word in _within(token, told)]
        else:
            words += _written(new[c:d], _time_of(turn, placed, old, a, b))
    return replace(turn, text=text, words=tuple(words))


def confirmed(turn: Turn, start: int, end: int) -> Turn:
    """A person says that these words are right: they are no longer doubtful."""
    if not turn.words:
        return turn
    placed = placed_words(turn)
    inside = {(word.first, word.last) for word in placed if word.first < end and word.last > start}
    kept = zip(((word.first, word.last) for word in placed), _kept_words(turn, placed), strict=True)
    return replace(turn, words=tuple(replace(word, p=None) if place in inside else word for place, word in kept))


def carried(before: str, after: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the words that stood from `start` to `end` stand in the mended text; None where not one of them is left."""
    old, new = _tokens(before), _tokens(after)
    inside = [number for number, token in enumerate(old) if token.first < end and token.last > start]
    if not inside:
        return None
    blocks = _blocks(old, new)
    if not any(name == "equal" and a <= inside[-1] and b > inside[0] for name, a, b, _, _ in blocks):
        return None
    found = sorted(_new_places(blocks, inside[0], inside[-1]))
    first, last = new[found[0]], new[found[-1]]
    head = before[old[inside[0]].first : max(start, old[inside[0]].first)]
    tail = before[min(end, old[inside[-1]].last) : old[inside[-1]].last]
    begin = first.first + (len(head) if first.text.startswith(head) else 0)
    finish = last.last - (len(tail) if tail and last.text.endswith(tail) else 0)
    return (begin, finish) if begin < finish else (first.first, last.last)


def _tokens(text: str) -> list[_Token]:
    return [_Token(found[0], found.start(), found.end()) for found in TOKEN.finditer(text)]


def _blocks(old: Sequence[_Token], new: Sequence[_Token]) -> Blocks:
    matcher = SequenceMatcher(None, [token.text for token in old], [token.text for token in new], autojunk=False)
    return matcher.get_opcodes()


def _new_places(blocks: Blocks, first: int, last: int) -> Iterator[int]:
    """Numbers of the new tokens that stand where the old ones from `first` to `last` stood."""
    for name, a, b, c, d in blocks:
        if name == "equal":
            yield from (c + number - a for number in range(max(a, first), min(b, last + 1)))
        elif (name == "replace" and a <= last and b > first) or (name == "insert" and first < a <= last):
            yield from range(c, d)


def _kept_words(turn: Turn, placed: Sequence[PlacedWord]) -> list[Word]:
    """The turn's own words that stand in its text, in the order of `placed`."""
    kept, at = [], 0
    for word in turn.words:
        if word.text and (first := turn.text.find(word.text, at)) >= 0:
            at = first + len(word.text)
            kept.append(word)
    assert len(kept) == len(placed)
    return kept


def _within(token: _Token, told: dict[tuple[int, int], Word]) -> Iterator[Word]:
    yield from (word for (first, _), word in told.items() if token.first <= first < token.last)


def _time_of(
    turn: Turn, placed: Sequence[PlacedWord], old: Sequence[_Token], a: int, b: int
) -> tuple[float | None, float | None]:
    """When the tokens from `a` to `b` are said; between their neighbours where there are none."""
    if a < b:
        return stretch_of(placed, old[a].first, old[b - 1].last) or (turn.start, turn.end)
    before = stretch_of(placed, old[a - 1].first, old[a - 1].last) if a else None
    after = stretch_of(placed, old[a].first, old[a].last) if a < len(old) else None
    return before[1] if before else turn.start, after[0] if after else turn.end


def _written(tokens: Sequence[_Token], time: tuple[float | None, float | None]) -> list[Word]:
    """Each gets its share of the time, by its letters."""
    start, end = time
    if start is None or end is None:
        return [Word(token.text) for token in tokens]
    letters = sum(len(token.text) for token in tokens)
    words, passed = [], 0
    for token in tokens:
        begin = start + (end - start) * passed / letters
        passed += len(token.text)
        words.append(Word(token.text, round(begin, 2), round(start + (end - start) * passed / letters, 2)))
    return words
