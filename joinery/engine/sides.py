"""Who sells and who buys: as given, else as known, else by who asks and tells; if that is not clear, unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from joinery.engine.conversation import Conversation, Side
from joinery.engine.pieces import lowered
from joinery.engine.reading import Act
from joinery.lib.late import source_of
from joinery.method.sides import SideCues

SURE = 1.5  # points by which a speaker must be ahead
# Mail boxes that anyone may have: they say nothing about the firm.
_OF_PUBLIC = (
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com aol.com gmx.de "
    "gmx.net gmx.at web.de t-online.de orange.fr free.fr laposte.net proton.me protonmail.com"
)
PUBLIC = frozenset(_OF_PUBLIC.split())


@dataclass(frozen=True, slots=True)
class Known:
    """A person, or with only a `domain` a whole firm, whose side we know."""

    name: str
    side: Side
    email: str = ""
    domain: str = ""


def guess_sides(
    conversation: Conversation, acts: Sequence[Sequence[Act]], known: Sequence[Known], cues: SideCues
) -> tuple[Side, ...]:
    """The side of each speaker. A side that stands in the conversation is kept."""
    sides = [speaker.side for speaker in conversation.speakers]
    for number, speaker in enumerate(conversation.speakers):
        if sides[number] == "unknown":
            sides[number] = _as_known(speaker.name, speaker.email, known)
    _colleagues(conversation, sides)
    if "unknown" in sides:
        _by_words(conversation, acts, cues, sides)
    return tuple(sides)


def _domain(email: str) -> str:
    domain = email.rpartition("@")[2].strip().lower() if "@" in email else ""
    return "" if domain in PUBLIC else domain


def _as_known(name: str, email: str, known: Sequence[Known]) -> Side:
    mail, domain, folded = email.strip().lower(), _domain(email), " ".join(name.casefold().split())
    if mail:
        for person in known:
            if person.email.strip().lower() == mail:
                return person.side
    named = {person.side for person in known if folded and " ".join(person.name.casefold().split()) == folded}
    if len(named) == 1:
        return named.pop()
    firms = {p.side for p in known if domain and domain in (p.domain.strip().lower(), _domain(p.email))}
    return firms.pop() if len(firms) == 1 else "unknown"


def _colleagues(conversation: Conversation, sides: list[Side]) -> None:
    """Who writes from the same firm as someone whose side is known is on that side."""
    of_domain: dict[str, set[Side]] = {}
    domains = [_domain(speaker.email) for speaker in conversation.speakers]
    for domain, side in zip(domains, sides, strict=True):
        if domain and side != "unknown":
            of_domain.setdefault(domain, set()).add(side)
    for number, domain in enumerate(domains):
        if sides[number] == "unknown" and len(of_domain.get(domain, ())) == 1:
            sides[number] = next(iter(of_domain[domain]))


def _by_words(conversation: Conversation, acts: Sequence[Sequence[Act]], cues: SideCues, sides: list[Side]) -> None:
    points = _points(conversation, acts, cues)
    spoken = {turn.speaker for turn in conversation.turns if turn.text.strip()}
    open_ = [number for number in sorted(spoken) if sides[number] == "unknown"]
    if len(spoken) == 2:
        one, other = sorted(spoken)
        given = next((number for number in (one, other) if sides[number] != "unknown"), None)
        if given is not None and open_:
            # Two people in a sales talk are on two sides.
            sides[open_[0]] = "customer" if sides[given] == "seller" else "seller"
        elif given is None and abs(points[one] - points[other]) >= SURE:
            sides[one], sides[other] = ("seller", "customer") if points[one] > points[other] else ("customer", "seller")
        return
    for number in open_:
        # Among several we are more careful: nobody is a side only because the others are not.
        if abs(points[number]) >= 2 * SURE:
            sides[number] = "seller" if points[number] > 0 else "customer"


def _points(conversation: Conversation, acts: Sequence[Sequence[Act]], cues: SideCues) -> list[float]:
    from joinery.engine.sieve import Lines, sieve_of  # numpy is only loaded when somebody is listened to

    points = [0.0 for _ in conversation.speakers]
    asked = [0 for _ in conversation.speakers]
    for turn, of_turn in zip(conversation.turns, acts, strict=True):
        kinds = [act.kind for act in of_turn]
        points[turn.speaker] += 0.5 * sum([kind in cues.telling for kind in kinds])
        asked[turn.speaker] += sum([kind.startswith("ask") for kind in kinds])
    lows = [lowered(turn.text) for turn in conversation.turns]
    may = sieve_of((source_of(cues.seller), source_of(cues.customer))).sift(Lines(lows))
    for pattern, point, numbers in zip((cues.seller, cues.customer), (1.0, -1.0), may, strict=True):
        for number in numbers:
            points[conversation.turns[number].speaker] += point * sum(1 for _ in pattern.finditer(lows[number]))
    # Asking more is a light sign of the seller, never enough alone.
    for number, count in enumerate(asked):
        points[number] += min(1.0, 0.25 * (count - (sum(asked) - count))) if count else 0.0
    return points
