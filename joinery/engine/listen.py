"""Hear a conversation: values in, values out; the same talk and method always give the same reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from joinery.engine.acts import heard
from joinery.engine.candidates import NO_LISTS, Lists
from joinery.engine.conversation import Conversation, Side
from joinery.engine.findings import find_all
from joinery.engine.measures import measures_of
from joinery.engine.reading import Reading
from joinery.engine.sides import Known, guess_sides
from joinery.method.book import Method
from joinery.method.tiers import Tiers


def listen(
    conversation: Conversation,
    method: Method,
    sides: Mapping[str, Side] | None = None,
    *,
    said_on: date | None = None,
    known: Sequence[Known] = (),
    tiers: Tiers | None = None,
    lists: Lists = NO_LISTS,
    patiently: bool = False,
) -> Reading:
    """What was said and done in a talk. `sides` gives the side of speakers by name and wins over every guess;
    `known` are people whose side is known; `said_on` is the day from which "by Friday" counts;
    `tiers` are a firm's own, from its own verdicts; `lists` what it knows by name.
    `patiently` reads more of what is in doubt again: two seconds more for an hour of talk."""
    given = _with_sides(conversation, sides or {})
    acts, chances = heard(given.turns, method.acts)
    guessed = guess_sides(given, acts, known, method.sides)
    named = replace(
        given, speakers=tuple(replace(who, side=side) for who, side in zip(given.speakers, guessed, strict=True))
    )
    on = said_on or conversation.held_on
    tiers = tiers or method.tiers
    found = find_all(named, acts, method.signals, on, chances=chances, tiers=tiers, lists=lists, patiently=patiently)
    findings = tuple(one for one in found if one.tier != "hidden")
    unsure = tuple(one for one in found if one.tier == "hidden")
    measures, cannot_tell = measures_of(named, acts, findings)
    return Reading(named, acts, measures, findings, cannot_tell, method.edition, unsure)


def _with_sides(conversation: Conversation, sides: Mapping[str, Side]) -> Conversation:
    return replace(
        conversation,
        speakers=tuple(replace(who, side=sides.get(who.name, who.side)) for who in conversation.speakers),
    )
