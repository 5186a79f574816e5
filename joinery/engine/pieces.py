"""Turns cut into pieces: sentences, and the clauses of long sentences in which a question begins."""

from __future__ import annotations

import re

from joinery.lib.late import late

# By language: "um" is a word in German ("um zwei"), and so are "er" and "am".
FILLERS = {
    "en": frozenset(["um", "uh", "uhm", "er", "erm", "ehm"]),
    "de": frozenset(["äh", "ähm", "öh", "öhm", "ehm", "uh", "uhm"]),
    "fr": frozenset(["euh", "heu", "hum", "ehm", "uh", "um"]),
}
# Words that lead into a sentence and do not change what it does.
_OF_LEADS = (
    "and but so or well okay ok yeah yes oh right alright also then because now actually basically anyway just "
    "like mm hmm no please maybe und aber also oder ja okay gut na denn dann et mais donc alors oui ben ou"
)
LEADS = frozenset(_OF_LEADS.split())
_STOPS = late(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|\n+")
_SHORTENED = late(r"(?:\b(?:mr|mrs|ms|dr|prof|st|vs|etc|e\.g|i\.e|z\.b|bzw|ca|nr|inkl|usw|evtl|hr|fr|\w)|\d)$", re.I)
_RUN = late(r"[\w']+")
_WORD = late(r"\w[\w'’]*")
LONG = 7  # words; a shorter sentence is not cut further
_OF_SHORT_WORDS = "a i is it do so we in on no to be he me my or an as at if of us up go by oh ok am y du er es im"
_SHORT_WORDS = frozenset(_OF_SHORT_WORDS.split())


def lowered(text: str) -> str:
    """Lower case, character for character, so that places stay the same; curly apostrophes made straight."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("’", "'").replace("‘", "'")


def plain(piece: str, language: str = "en") -> list[str]:
    """The words of a lowered piece without punctuation, fillers, repeats and broken-off starts of words."""
    words: list[str] = []
    fillers = FILLERS[language]
    last = ""
    for word in _RUN.findall(piece):
        if word == last or word in fillers or word == "'":
            continue
        # Asked in this order since most words are longer than two letters: every word said comes by here.
        if len(last) <= 2 and last and word.startswith(last) and last not in _SHORT_WORDS:
            words.pop()
        words.append(word)
        last = word
    return words


def without_leads(words: list[str]) -> list[str]:
    """The words from where the sentence proper begins; a piece of lead words only stays as it is."""
    if words and words[0] not in LEADS:
        return words
    return next((words[place:] for place, word in enumerate(words) if word not in LEADS), words)


def sentences(text: str) -> list[tuple[int, int]]:
    """Places of the sentences of a text, without the blanks around them."""
    found: list[tuple[int, int]] = []
    start, length = 0, len(text)
    for stop in _STOPS.finditer(text):
        end = stop.end()
        if end < length and stop.group() == "." and _is_shortened(text, stop.start()) and not _begins_anew(text, end):
            continue
        found += _trimmed(text, start, end)
        start = end
    return found + _trimmed(text, start, length) if start < length else found


def _is_shortened(text: str, stop: int) -> bool:
    return _SHORTENED.search(text, max(0, stop - 6), stop) is not None


def _begins_anew(text: str, at: int) -> bool:
    # "at 5. We then": a number ends a sentence when a capital follows; "Dr. Weber" and "a. B" do not.
    following = text[at : at + 3].lstrip()
    return bool(following[:1].isupper() and text[max(0, at - 2) : at - 1].isdigit())


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretch without the blanks around it, if anything is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [(start, end)] if end > start else []


def clauses(low: str, start: int, end: int, openers: re.Pattern[str] | None) -> list[tuple[int, int]]:
    """The pieces of one sentence: a long one is cut where `openers` say that a question begins."""
    if openers is None or end - start < 24 or low.count(" ", start, end) < LONG:
        return [(start, end)]
    found: list[tuple[int, int]] = []
    piece = start
    for opener in openers.finditer(low, start + 1, end):
        if opener.start() - piece >= 3 and _WORD.search(low, piece, opener.start()):
            found += _trimmed(low, piece, opener.start())
            piece = opener.start()
    return found + _trimmed(low, piece, end)
