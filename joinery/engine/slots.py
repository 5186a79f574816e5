"""Who would do it, and by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from joinery.engine.conversation import Conversation
from joinery.engine.deadlines import Deadline, deadlines_in
from joinery.engine.plain import Passage, folded
from joinery.lib.late import late

_NAMED = late(
    r"(?:^|\s)(?:my |our |mein |meine |unser |unsere |mon |ma |notre )?(?:colleague |boss |kollege "
    r"|kollegin |collègue )?(?P<name>[^\W\d_]{2,20})\s+"
    r"(?:will|can|could|is going to|'ll|would|wird|kann|va|peut|pourra)\s"
)
_ADDRESSED = late(
    r"^(?P<name>[^\W\d_]{2,20}),?\s+(?:could|can|would|will|please|könnt|können|kannst|pouvez|"
    r"pourriez)|,\s*(?P<last>[^\W\d_]{2,20})$"
)
_NOT_NAMES = frozenset(
    [
        "i",
        "we",
        "you",
        "he",
        "she",
        "it",
        "they",
        "that",
        "this",
        "there",
        "who",
        "which",
        "what",
        "someone",
        "somebody",
        "everyone",
        "everybody",
        "people",
        "one",
        "team",
        "so",
        "and",
        "but",
        "then",
        "please",
        "thanks",
        "so",
        "ich",
        "wir",
        "sie",
        "er",
        "es",
        "man",
        "das",
        "je",
        "nous",
        "vous",
        "il",
        "elle",
        "on",
        "ils",
        "ça",
        "thank",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "tomorrow",
        "today",
        "maybe",
        "also",
        "guys",
        "users",
        "meeting",
        "right",
        "okay",
        "there",
        "here",
        "though",
        "really",
        "though",
        "perfect",
        "great",
    ]
)
_PLEDGED = late(
    r"[^.?!;]{0,60}?[, ](?:so |and |then )?((?:you(?:'ll| will) (?:have|get|hear)|you get|(?:they|it)'ll be|it will be"
    r"|i'll have (?:it|an answer)|sie (?:haben|bekommen|kriegen)|vous (?:aurez|recevrez))\b[^.?!;]{0,60})"
)
_FAR = 140  # characters in which such a clause may follow
_NEAR = 90  # characters after the clause in which a date still belongs to it


def due_in(passage: Passage, left: int, right: int, said_on: date | None) -> Deadline | None:
    """The deadline inside the clause, or right behind it where a caption cut the sentence."""
    first, last = passage.place(left), passage.place(right - 1) + 1
    found = deadlines_in(passage.text[first:last], said_on)
    if not found:
        tail = re.match(r"[\s,]*", passage.text[last:])
        starts = last + (tail.end() if tail else 0)
        found = [
            one
            for one in deadlines_in(passage.text[starts : starts + _NEAR], said_on)
            if one.start == 0 and one.kind != "at"
        ]
    if not found:
        found = _pledged_behind(passage, last, said_on)
    if not found:
        return None
    return max(found, key=lambda one: (one.kind in ("by", "before", "within"), one.on is not None, one.start))


def _pledged_behind(passage: Passage, last: int, said_on: date | None) -> list[Deadline]:
    """ "I'll do the sums again, and you get one page from me on Monday": the day stands in the clause that follows."""
    pledge = _PLEDGED.match(folded(passage.text[last : last + _FAR]))
    return deadlines_in(passage.text[last + pledge.start(1) : last + pledge.end(1)], said_on) if pledge else []


def owner_of(
    kind: str, clause: str, conversation: Conversation, speaker: int, other: int | None, people: Sequence[str] = ()
) -> str:
    """The name of the person who would do it; empty where the talk does not tell. `people` may be named in it."""
    known = (*people, *(person.name for person in conversation.speakers))
    names = {name.split()[0].casefold(): name for name in known if name.strip()}
    if kind == "promise":
        named = _NAMED.search(clause)
        if named and named["name"] not in _NOT_NAMES:
            return names.get(named["name"], named["name"].capitalize())
        return conversation.speakers[speaker].name
    asked = _ADDRESSED.search(clause)
    name = (asked["name"] or asked["last"] or "") if asked else ""
    if name in names and name not in _NOT_NAMES:
        return names[name]
    third = re.search(r"(?:can|could|would|will|könnte|kann|peut|pourrait) (?P<name>[^\W\d_]{2,20}) ", clause)
    if third and third["name"] in names:
        return names[third["name"]]
    return conversation.speakers[other].name if other is not None else ""
