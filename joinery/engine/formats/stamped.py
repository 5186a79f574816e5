"""Name and time on one line, words on the next: Otter's text and the text of a Teams document."""

from __future__ import annotations

import re
from dataclasses import replace

from joinery.engine.conversation import Conversation
from joinery.engine.formats.clock import find_day, from_clock
from joinery.engine.formats.draft import Draft, one_line
from joinery.engine.formats.labels import reads_like_a_name
from joinery.lib.late import late

_HEADING = late(r"(\S(?:.{0,78}\S)?)(?:\s{2,}|\t|\xa0)\s*((?:\d{1,2}:)?\d{1,2}:\d{2})")
_STAMP_FIRST = late(r"\[?((?:\d{1,2}:)?\d{1,2}:\d{2})\]?\s+(?:[-–]\s*)?([^\d\s:][^:]{0,60})")
_ZOOM_CAPTION = late(r"\[([^\[\]]{1,80})\]\s+(\d{1,2}:\d{2}:\d{2})")
_TEAMS_MARK = late(r".{1,100} (?:started|stopped) transcription|.{1,200}[-_ ]Meeting (?:Transcript|Recording)", re.I)
_TEAMS_TITLE = late(r"(.{1,200}?)-\d{8}_\d{4,6}(?:UTC)?-Meeting (?:Transcript|Recording)", re.I)
_FOOTER = late(r"Transcribed by https?://otter\.ai\S*|.{1,100} stopped transcription", re.I)
_LENGTH = late(r"(?:\d+\s*h\w*\s*)?(?:\d+\s*m\w*\s*)?(?:\d+\s*s\w*)?", re.I)


def heading(line: str) -> tuple[str, float | None] | None:
    """Name and seconds of "Orla Byrne  0:03", "[Orla Byrne] 10:00:03" or "0:03 Orla Byrne"."""
    if len(line) > 200 or ":" not in line:
        return None
    line = line.strip()
    if line[-1:].isdigit() and (found := _ZOOM_CAPTION.fullmatch(line) or _HEADING.fullmatch(line)):
        return found[1], from_clock(found[2])
    if (found := _STAMP_FIRST.fullmatch(line)) and reads_like_a_name(found[2]):
        return found[2], from_clock(found[1])
    return None


def is_teams_text(lines: list[str]) -> bool:
    head = [line.strip() for line in lines[:30] if line.strip()][:6]
    return any(_TEAMS_MARK.fullmatch(line) for line in head if len(line) < 300) and any(map(heading, lines))


def is_otter(lines: list[str]) -> bool:
    """A heading at the start of a paragraph with words under it."""
    return any(heading(line) for line in _paragraph_starts(lines))


def is_zoom_caption(lines: list[str]) -> bool:
    first = next((line.strip() for line in lines if line.strip()), "")
    return bool(_ZOOM_CAPTION.fullmatch(first[:200]))


def read_stamped(lines: list[str], *, source: str) -> Conversation:
    draft = Draft(source)
    preamble: list[str] = []
    current: tuple[str, float | None] | None = None
    words: list[str] = []

    def close() -> None:
        if current is not None:
            draft.say(current[0], " ".join(words), current[1])
        words.clear()

    # Otter leaves a blank line before each heading; without one it is something that was said.
    # Where a Word document lost the blank lines, every heading counts.
    starts = sum(bool(heading(line)) for line in _paragraph_starts(lines))
    strict = starts * 2 > sum(bool(heading(line)) for line in lines)
    at_start = True
    for line in lines:
        stripped = line.strip()
        found = heading(stripped) if at_start or not strict else None
        if found:
            close()
            current = found
        elif stripped and not _FOOTER.fullmatch(stripped[:300]):
            (words if current else preamble).append(stripped)
        at_start = not stripped
    close()
    _read_preamble(draft, preamble)
    if source == "zoom":
        _count_from_the_first_turn(draft)
    return draft.conversation()


def _count_from_the_first_turn(draft: Draft) -> None:
    """Zoom's saved captions carry the clock on the wall."""
    first = draft.turns[0].start if draft.turns else None
    if first is None:
        return
    draft.turns = [replace(turn, start=None if turn.start is None else turn.start - first) for turn in draft.turns]
    draft.remark("The file has the time of day; times are counted from the first turn.")


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
