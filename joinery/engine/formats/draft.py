"""A conversation while it is being read: speakers by name, turns in order, and what was odd about the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from joinery.engine.conversation import CannotRead, Conversation, Side, Speaker, Turn, Word
from joinery.lib.late import late

UNKNOWN = "Unknown speaker"
MOST_TURNS = 50_000  # more than a day of talk: not one conversation
LONGEST_NAME = 200

_NO_TEXT = late("[\x00\ud800-\udfff]")
_CONTROLS = late("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def clean(text: str) -> str:
    """The text without NUL and lone surrogates, which no database and no page can hold."""
    return text if text.isprintable() else _NO_TEXT.sub("", text)


def one_line(text: str) -> str:
    """Fit for a name, a title or a message: one line, no control characters."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def shown(text: str) -> str:
    """Fit for a message on a terminal: nothing in it that cannot be seen, or that turns the line around."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


class Draft:
    """Collects what a format's reader finds, in the order in which it is found."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.title = ""
        self.held_on: date | None = None
        self.speakers: list[Speaker] = []
        self.turns: list[Turn] = []
        self.remarks: list[str] = []
        self._known: dict[str, int] = {}
        self._wordless = 0
        self._mended = False

    def speaker(self, name: str, *, side: Side = "unknown", email: str = "", key: str = "") -> int:
        """The place of this speaker; a new one on first sight. `key` tells apart or joins what names do not."""
        name = one_line(name)[:LONGEST_NAME] or UNKNOWN
        key = key or name
        if key not in self._known:
            self._known[key] = len(self.speakers)
            self.speakers.append(Speaker(name, side, email))
        return self._known[key]

    def say(
        self,
        speaker: int | str,
        text: str,
        start: float | None = None,
        end: float | None = None,
        words: tuple[Word, ...] = (),
    ) -> None:
        """One utterance of the source; pieces without words are counted and left out."""
        kept = clean(text)
        self._mended = self._mended or len(kept) != len(text)
        if not (kept := kept.strip()):
            self._wordless += 1
            return
        self.add(Turn(self.speaker(speaker) if isinstance(speaker, str) else speaker, kept, start, end, words))

    def add(self, turn: Turn) -> None:
        if len(self.turns) >= MOST_TURNS:
            raise too_many_turns()
        self.turns.append(turn)

    def remark(self, sentence: str) -> None:
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def sort_by_start(self) -> None:
        """For sources that are known to write their cues out of order."""
        starts = [turn.start for turn in self.turns]
        if None in starts:
            return
        ordered = sorted(self.turns, key=lambda turn: turn.start or 0.0)
        if ordered != self.turns:
            self.turns = ordered
            self.remark("The cues were not in order of time; they are sorted by their start.")

    def conversation(self) -> Conversation:
        if not self.turns:
            raise CannotRead(f"This {self.source} file has no words in it.")
        if self._wordless:
            were = "was" if self._wordless == 1 else "were"
            self.remark(f"{_counted(self._wordless, 'piece')} without words {were} left out.")
        if self._mended:
            self.remark("Characters that are not text were removed.")
        for sentence in odd_times(self.turns):
            self.remark(sentence)
        if all(self.speakers[turn.speaker].name == UNKNOWN for turn in self.turns):
            self.remark("The file does not say who speaks.")
        return Conversation(
            speakers=tuple(self.speakers),
            turns=tuple(self.turns),
            source=self.source,
            title=one_line(self.title)[:LONGEST_NAME],
            held_on=self.held_on,
            remarks=tuple(self.remarks),
        )


def too_many_turns() -> CannotRead:
    return CannotRead(f"This file has more than {MOST_TURNS:,} turns; that is not one conversation.")


def join_words(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


def spoken(word: Word) -> Word:
    """A word as we may keep it."""
    return replace(word, text=clean(word.text).strip())


def odd_times(turns: list[Turn]) -> list[str]:
    """Times are kept as the source has them; what is odd about them is said."""
    reversed_, backward, overlapping = 0, 0, 0
    before: Turn | None = None
    for turn in turns:
        if turn.start is None:
            continue
        if turn.end is not None and turn.end < turn.start:
            reversed_ += 1
        if before is not None and before.start is not None:
            if turn.start < before.start:
                backward += 1
            elif before.end is not None and turn.start < before.end:
                overlapping += 1
        before = turn
    odd = (
        (reversed_, "ends before it begins", "end before they begin"),
        (backward, "starts earlier than the turn before it", "start earlier than the turn before them"),
        (
            overlapping,
            "starts while the turn before it still goes on",
            "start while the turn before them still goes on",
        ),
    )
    return [f"{_counted(n, 'turn')} {one if n == 1 else many}; the times are kept." for n, one, many in odd if n]


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
