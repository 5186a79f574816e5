"""WebVTT and SRT: Zoom, Teams, and subtitles with or without names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from joinery.engine.conversation import CannotRead, Conversation
from joinery.engine.formats.clock import CLOCK, from_clock
from joinery.engine.formats.draft import MOST_TURNS, UNKNOWN, Draft, too_many_turns
from joinery.engine.formats.labels import names_among, split_label
from joinery.lib.late import late

_TIMING = late(rf"\s*({CLOCK})\s*-->\s*({CLOCK})(?=\s|$)")
_VOICE = late(r"<v(?:\.[^\s>]{0,100})?(?:\s+([^<>]{0,300}))?>")
_TAG = late(r"</?(?:v|c|i|b|u|s|ruby|rt|lang|font)(?:[.\s][^<>]{0,200})?>|<\d[\d:.]{4,12}>|\{\\an?\d+\}", re.I)
_CUE_ID = late(r"\d+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{20,}\S*")
_BLOCKS_APART = late(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_THUMBNAIL = late(r"\S+\.(?:jpe?g|png|webp)(?:#xywh=\S+)?", re.I)


@dataclass(slots=True)
class Cue:
    """A piece of the file between two time lines. `line` is where it stands, for messages."""

    line: int
    start: float | None
    end: float | None
    texts: list[str] = field(default_factory=list)


def is_srt(lines: list[str]) -> bool:
    """A time line within the first few lines, with at most a number before it."""
    head = [line for line in lines[:20] if line.strip()][:2]
    return any(_TIMING.match(line) for line in head)


def read_cues(lines: list[str], *, is_vtt: bool) -> Conversation:
    cues = _cues(lines, is_vtt=is_vtt)
    if not cues:
        raise CannotRead(
            "This file begins with WEBVTT but has no line with times (00:00:01.000 --> 00:00:02.000) in it."
        )
    if all(_THUMBNAIL.fullmatch("".join(cue.texts).strip()) for cue in cues):
        raise CannotRead("This is a list of preview pictures, not a transcript.")
    draft = _by_voice_tags(cues) if _is_voiced(cues) else _by_labels(cues, "vtt" if is_vtt else "srt")
    return draft.conversation()


def _is_voiced(cues: list[Cue]) -> bool:
    """Whether voice tags say who speaks; one tag that somebody typed among named cues does not make it so."""
    voiced = sum(any("<v" in text for text in cue.texts) and bool(_VOICE.search("\n".join(cue.texts))) for cue in cues)
    if not voiced:
        return False
    return voiced >= sum(bool(cue.texts and split_label(cue.texts[0])) for cue in cues)


def _cues(lines: list[str], *, is_vtt: bool) -> list[Cue]:
    cues: list[Cue] = []
    skipping = is_vtt  # the header, up to the first blank line or the first time
    after_blank = False
    for number, line in enumerate(lines, start=1):
        if "-->" in line:
            _drop_cue_id(cues, lines, number)
            skipping = False
            cues.append(_cue_at(number, line))
            if len(cues) > MOST_TURNS:
                raise too_many_turns()
        elif not line.strip():
            skipping = False
        elif after_blank and is_vtt and _BLOCKS_APART.match(line):
            skipping = True
        elif cues and not skipping:
            # Text after a blank line still belongs to the cue: nothing that was said is lost.
            cues[-1].texts.append(line.strip())
        after_blank = not line.strip()
    return cues


def _drop_cue_id(cues: list[Cue], lines: list[str], number: int) -> None:
    """The line before a time line is the name of the new cue, not the last words of the old one."""
    before = lines[number - 2].strip() if number > 1 else ""
    if not cues or not before or not cues[-1].texts or cues[-1].line == number - 1:
        return
    stands_apart = number < 3 or not lines[number - 3].strip()
    if stands_apart or _CUE_ID.fullmatch(before):
        cues[-1].texts.pop()


def _cue_at(number: int, line: str) -> Cue:
    if found := _TIMING.match(line):
        return Cue(number, from_clock(found[1]), from_clock(found[2]))
    return Cue(number, None, None)


def _plain(text: str) -> str:
    """The words of a cue: tags away first, entities after, so that an escaped tag stays what was said."""
    text = _TAG.sub("", text)
    if "&" in text:
        from html import unescape

        text = unescape(text)
    return " ".join(part for line in text.split("\n") if (part := line.strip()))


def _by_voice_tags(cues: list[Cue]) -> Draft:
    """Teams: only the tag says who speaks; a colon in the words never does."""
    draft = Draft("teams")
    open_speaker = ""
    for cue in cues:
        _remark_on_times(draft, cue)
        text = "\n".join(cue.texts)
        pieces = _VOICE.split(text)
        if pieces[0].strip() or len(pieces) == 1:
            draft.say(open_speaker or UNKNOWN, _plain(pieces[0]), cue.start, cue.end)
        for name, words in zip(pieces[1::2], pieces[2::2], strict=True):
            draft.say(_plain(name or "") or UNKNOWN, _plain(words), cue.start, cue.end)
        if len(pieces) > 1:
            open_speaker = "" if "</v>" in pieces[-1] else _plain(pieces[-2] or "")
        elif "</v>" in text:
            open_speaker = ""
    draft.sort_by_start()
    return draft


def _by_labels(cues: list[Cue], source: str) -> Draft:
    """Zoom and named subtitles: "Name: words"; a cue without a name goes on with the speaker before."""
    names = names_among(piece.texts[0] for cue in cues for piece in _dashed(cue) if piece.texts)
    draft = Draft("zoom" if names and source == "vtt" else source)
    speaker = UNKNOWN
    for cue in [piece for whole in cues for piece in _dashed(whole)]:
        _remark_on_times(draft, cue)
        label = split_label(cue.texts[0]) if cue.texts else None
        if label and label.name in names:
            speaker = _plain(label.name) or UNKNOWN
            draft.say(speaker, _plain("\n".join([label.text, *cue.texts[1:]])), cue.start, cue.end)
        else:
            draft.say(speaker, _plain("\n".join(cue.texts)), cue.start, cue.end)
    return draft


def _dashed(cue: Cue) -> list[Cue]:
    """Subtitles of two people at once: each line with a dash and a name is its own speaker's."""
    if len(cue.texts) < 2 or not all(text.startswith(("-", "–")) and split_label(text) for text in cue.texts):
        return [cue]
    return [replace(cue, texts=[text]) for text in cue.texts]


def _remark_on_times(draft: Draft, cue: Cue) -> None:
    if cue.start is None:
        draft.remark(f"The time on line {cue.line:,} could not be read.")
