"""Two deeds in one breath, each with its day and somebody who does it: "I write it today, and the offer you get on
Friday". What is heard of one is not heard of the other. "I'll do it tonight and text you tomorrow" is one deed."""

from __future__ import annotations

from joinery.engine.deadlines import deadlines_in, may_hold_a_day
from joinery.lib.late import late

_SOMEBODY = (
    r"(?:i|we|you|he|she|they|the|a|an|my|our|your|his|her|their|ich|wir|sie|er|die|der|das|ein|eine|mein\w*|unser\w*|"
    r"je|j'|nous|vous|on|il|elle|le|la|les|mon|ma|mes|notre|nos)(?!\w)"
)
_NO_DEED = (  # "and we're closed on Friday" is how things stand
    r"(?:\w+(?:'re|'m|'s| are| am| is| sind| ist| bin| est| sommes) "
    r"(?:closed|open|away|off|out|shut|busy|full|booked|free|on (?:holiday|leave)|zu|geschlossen|im urlaub|fermé|"
    r"absent))(?!\w)"
)
_ON_A_DAY = r"(?:(?:on|by|until|am|bis) )?\w+ (?:i|we|ich|wir|je|nous)(?!\w)"  # "and until Friday I tell you"
_JOINT = late(
    r",?\s+(?:and|und|et)\s+(?:(?:then|so|dann|puis)\s+)?"
    rf"(?!{_NO_DEED})(?=(?:{_SOMEBODY}|\w+(?:'ll| will| wird| va)\s|{_ON_A_DAY})\s*\S+\s\S)"
)
_CONDITION = late(
    r"(?<!\w)(?:if|when|once|as soon as|after|unless|wenn|falls|sobald|nachdem|quand|lorsque|dès|si)(?!\w)"
)
_NEAR = 200  # characters: a day that is farther away belongs to something else


def parted(plain: str, left: int, right: int) -> list[tuple[int, int]]:
    """The stretches of plain text that are a deed each: nearly always one."""
    cuts = [joint.span() for joint in _JOINT.finditer(plain, left, right)]
    if not cuts or _CONDITION.search(plain, left, cuts[0][0]):
        return [(left, right)]
    found, begin = list[tuple[int, int]](), left
    for opens, closes in cuts:
        before, behind = plain[max(begin, opens - _NEAR) : opens], plain[closes : min(closes + _NEAR, right)]
        if _holds_a_day(before) and _holds_a_day(behind):
            found.append((begin, opens))
            begin = closes
    return [*found, (begin, right)]


def _holds_a_day(small: str) -> bool:
    return may_hold_a_day(small) and bool(deadlines_in(small, None))
