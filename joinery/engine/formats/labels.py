"""Telling a speaker's name before a colon from a sentence that happens to have a colon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from joinery.engine.formats.clock import CLOCK, from_clock
from joinery.engine.formats.draft import MOST_TURNS, too_many_turns
from joinery.lib.late import late

_LABEL = late(
    rf"""(?:[-*•–]\s+|>>\s*)?                        # a bullet, or the mark of live captions
    (?:[\[(]?(?P<before>{CLOCK})[\])]?\s*(?:[-–]\s*)?)?   # [0:03]
    (?:\*\*|__)?
    (?:\[(?P<boxed>[^\[\]:*<>\n]{{1,60}})\]|(?P<name>[^\s:：*\[\]<>\n][^:：*\[\]<>\n]{{0,60}}?))
    (?:\s*[\[(](?P<after>{CLOCK})[\])])?                # (0:03)
    \s*(?:(?:\*\*|__)\s*[:：]|[:：]\s*(?:\*\*|__)|[:：])
    (?:(?<=：)|(?=\s|$))""",
    re.VERBOSE,
)
_HEAD = 160  # no label is longer; what follows is never looked at
_HEADINGS_AND_OPENINGS = """
    dear hi hello hey from sent received message-id return-path note notes question answer example ps p.s. re fwd fw
    subject date time to cc bcc http https price total agenda summary actions action todo warning error title topic
    attendees participants transcript attention important yes no okay ok well so and but because right sure thanks now
    then first second third finally also plus look listen remember problem issue point thing reason option result step
    part phase budget cost timeline deadline goal today tomorrow see here there this that the an we you it one two three
    four five ja nein oui non also aber
"""
_NEVER_NAMES = frozenset(_HEADINGS_AND_OPENINGS.split())
_ROLE_WORDS = """
    customer client prospect buyer seller rep sales salesperson agent caller kunde verkäufer acheteur vendeur
"""
_ROLES = frozenset(_ROLE_WORDS.split())
_BETWEEN_NAMES = "de der den van von zu zur la le del della da di du dos das bin ibn al el y e and und et of"
_PARTICLES = frozenset(_BETWEEN_NAMES.split())
_NOT_IN_NAMES = frozenset('?!;"=“”„{}$%…')


class Labelled(NamedTuple):
    """A line cut into who, what and, where it says so, when."""

    name: str
    text: str
    start: float | None


def split_label(line: str) -> Labelled | None:
    """The line cut at its first colon, if what stands before could be a name at all."""
    line = line.lstrip()
    if ":" not in line[:_HEAD] and "：" not in line[:_HEAD]:
        return None
    if not (found := _LABEL.match(line[:_HEAD])):
        return None
    name = " ".join((found["boxed"] or found["name"]).split()).strip("_ ")
    if not name or not _could_be_a_name(name):
        return None
    stamp = found["before"] or found["after"]
    return Labelled(name, line[found.end() :].strip(), from_clock(stamp) if stamp else None)


def names_among(lines: Iterable[str], known: Iterable[str] = ()) -> frozenset[str]:
    """The labels of these lines that are names of speakers; `known` are names from a list of those present."""
    seen: Counter[str] = Counter()
    labelled = 0
    for line in lines:
        if label := split_label(line):
            seen[label.name] += 1
            labelled += 1
            if labelled > MOST_TURNS:
                raise too_many_turns()
    certain = {name for name in known if name in seen}
    names = certain | {name for name, times in seen.items() if _is_name(name, times)}
    if any(name[:1].islower() for name in names):
        # Where names are written small, one that speaks once is written small too.
        names |= {name for name in seen if len(name.split()) == 1 and name.isalpha()}
    if any(not _is_role(name) for name in names):
        # One "Customer:" among people with names is something somebody said, not somebody who spoke.
        names = {name for name in names if name in certain or not _is_role(name) or seen[name] > 1}
    return frozenset(names)


def _is_role(name: str) -> bool:
    return name.lower() in _ROLES


def _could_be_a_name(name: str) -> bool:
    return (
        len(name.split()) <= 7
        and not _NOT_IN_NAMES.intersection(name)
        and name.lower() not in _NEVER_NAMES
        and any(letter.isalnum() for letter in name)
        and not name.replace(" ", "").isdigit()
    )


def _is_name(name: str, times: int) -> bool:
    words = name.split()
    if words[0].lower() in _NEVER_NAMES:
        return False
    if len(name) == 1:
        return times > 1
    if all(_begins_like_a_name(word) for word in words) and name.count(",") <= 1:
        return True
    return times > 1 and len(words) <= 2 and "," not in name


def reads_like_a_name(name: str) -> bool:
    """A few words, each as names are written."""
    words = name.split()
    return _could_be_a_name(name) and 1 <= len(words) <= 5 and _is_name(name, 1)


def _begins_like_a_name(word: str) -> bool:
    first = next((letter for letter in word if letter.isalnum()), "")
    # Scripts without capitals have no lower case either.
    return (
        not first
        or not first.islower()
        or any(letter.isupper() for letter in word)
        or word.lower() in _PARTICLES
        or "@" in word
        or word.startswith("(")
    )
