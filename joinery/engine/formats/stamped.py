"""Name and time on one line, words on the next: Otter's text and the text of a Teams document."""

from __future__ import annotations

import re

from joinery.engine.conversation import Conversation
from joinery.engine.formats.clock import find_day, from_clock
from joinery.engine.formats.draft import Draft, one_line

_HEADING = re.compile(r"(\S(?:.{0,78}\S)?)(?:\s{2,}|\t|\xa0)\s*((?:\d{1,2}:)?\d{1,2}:\d{2})")
_TEAMS_MARK = re.compile(
    r".{1,100} (?:started|stopped) transcription|.{1,200}[-_ ]Meeting (?:Transcript|Recording)", re.I
)
_TEAMS_TITLE = re.compile(r"(.{1,200}?)-\d{8}_\d{4,6}(?:UTC)?-Meeting (?:Transcript|Recording)", re.I)
_FOOTER = re.compile(r"Transcribed by https?://otter\.ai\S*|.{1,100} stopped transcription", re.I)
_LENGTH = re.compile(r"(?:\d+\s*h\w*\s*)?(?:\d+\s*m\w*\s*)?(?:\d+\s*s\w*)?", re.I)


def heading(line: str) -> tuple[str, float | None] | None:
    """Name and seconds of "Orla Byrne  0:03"."""
    if len(line) > 200 or not (found := _HEADING.fullmatch(line.strip())):
        return None
    return found[1], from_clock(found[2])


def is_teams_text(lines: list[str]) -> bool:
    head = [line.strip() for line in lines[:30] if line.strip()][:6]
    return any(_TEAMS_MARK.fullmatch(line) for line in head if len(line) < 300) and any(map(heading, lines))


def is_otter(lines: list[str]) -> bool:
    """A heading at the start of a paragraph with words under it."""
    return any(heading(line) for line in _paragraph_starts(lines))


def read_stamped(lines: list[str], *, source: str) -> Conversation:
    draft = Draft(source)
    preamble: list[str] = []
    current: tuple[str, float | None] | None = None
    words: list[str] = []

    def close() -> None:
        if current is not None:
            draft.say(current[0], " ".join(words), current[1])
        words.clear()

    at_start = True
    for line in lines:
        stripped = line.strip()
        # Otter leaves a blank line before each heading; without one it is something that was said.
        found = heading(stripped) if at_start or source == "teams" else None
        if found:
            close()
            current = found
        elif stripped and not _FOOTER.fullmatch(stripped[:300]):
            (words if current else preamble).append(stripped)
        at_start = not stripped
    close()
    _read_preamble(draft, preamble)
    return draft.conversation()


def _paragraph_starts(lines: list[str]) -> list[str]:
    return [line for before, line in zip(["", *lines], lines, strict=False) if line.strip() and not before.strip()]


def _read_preamble(draft: Draft, preamble: list[str]) -> None:
    """Title and day stand before the first speaker."""
    if not preamble:
        return
    draft.held_on = next((day for line in preamble if (day := find_day(line))), None)
    packed = _TEAMS_TITLE.fullmatch(preamble[0][:300])
    draft.title = packed[1] if packed else preamble[0]
    rest = [line for line in preamble[1:] if not _is_expected(line)]
    if rest:
        draft.remark(f"Before the first speaker the file says “{one_line(' '.join(rest))[:120]}”; this was left out.")


def _is_expected(line: str) -> bool:
    short = line[:300]
    return bool(find_day(short) or _LENGTH.fullmatch(short) or _TEAMS_MARK.fullmatch(short))
