"""Text that people paste: "Name: words", or words alone."""

from __future__ import annotations

import re

from joinery.engine.conversation import CannotRead, Conversation
from joinery.engine.formats.clock import find_day
from joinery.engine.formats.decoding import first_lines
from joinery.engine.formats.draft import UNKNOWN, Draft
from joinery.engine.formats.labels import names_among, split_label
from joinery.lib.late import late

_WRITTEN = late(r"[^\W\d_]|[\s.,?!'’\-，。？！、]")
_UNSPACED_SCRIPT = late("[\u0e00-\u0eff\u3040-\u9fff]")
_TAGS = late(r"\s*<(?:!doctype|html|head|body|\?xml|svg|div|table)\b", re.I)


def names_in(lines: list[str]) -> frozenset[str]:
    return names_among(lines)


def read_labelled(lines: list[str], names: frozenset[str]) -> Conversation:
    """Each name begins a turn; a line without a name goes on with it."""
    draft = Draft("text")
    speaker, start = UNKNOWN, None
    words: list[str] = []
    named = False
    for line in lines:
        label = split_label(line)
        if label and label.name in names:
            if named:
                draft.say(speaker, " ".join(words), start)
            elif words:
                _read_preamble(draft, words)
            speaker, start, words, named = label.name, label.start, [label.text] if label.text else [], True
        elif stripped := line.strip():
            words.append(stripped)
    draft.say(speaker, " ".join(words), start)
    return draft.conversation()


def _read_preamble(draft: Draft, words: list[str]) -> None:
    """One short line before the first name is a title; more than that was said by somebody."""
    if len(words) == 1 and len(words[0]) <= 120:
        draft.title, draft.held_on = words[0].lstrip("# ").strip("* "), find_day(words[0])
        return
    for line in words:
        draft.say(UNKNOWN, line)


def read_bare(lines: list[str], text: str) -> Conversation:
    """Words with neither names nor times: each paragraph, or each line where there are none, is one turn."""
    refuse_what_nobody_said(text)
    draft = Draft("words")
    if any(not line.strip() for line in "\n".join(lines).strip().split("\n")):
        paragraph: list[str] = []
        for line in [*lines, ""]:
            if line.strip():
                paragraph.append(line.strip())
            elif paragraph:
                draft.say(UNKNOWN, " ".join(paragraph))
                paragraph = []
    else:
        for line in lines:
            if line.strip():
                draft.say(UNKNOWN, line)
    return draft.conversation()


def refuse_what_nobody_said(text: str) -> None:
    """Tables, pages and programs are text too, but no talk."""
    sample = text[:20_000].strip()
    if sample.startswith(("#EXTM3U", "[playlist]")):
        raise CannotRead("This is a playlist, not a transcript.")
    if _TAGS.match(sample):
        raise CannotRead("This is a web page or XML, not a transcript. Copy its text and paste that.")
    if _is_table(sample):
        raise CannotRead(f"This is a table, not a transcript. It begins {first_lines(text)}.")
    written = len(_WRITTEN.findall(sample))
    words = sample.split()
    spaced = bool(_UNSPACED_SCRIPT.search(sample)) or (len(words) > 1 and max(map(len, words)) < 200)
    if not spaced or written < len(sample) * 0.9:
        raise CannotRead(f"This is no kind of transcript that we know. It begins {first_lines(text)}.")


def _is_table(sample: str) -> bool:
    rows = [line for line in sample.split("\n") if line.strip()][:20]
    for mark in (",", ";", "\t"):
        counts = {row.count(mark) for row in rows}
        if len(rows) > 2 and len(counts) == 1 and counts.pop() >= 2:
            return True
    return False
