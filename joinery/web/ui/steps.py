"""The steps of a plan as rows to read from top to bottom: the twin in words of the line of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StepRow:
    """`state`: done, next, late, ahead, left (out). `state_words` are heard by who does not see the mark. `words` are
    somebody's own. With `is_today` the row is the chalk line, and `what` its words."""

    what: str
    who: str = ""
    when: str = ""
    on: date | None = None
    state: str = "ahead"
    state_words: str = ""
    letter: str = ""
    words: str = ""
    href: str = ""
    is_today: bool = False


def letters(number: int) -> str:
    """A, B, … Z, AA, AB: the checkpoints' names."""
    said = ""
    while number >= 0:
        number, rest = divmod(number, 26)
        said = chr(65 + rest) + said
        number -= 1
    return said
