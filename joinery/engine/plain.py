"""What was said, without fillers and stutter and in small letters, and the way back to the exact words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import NamedTuple

from joinery.engine.language import language_of
from joinery.lib.late import late

_SMALL = {
    ord("’"): "'",
    ord("‘"): "'",
    ord("ʼ"): "'",
    ord("\u00a0"): " ",
    ord("\u202f"): " ",
    ord("\n"): " ",
    ord("\t"): " ",
}
_FILLER = r"(?:u+h+m*|u+m+|e+r+m+|err?|a+h+|ä+h*m*|ö+h*m*|eu+h+|h+m+|mm+-?h*m*|y'know|you know)"
_GERMAN_FILLER = r"(?:u+h+m*|a+h+|e+h+m+|ä+h+m*|ö+h*m*|h+m+|mm+-?h*m*)"  # "um" and "er" are words


def _noise(filler: str) -> re.Pattern[str]:
    return late(
        rf"[,–—-]*\s*(?<!\w){filler}(?!\w)[,.…]*(?=\s|$)"  # uh, um, äh, euh
        r"|(?<!\w)(\w[\w']{0,11})[,-]*\s+(?=\1(?!\w))"  # we we need
        r"|(?<!\w)(?!a\b|i\b)(\w{1,2})-?\s+(?=\2\w)"  # th th that
        r"|\s+(?=\s)"
    )


_ANY_FILLER = late(rf"(?<!\w)(?:{_FILLER}|{_GERMAN_FILLER})(?!\w)")
_NOISE, _GERMAN_NOISE = _noise(_FILLER), _noise(_GERMAN_FILLER)
# A clause ends with a sentence, or where a new subject starts after a comma or a joining word.
_SUBJECT = (
    r"(?:i|we|you|they|he|she|it|that|this|there|let's|let me|can|could|would|will|please|our|my|your|"
    r"ich|wir|sie|er|es|das|bitte|können|könnten|unsere?|mein|je|j'|nous|vous|on|il|elle|ils|c'|ça|pouvez|pourriez)"
)
_JOIN = (
    r"(?:and then|and|but|so|because|cause|'cause|since|while|although|though|or|und|aber|weil|denn|"
    r"also|oder|sondern|et|mais|donc|parce qu[e']|car|puis|ou)"
)
_BREAK = late(
    r"[.?!…;]+[\"')]*(?:\s+|$)"
    rf"|,\s+(?:{_JOIN}\s+)?(?={_SUBJECT}(?![\w]))"
    r"|,\s+(?=(?:but|aber|mais|because|weil|parce|if|wenn|si)\s)"
    rf"|\s+(?:{_JOIN})\s+(?=(?:i|we|you|they|it|he|she|let me|ich|wir|je|nous|vous)(?:'|\s))"
    r"|\s+[–—-]+\s+"
)
_OPENER = late(
    r"(?:(?:okay|ok|oh|well|so|yeah|yes|yep|right|alright|all right|now|and|but|then|anyway|"
    r"actually|basically|look|sure|great|perfect|good|"
    r"thanks|thank you|no|because|also|gut|na ja|naja|tja|ja|okay|genau|und|aber|dann|alors|bon|"
    r"ben|eh bien|oui|donc|et|mais|puis|"
    r"d'accord|voilà|weil|denn|parce qu[e'])(?!\w)[\s,.:–—-]*)+"
)
# "it is with you by, I think, Friday": no clause ends on a small word that waits for another.
_DANGLING = late(r"(?<!\w)(?:by|until|before|with|from|at|of|for|the|bis|um|am|vor|avant|pour)$")
_LONG = 260  # characters: beyond this a stretch without any pause mark is cut around the words that were heard


def folded(text: str) -> str:
    """Small letters and straight apostrophes, character for character, so that places stay places."""
    small = text.lower()
    if small.isascii():  # most of what is said, and three times as quick
        return small.replace("\n", " ").replace("\t", " ") if "\n" in small or "\t" in small else small
    if len(small) != len(text):
        small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return small.translate(_SMALL)


def _is_clean(small: str) -> bool:
    """Whether there is surely no noise in it; asked first, since looking for noise costs ten times as much."""
    words = small.split(" ")
    if any(map(_may_be_filler, words)) or "you know" in small:
        return False
    before = words[0]
    for word in words[1:]:
        # May be said twice, or broken off and begun again.
        if word[0] in before and (not before.isalnum() or word.startswith(before)):
            return False
        before = word
    return True


@lru_cache(maxsize=50_000)
def _may_be_filler(word: str) -> bool:
    return not word or not word.isprintable() or _ANY_FILLER.search(word) is not None


class Piece(NamedTuple):
    """A stretch of one turn inside a passage; `at` is where it starts in the passage."""

    turn: int
    at: int
    length: int


@dataclass(frozen=True)
class Passage:
    """Consecutive turns of one speaker that may be one sentence, joined by a space each."""

    speaker: int
    text: str
    pieces: tuple[Piece, ...]
    usual: str = "en"  # the language of most of the talk

    plain: str = field(init=False, compare=False)  # without noise
    # Where each stretch that was kept begins, in the text and in the plain text; None where all was kept.
    _kept: tuple[list[int], list[int]] | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        # Each passage is asked for its plain text, so it is made at once: a lock for each would cost as much.
        plain, kept = self._without_noise(folded(self.text))
        self.__dict__.update(plain=plain, _kept=kept)

    @cached_property
    def language(self) -> str:
        return language_of(folded(self.text).split(), self.usual)

    def _without_noise(self, small: str) -> tuple[str, tuple[list[int], list[int]] | None]:
        if _is_clean(small):
            return small, None
        noises = _GERMAN_NOISE if self.language == "de" else _NOISE
        parts, starts, places = list[str](), list[int](), list[int]()
        place = length = 0
        for start, end in [noise.span() for noise in noises.finditer(small)] + [(len(small), len(small))]:
            if end > start or end == len(small):
                parts.append(small[place:start])
                starts.append(place)
                places.append(length)
                length += start - place
                place = end
        return ("".join(parts), (starts, places)) if len(parts) > 1 else (small, None)

    def place(self, at: int) -> int:
        """The place in the passage's text of a place in the plain text."""
        if self._kept is None:
            return at
        if at >= len(self.plain):
            return len(self.text)
        starts, places = self._kept
        part = bisect_right(places, at) - 1
        return starts[part] + at - places[part]

    def plain_at(self, spot: int) -> int:
        """The place in the plain text of a place in the passage's text."""
        if self._kept is None:
            return spot
        starts, places = self._kept
        part = bisect_right(starts, spot) - 1
        until = places[part + 1] if part + 1 < len(places) else len(self.plain)
        return min(places[part] + spot - starts[part], until)

    @cached_property
    def breaks(self) -> list[tuple[int, int]]:
        return [(pause.start(), pause.end()) for pause in _BREAK.finditer(self.plain)]

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The smallest whole clause of the plain text around start..end, without its opening words."""
        behind = bisect_right(self.breaks, start, key=itemgetter(1))
        left = self.breaks[behind - 1][1] if behind else 0
        ahead = (self.breaks[place][0] for place in range(behind, len(self.breaks)))
        right = next(
            (at for at in ahead if at >= end and not _DANGLING.search(self.plain, max(left, at - 12), at)),
            len(self.plain),
        )
        if right - left > _LONG:
            if start - 60 > left:
                left = min(start, self.plain.find(" ", start - 60, start) + 1 or start - 60)
            if right > end + 140:
                right = max(end, self.plain.rfind(" ", end, end + 140))
        return self.trimmed(left, right, start, end)

    def trimmed(self, left: int, right: int, start: int | None = None, end: int | None = None) -> tuple[int, int]:
        """Without opening words and loose marks; start..end is never cut into."""
        start, end = right - 1 if start is None else start, left + 1 if end is None else end
        opener = _OPENER.match(self.plain, left, start)
        if opener:
            left = opener.end()
        while left < start and not self.plain[left].isalnum():
            left += 1
        while right > end and not (self.plain[right - 1].isalnum() or self.plain[right - 1] in "%€$£)\"'"):
            right -= 1
        asked = re.compile(r"\s?\?").match(self.plain, right)
        return left, asked.end() if asked else right

    def piece_at(self, spot: int) -> Piece:
        """The piece in which a place of the passage's text lies."""
        if len(self.pieces) == 1:
            return self.pieces[0]
        return next((one for one in reversed(self.pieces) if one.at <= spot), self.pieces[0])

    def within(self, start: int, end: int, core: int) -> tuple[int, int, int]:
        """(turn, start, end) of a stretch of the plain text, cut to the turn in which its core lies."""
        piece = self.piece_at(self.place(core))
        first = max(self.place(start), piece.at) - piece.at
        last = min(self.place(end - 1) + 1, piece.at + piece.length) - piece.at
        words = self.text[piece.at : piece.at + piece.length]
        while first < last and words[first].isspace():
            first += 1
        while last > first and (words[last - 1].isspace() or words[last - 1] in ",;"):
            last -= 1
        return piece.turn, first, last
