"""Whether words that look like a day are one, in the place where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Literal

from joinery.engine import day_rules as rules
from joinery.engine import week_rules as weeks
from joinery.engine.calendar_words import LEADS
from joinery.lib.late import late

_KIND_OF = {word: kind for kind, words in LEADS.items() for word in words}
_GONE_BY = late("last|past|prev|every|each|letzt|jede|chaque")
_OF_A_MONTH = late(r"\d(?:st|nd|rd|th|er|\.)? (?:of )?$")
_HELD = late(r"\b(?:hold|reserve|keep|block|guarantee|honou?r|freeze)\b[^.;?!]*$")
_WEEK_OF = late(
    r"(?:^|\s)(?:(?P<weekend>weekend|wochenende|week-end) (?:of|vom|du)|"
    r"week (?:of|commencing|beginning|starting|from)|woche (?:vom|ab)|semaine du)(?: the| dem)?\s*$"
)
_OWNED = late(r"'s (?!good|fine|better|best|ok|great|perfect|possible|free|time)")
_OF_A_NOUN = late(r" (?!(?:and|or|at|to|if|so|then|with|for|when|because|is|will|we|i|you)\b)[a-z]")
_THE_BEFORE = late(r"\b(?:the|our|your|my|their|his|her|that) $")
_GREETING = late(r"(?:guten|am|jeden)\s$")
_CLOCK_BEFORE = late(r"(?:\d|o'clock|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|half))\s$")
_FORWARD = frozenset(
    ("in", "within", "inside", "over", "innerhalb", "innerhalb von", "binnen", "dans", "sous", "d'ici", "bis")
)
_BARE = ("the", "la", "des", "der", "du", "l'")
Words = re.Match[str]


def kind_of(lead: str) -> Literal["by", "before", "at", "within"] | None:
    return _KIND_OF.get(lead)  # type: ignore[return-value]


def admits(rule: Callable[..., date | None], words: Words, lead: str) -> bool:
    """Whether these words are a date at all, in this place."""
    if lead in ("since", "seit", "depuis", "after"):
        return False
    if _OWNED.match(words.string, words.end()) and lead not in ("by", "before", "for", "until", "on"):
        return False  # "Monday's list" is no day to do anything on
    own = _PLACES.get(rule)
    if own is not None:
        return own(words, lead, bool(kind_of(lead)))
    return not (words[0].startswith("morgen") and _GREETING.search(words.string, 0, words.start()))


def week_of(words: Words) -> re.Match[str] | None:
    """ "The week of the 15th"; its group `weekend` is there for "the weekend of the 15th"."""
    return _WEEK_OF.search(words.string, max(0, words.start() - 30), words.start())


def _span(words: Words, lead: str, known: bool) -> bool:
    return bool(words["from"]) or lead in _FORWARD or (lead == "for" and _held(words))


def _held(words: Words) -> bool:
    """ "We'll hold the price for two weeks" ends on a day; "it has run for two weeks" does not."""
    return _HELD.search(words.string, 0, words.start()) is not None


def _month(words: Words, lead: str, known: bool) -> bool:
    if _OF_A_MONTH.search(words.string, 0, words.start()):
        return False  # a day that this month does not have
    if (
        words[0] == words["month"]
        and _THE_BEFORE.search(words.string, 0, words.start())
        and _OF_A_NOUN.match(words.string, words.end())
    ):
        return False  # "the January bill"
    return bool(words["year"]) or (known and lead not in ("ab", "on")) or bool(words.groupdict().get("edge"))


def _period(words: Words, lead: str, known: bool) -> bool:
    bare = not words["which"] or words["which"] in _BARE
    within = lead in ("within", "inside") or (lead == "dans" and words["which"] in ("la", "l'", None))
    return bool(words["edge"]) or bool(words["after"]) or not bare or within


def _weekday(words: Words, lead: str, known: bool) -> bool:
    return not _GONE_BY.match(words["which"] or "") and words["late"] != "dernier"


def _figures(words: Words, lead: str, known: bool) -> bool:
    if words.groupdict().get("year"):
        return True
    dotted = words["mark"] == "." and words[0].endswith(".")
    return (known and lead not in ("in", "around", "about", "from", "en", "dans")) or dotted


def _day_alone(words: Words, lead: str, known: bool) -> bool:
    return (known and lead not in ("in", "en", "within")) or week_of(words) is not None


def _day_of_month(words: Words, lead: str, known: bool) -> bool:
    if words["day"] in ("second", "third") and words["month"] == "may":
        return known or bool(words["year"]) or " of " in words[0]
    return True


_PLACES: dict[Callable[..., date | None], Callable[[Words, str, bool], bool]] = {
    rules.span: _span,
    rules.about_days: lambda words, lead, known: lead in _FORWARD,
    rules.month: _month,
    rules.period: _period,
    rules.period_out: lambda words, lead, known: lead in ("before", "by"),
    weeks.weekday: _weekday,
    weeks.weeks_from: lambda words, lead, known: lead != "for",  # "for two weeks from Monday" begins on Monday
    weeks.weekend: lambda words, lead, known: known or lead in ("over", "über", "übers") or bool(words["which"]),
    rules.figures: _figures,
    rules.day_alone: _day_alone,
    rules.day_of_month: _day_of_month,
    rules.feast: lambda words, lead, known: not words.string[: words.start()].endswith("in the "),
    rules.in_the_morning: lambda words, lead, known: not _CLOCK_BEFORE.search(words.string, 0, words.start()),
}
