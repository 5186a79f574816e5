"""Who would do it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from joinery.engine.conversation import Conversation
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
