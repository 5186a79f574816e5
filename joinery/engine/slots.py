"""Who would do it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from joinery.engine.conversation import Conversation
from joinery.lib.late import late

_TITLED = r"(?:(?:mr|mrs|ms|miss|dr|herr|frau|madame|monsieur|mme)\.? (?:dr\.? )?)"
_NAME = rf"(?P<name>{_TITLED}?[^\W\d_]{{2,20}})"
_MATE = (
    r"(?:colleague|boss|partner|assistant|technician|engineer|fitter|kollege|kollegin|chef|chefin|techniker|collègue|"
    r"technicien|associée?)"
)
_WILL = r"(?:(?: will| can| could| is going to| would| wird| kann| va| peut| pourra) |'ll )"
# "Mel will send it", "my colleague Mel can"; but not "my secretary will" nor "the report will".
_NAMED = late(
    r"(?:^|[,:] |(?:^|\s)(?:and|but|so|then|that|und|aber|oder|dann|et|mais|alors|today|tomorrow|tonight|morgen|"
    r"heute|demain|"
    rf"[a-z]+(?:day|tag)) )(?:(?:my|our|meine?|unsere?|mon|ma|notre) (?:\w+ )?{_MATE},? )?{_NAME},?{_WILL}"
)
# "Das macht Frau Sommer", "Herr Kern schickt Ihnen das".
_TITLED_DOES = late(
    rf"(?:^|\s)(?:(?:das|es|den|die) (?:macht|schickt|übernimmt|erledigt|prüft|klärt|bringt|schaut) "
    rf"(?P<does>{_TITLED}[^\W\d_]{{2,20}})"
    rf"|(?P<name>{_TITLED}[^\W\d_]{{2,20}}) (?:schickt|macht|meldet|bringt|klärt|prüft|ruft|kommt|mailt|vous|te) )"
)
_ADDRESSED = late(
    r"^(?P<name>[^\W\d_]{2,20}),?\s+(?:could|can|would|will|please|könnt|können|kannst|pouvez|"
    r"pourriez)|,\s*(?P<last>[^\W\d_]{2,20})$"
)
# In a round of several people: "Ryan, you work on the case", "Ron, if you can figure out".
_CALLED = late(
    r"(?:^|[,.] |\band )(?P<name>[^\W\d_]{3,20}),? (?:[a-z] )?(?:you |if you |i'd like you |i would like |i want you |"
    r"we'll want |"
    r"can go |could go )"
)
_WORDS = """
i we you he she it they that this there who which what someone somebody anyone everyone everybody
people one ones team so and but then please thanks thank monday tuesday wednesday thursday friday
saturday sunday tomorrow today tonight maybe perhaps also guys users meeting right okay here though
really perfect great yes yeah well now or if both all none some each either neither these those them
us me him her more most others nobody nothing something everything anything how why when where
because while still only just first second third next sure fine good ich wir sie er es man das dann
da der die den was wer wie wo wenn und aber oder jemand niemand keiner alles nichts je nous vous il
elle on ils elles ça cela ce qui que quand comme alors mais et ou donc personne quelqu could can
would will shall should may might must do does did are is were have has had am let
"""
_NOT_NAMES = frozenset(_WORDS.split())


def owner_of(
    kind: str,
    clause: str,
    conversation: Conversation,
    speaker: int,
    other: int | None,
    people: Sequence[str] = (),
    said: str = "",
) -> str:
    """The name of the person who would do it; empty where the talk does not tell. `people` may be named in it;
    `said` are the words as they were written, with their capitals."""
    known = (*people, *(person.name for person in conversation.speakers))
    names = {name.split()[0].casefold(): name for name in known if name.strip()}
    names |= {name.casefold(): name for name in known}
    if kind == "promise":
        return _third(clause, names, said) or conversation.speakers[speaker].name
    asked = _ADDRESSED.search(clause)
    name = (asked["name"] or asked["last"] or "") if asked else ""
    if name in names and name not in _NOT_NAMES:
        return names[name]
    third = re.search(r"(?:can|could|would|will|könnte|kann|peut|pourrait) (?P<name>[^\W\d_]{2,20}) ", clause)
    if third and third["name"] in names:
        return names[third["name"]]
    if len(conversation.speakers) > 2:
        called = _CALLED.search(clause)
        if called and _is_name(called["name"], names, said):
            return _written(called["name"], names, said)
    return conversation.speakers[other].name if other is not None else ""


def _third(clause: str, names: dict[str, str], said: str) -> str:
    """Somebody who is named as the one who will."""
    titled = _TITLED_DOES.search(clause)
    if titled:
        return _written(titled["does"] or titled["name"], names, said)
    named = _NAMED.search(clause)
    return _written(named["name"], names, said) if named and _is_name(named["name"], names, said) else ""


def _is_name(word: str, names: dict[str, str], said: str) -> bool:
    """A word that a name may be, and that is written with a capital where capitals are written at all."""
    if word in names:
        return True
    if word.split()[-1] in _NOT_NAMES:
        return False
    return said == said.lower() or re.search(rf"(?<!\w){re.escape(word)}", said) is None


def _written(word: str, names: dict[str, str], said: str) -> str:
    """The name as the firm or the talk writes it."""
    if word in names:
        return names[word]
    found = re.search(re.escape(word), said, re.IGNORECASE)
    written = found[0] if found else word
    return written if written != word or " " in word else word.capitalize()
