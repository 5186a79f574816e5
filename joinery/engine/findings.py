"""What is worth a seller's attention: candidates heard by cues, verified, and put into tiers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from joinery.engine.candidates import FIRST, NO_LISTS, Candidate, Chances, Lists, Talk, overlap, sources_of
from joinery.engine.conversation import Conversation
from joinery.engine.language import usual_language
from joinery.engine.plain import Passage, Piece, folded
from joinery.engine.reading import Act, Finding
from joinery.engine.slots import owner_of
from joinery.engine.verifier.by_rules import REPORTED, Verified, Verifier
from joinery.engine.weighing import SOURCES
from joinery.method.signals import Signal
from joinery.method.tiers import PLAIN, Tiers, load_tiers

_RIVALS = (
    {"yellow_light", "yes", "no"},
    {"praise", "complaint"},
    {"promise", "request"},
    {"promise", "yellow_light"},
    {"request", "need"},
    {"insight", "complaint"},
    {"impact", "success_measure"},
    {"timing", "promise"},
    {"timing", "request"},
    {"timing", "call_to_action"},
    {"money", "impact"},
)


@dataclass(frozen=True)
class _Heard:
    candidate: Candidate
    finding: Finding


def find(
    conversation: Conversation,
    acts: Sequence[Sequence[Act]],
    signals: Iterable[Signal],
    said_on: date | None,
) -> tuple[Finding, ...]:
    """The sure and likely findings in the order they were said; `said_on` is the day of the talk."""
    return tuple(one for one in find_all(conversation, acts, signals, said_on) if one.tier != "hidden")


def find_all(
    conversation: Conversation,
    acts: Sequence[Sequence[Act]],
    signals: Iterable[Signal],
    said_on: date | None,
    *,
    chances: Sequence[Sequence[Chances]] = (),
    tiers: Tiers | None = None,
    verifier: Verifier | None = None,
    lists: Lists = NO_LISTS,
    patiently: bool = False,
) -> tuple[Finding, ...]:
    """The same with those that are hidden unless asked for. `chances` are what the trained ear gave for each act;
    `patiently` takes two seconds more for an hour of talk, and hears more of it right."""
    talk = Talk(conversation, acts, passages_of(conversation), said_on, chances, lists)
    found = (verifier or partial(_verified, patiently=patiently))(talk, heard_by_rules(talk, signals))
    return kept_of(talk, found, load_tiers() if tiers is None else tiers)


def kept_of(talk: Talk, found: Iterable[Verified], tiers: Tiers) -> tuple[Finding, ...]:
    """What is left when rivals and repeats are out, in the order it was said."""
    heard = [one for each in found if (one := _heard(talk, each, tiers)).finding.quote.strip()]
    kept = _unrepeated(_strongest(heard))
    return tuple(sorted((heard.finding for heard in kept), key=lambda one: (one.turn, one.start, one.end, one.kind)))


def _verified(talk: Talk, candidates: Sequence[Candidate], *, patiently: bool) -> list[Verified]:
    from joinery.engine.verifier.verify import verified  # numpy is only loaded when somebody is listened to

    return verified(talk, candidates, patiently=patiently)


def heard_by_rules(talk: Talk, signals: Iterable[Signal]) -> list[Candidate]:
    """What the signals hear; what puts a step on the table is heard first, since answers hang on it."""
    signals = tuple(signals)
    talk.may_hold((*sources_of(signals), *SOURCES))
    first = list(talk.hear(one for one in signals if one.kind in FIRST))
    steps = {one.passage for one in first if one.kind != "promise" and one.sure >= REPORTED}
    talk.steps = steps | {number for number in range(len(talk.passages)) if talk.offers_a_step(number)}
    rest = (one for one in talk.hear(one for one in signals if one.kind not in FIRST) if not _is_ours(talk, one))
    return [*first, *rest, *talk.hear_names()]


def _is_ours(talk: Talk, one: Candidate) -> bool:
    """Our own product is no other way that they have."""
    return one.kind == "competitor" and any(folded(name) in one.around.clause for name in talk.lists.products)


def _heard(talk: Talk, one: Verified, tiers: Tiers) -> _Heard:
    candidate, around = one.candidate, one.candidate.around
    passage = talk.passages[candidate.passage]
    turn, start, end = passage.within(candidate.left, candidate.right, candidate.core)
    dated = candidate.kind in FIRST
    due = around.due if dated else None
    who = passage.speaker
    finding = Finding(
        kind=candidate.kind,
        side=around.side,
        speaker=who,
        turn=turn,
        start=start,
        end=end,
        quote=talk.conversation.turns[turn].text[start:end],
        confidence=one.confidence,
        heard_by=candidate.rules[0],
        sort=candidate.sort,
        owner=_owner(talk, candidate) if dated else "",
        due=due.on if due else None,
        due_words=due.words if due else "",
        tier=tiers.get(candidate.kind, PLAIN).of(one.confidence, passage.language),
        cues=one.cues,
    )
    return _Heard(candidate, finding)


def _owner(talk: Talk, one: Candidate) -> str:
    passage = talk.passages[one.passage]
    other, people = talk.other(one.passage), talk.lists.people
    return owner_of(one.kind, one.around.clause, talk.conversation, passage.speaker, other, people, said=passage.text)


def passages_of(conversation: Conversation) -> list[Passage]:
    """Turns that one speaker says in a row and that no full stop parts: captions cut sentences where they like."""
    passages: list[Passage] = []
    usual = usual_language(turn.text.casefold().split() for turn in conversation.turns)
    speaker, texts, pieces, length = -1, list[str](), list[Piece](), 0
    for number, turn in enumerate(conversation.turns):
        same = turn.speaker == speaker and pieces and length < 700 and not _is_ended(texts[-1])
        if pieces and not same:
            passages.append(Passage(speaker, " ".join(texts), tuple(pieces), usual))
            texts, pieces, length = [], [], 0
        speaker = turn.speaker
        pieces.append(Piece(number, length, len(turn.text)))
        texts.append(turn.text)
        length += len(turn.text) + 1
    if pieces:
        passages.append(Passage(speaker, " ".join(texts), tuple(pieces), usual))
    return passages


def _is_ended(text: str) -> bool:
    return text.rstrip()[-1:] in ".?!…"  # one without words is ended too: nothing is in any text


def _strongest(heard: list[_Heard]) -> list[_Heard]:
    """Where rival kinds are heard in the same words, the surer one stays."""
    kept: list[_Heard] = []
    by_passage: dict[int, list[_Heard]] = {}
    for one in sorted(
        heard, key=lambda one: (-one.finding.confidence, -one.candidate.sure, one.candidate.right - one.candidate.left)
    ):
        near = by_passage.setdefault(one.candidate.passage, [])
        if not any(
            overlap(one.candidate, other.candidate) and _are_rivals(one.finding.kind, other.finding.kind)
            for other in near
        ):
            near.append(one)
            kept.append(one)
    return kept


def _are_rivals(kind: str, other: str) -> bool:
    return kind == other or any(kind in rivals and other in rivals for rivals in _RIVALS)


def _unrepeated(heard: list[_Heard]) -> list[_Heard]:
    """The same words said again soon after are one finding: people repeat themselves."""
    kept: list[_Heard] = []
    seen: dict[tuple[str, int, str], int] = {}
    for one in sorted(heard, key=lambda one: (one.candidate.passage, one.candidate.left)):
        said = (one.finding.kind, one.finding.speaker, one.finding.quote.casefold())
        passage = one.candidate.passage
        if said in seen and passage - seen[said] < 12 and one.finding.kind not in ("yes", "no"):
            continue
        seen[said] = passage
        kept.append(one)
    return kept
