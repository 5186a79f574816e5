"""Google Meet's text: a list of who was there, names before colons, a time only every minute or two."""

from __future__ import annotations

import re

from joinery.engine.conversation import Conversation
from joinery.engine.formats.clock import find_day
from joinery.engine.formats.draft import Draft
from joinery.engine.formats.labels import names_among, split_label
from joinery.lib.late import late

_TITLE = late(r"(.{1,200}?)\s*(?:\(([^()]{0,60})\))?\s*[-–—]\s*Transcript", re.I)
_HEADING = late(r"(?:\W{0,4}\s*)?(Attendees|Invited|Transcript|Notes)(?:\s*:)?(?:\*\*)?", re.I)
_END = late(r"(?:Transcription|Meeting) ended (?:after|at) .{0,40}", re.I)
_NOTICE = late(r"This editable transcript was computer generated.{0,300}", re.I)
_MARK = late(r"(?:#{1,6}\s*)?(?:\*\*)?\d{1,2}:\d{2}:\d{2}(?:\*\*)?")
_BOT = late(r".*(?:note\s?taker|['’]s presentation|\bbot\b|fireflies|otter\.ai|read\.ai|gemini).*", re.I)


def _bare(line: str) -> str:
    return line.strip().lstrip("#").strip().strip("*").strip()


def is_meet(lines: list[str]) -> bool:
    head = [_bare(line) for line in lines[:60] if line.strip()][:12]
    tail = [_bare(line) for line in lines[-12:]]
    headings = {found[1].lower() for line in head if len(line) < 60 and (found := _HEADING.fullmatch(line))}
    return (
        any(len(line) < 250 and _TITLE.fullmatch(line) for line in head)
        or headings >= {"attendees", "transcript"}
        or any(_END.fullmatch(line[:80]) or _NOTICE.match(line[:400]) for line in tail)
    )


def read_meet(lines: list[str]) -> Conversation:
    draft = Draft("meet")
    head, said = _cut(lines)
    attendees = _read_head(draft, head)
    said = [line for line in said if not _is_furniture(line)]
    names = names_among(said, known=attendees)
    speaker = ""
    words: list[str] = []

    def close() -> None:
        if words:
            draft.say(speaker, " ".join(words))

    for line in said:
        label = split_label(line)
        if label and label.name in names:
            close()
            speaker, words = label.name, [label.text]
        else:
            words.append(line.strip())
    close()
    _remark_on_attendees(draft, attendees)
    draft.remark("Google Meet gives a time every minute or two, not for each turn; the turns have no times.")
    return draft.conversation()


def _cut(lines: list[str]) -> tuple[list[str], list[str]]:
    """What stands before the talk, and the talk. Gemini's notes, where present, stand before it."""
    begins = 0
    for number, line in enumerate(lines):
        found = _HEADING.fullmatch(line.strip()[:80])
        if found and found[1].lower() == "transcript":
            begins = number + 1
            break
    for number in range(begins, min(begins + 60, len(lines))):
        line = _bare(lines[number])
        if _MARK.fullmatch(line[:40]) or (split_label(line) and not _TITLE.fullmatch(line[:250])):
            return lines[:number], lines[number:]
    return lines[:begins], lines[begins:]


def _read_head(draft: Draft, head: list[str]) -> list[str]:
    """Title, day and the names of those present."""
    attendees: list[str] = []
    listing = False
    for line in (_bare(line) for line in head):
        found = _HEADING.fullmatch(line[:80])
        if found:
            listing = found[1].lower() in ("attendees", "invited")
        elif listing and line:
            attendees += [name for part in line.lstrip("-•* ").split(",") if (name := part.strip())]
        elif line:
            draft.held_on = draft.held_on or find_day(line)
            titled = _TITLE.fullmatch(line[:250])
            if titled and not draft.title:
                draft.title = titled[1]
    return attendees


def _is_furniture(line: str) -> bool:
    short = _bare(line)
    return not short or bool(
        _MARK.fullmatch(short[:40])
        or _END.fullmatch(short[:80])
        or _NOTICE.match(short[:400])
        or (len(short) < 250 and _TITLE.fullmatch(short))
    )


def _remark_on_attendees(draft: Draft, attendees: list[str]) -> None:
    spoke = {speaker.name for speaker in draft.speakers}
    silent = [name for name in dict.fromkeys(attendees) if name not in spoke and not _BOT.fullmatch(name[:200])]
    if silent:
        draft.remark(f"On the list of attendees but not heard: {', '.join(silent[:20])}.")
