"""Whether a plan is one: two purposes, no third; a benefit for the customer; a step checked part by part."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

ADVANCE, RELATIONSHIP = "advance", "relationship"


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as somebody wrote it. `action_who` is a name of theirs; `held_on` the day of the call, if it has one."""

    purpose: str = ADVANCE
    benefit: str = ""
    reason_to_meet: str = ""
    action_who: str = ""
    action_what: str = ""
    action_measure: str = ""
    action_by: date | None = None
    action_payoff: str = ""
    action_achievable: str = ""
    least_step: str = ""
    to_learn: str = ""
    in_it_for_them: str = ""
    concerns: str = ""
    use_of_answers: str = ""
    held_on: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of SMART: whether it is there, and if not, why not."""

    letter: str
    name: str
    is_there: bool
    reason: str
    good: str
    weak: str


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing in a plan: the field it would stand in, and the reason in a sentence."""

    field: str
    says: str


@cache
def _page() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("plan.toml").read_text("utf-8"))


@cache
def _phrases(table: str, key: str = "phrases") -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(phrase) for phrase in _page()[table][key])


def examples(name: str) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = _page()[name]
    return found


def only_delivers_a_message(words: str) -> bool:
    """ "They just need to know this", in any dress; with a use behind it, it may stand."""
    return _says(words, "message_only") and not _says(words, "message_only", "uses")


def is_a_step(words: str) -> bool:
    """Something that somebody can be seen to do. "Think about it" is none."""
    return len(words.split()) > 1 and not _says(words, "no_step")


def check_action(draft: Draft) -> list[Part]:
    """SMART, part by part. Where the step is none at all, no other part can make it one."""
    no_step = bool(draft.action_what.strip()) and not is_a_step(draft.action_what)
    because = {
        "S": _specific(draft, no_step),
        "M": _measurable(draft),
        "A": "" if _has_words(draft.action_achievable) else _says_of("A"),
        "R": _relevant(draft),
        "T": _in_time(draft),
    }
    if no_step:
        because = {letter: because[letter] or "First it must be a step that they take." for letter in because}
    return [
        Part(
            each["letter"],
            each["name"],
            not because[each["letter"]],
            because[each["letter"]],
            each["good"],
            each["weak"],
        )
        for each in _page()["part"]
    ]


def score_of(draft: Draft) -> int:
    """0 to 5 parts."""
    return sum(part.is_there for part in check_action(draft))


def lacks_of(draft: Draft) -> list[Lack]:
    says = _page()["refusals"]
    if draft.purpose not in (ADVANCE, RELATIONSHIP):
        return [Lack("purpose", says["purpose"])]
    lacks = _lacks_of_benefit(draft)
    if draft.purpose == RELATIONSHIP:
        if not _has_words(draft.to_learn):
            lacks.append(Lack("to_learn", says["to_learn"]))
        elif only_delivers_a_message(draft.to_learn):
            lacks.append(Lack("to_learn", says["message"]))
        if not _has_words(draft.in_it_for_them):
            lacks.append(Lack("in_it_for_them", says["in_it_for_them"]))
        elif only_delivers_a_message(draft.in_it_for_them):
            lacks.append(Lack("in_it_for_them", says["message"]))
        return lacks
    if not draft.action_what.strip():
        return [*lacks, Lack("action_what", says["action"])]
    fields = {
        "S": "action_what",
        "M": "action_measure",
        "A": "action_achievable",
        "R": "action_payoff",
        "T": "action_by",
    }
    lacks += [Lack(fields[part.letter], part.reason) for part in check_action(draft) if not part.is_there]
    if draft.least_step.strip() and not is_a_step(draft.least_step):
        lacks.append(Lack("least_step", says["least"]))
    return lacks


def what_lacks(draft: Draft) -> list[str]:
    """Each reason once, in the order of the form. Empty: it is a plan."""
    return list(dict.fromkeys(lack.says for lack in lacks_of(draft)))


def _lacks_of_benefit(draft: Draft) -> list[Lack]:
    says = _page()["refusals"]
    if draft.purpose == RELATIONSHIP and not draft.benefit.strip():
        return []  # what is in it for them is asked for below
    if only_delivers_a_message(draft.benefit):
        return [Lack("benefit", says["message"])]
    if not _has_words(draft.benefit):
        return [Lack("benefit", says["benefit"])]
    return [Lack("benefit", says["ours"])] if _says(draft.benefit, "ours") else []


def _specific(draft: Draft, no_step: bool) -> str:
    if not draft.action_what.strip():
        return _says_of("S")
    if no_step:
        return f"Nobody can see “{draft.action_what.strip()}” being done. {_says_of('S')}"
    if _says(draft.action_what, "no_step", "no_verb"):
        return f"Begin with what they do: a verb. {_says_of('S')}"
    return "" if draft.action_who.strip() else "Say who of them will do it."


def _measurable(draft: Draft) -> str:
    return "" if _has_words(draft.action_measure) and not _says(draft.action_measure, "no_measure") else _says_of("M")


def _relevant(draft: Draft) -> str:
    if not _has_words(draft.action_payoff):
        return _says_of("R")
    return "That is in it for us. Tie it to what they gain." if _says(draft.action_payoff, "ours") else ""


def _in_time(draft: Draft) -> str:
    if draft.action_by is None:
        return _says_of("T")
    if draft.held_on and draft.action_by < draft.held_on:
        return "This day is before the call."
    return ""


def _says_of(letter: str) -> str:
    return next(str(each["says"]) for each in _page()["part"] if each["letter"] == letter)


def _has_words(words: str) -> bool:
    return len(re.findall(r"\w{2,}", words)) > 1


def _says(words: str, table: str, key: str = "phrases") -> bool:
    plain = re.sub(r"\s+", " ", words.replace("’", "'")).strip(" .!?…\"'“”").lower()
    return any(phrase.search(plain) for phrase in _phrases(table, key))
