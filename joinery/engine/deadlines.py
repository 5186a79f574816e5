"""Dates in what people say, in English, German and French; `docs/method/findings.md` states the conventions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from joinery.engine import day_rules as rules
from joinery.engine.calendar_words import NUMBERS, any_of
from joinery.engine.day_patterns import PATTERNS
from joinery.engine.day_places import admits, kind_of, week_of
from joinery.engine.day_rules import FRIDAY, SUNDAY, monday_of
from joinery.engine.plain import folded
from joinery.lib.late import late

Kind = Literal["by", "before", "at", "within"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date in a text: `words == text[start:end]`; `on` is None where it hangs on a day that we do not know,
    or where the words can be read as two different days (`ambiguous`)."""

    start: int
    end: int
    words: str
    on: date | None
    kind: Kind
    ambiguous: bool = False


_LEAD = late(
    r"(?<!\w)(?P<lead>in the course of|over the course of|sometime in|im laufe des|im laufe vom|"
    r"au cours du mois de|no later than|not later than|at the latest by|at the latest|by|before|until|"
    r"till|within|inside|on|from|in|around|about|after|over|during|per|for|since|"
    r"bis spätestens zum|bis spätestens|spätestens bis|spätestens am|spätestens|bis zum|bis zur|"
    r"bis|vor dem|vor|am|im|ab|innerhalb von|innerhalb|binnen|in|übers|über|seit|pro|"
    r"au plus tard le|au plus tard|avant le|avant la|avant l'|avant|d'ici le|d'ici la|d'ici à|"
    r"d'ici au|d'ici|jusqu'au|jusqu'à|pour le|le|dans|sous|en|depuis|par)"
    r"(?:\s+the|\s+about|\s+around|\s+den|\s+dem|\s+der|\s+nächsten)?\s*(?:der\s+)?$"
)
_APART = late(
    rf"(?<!\w)(?P<count>the|am|la|{any_of(NUMBERS)}) (?P<unit>days?|weeks?|tage?|wochen?|jours?|semaines?) "
    r"(?P<way>before|after|vor|nach|avant|après)(?: the| dem| le)? ?$"
)
_HOUR = late(
    r"in the morning|first thing|à la première|(?:by|before|over) lunch|vor dem mittag|avant (?:le dé|midi)|tantôt"
)
_HINT = late(
    r"\d|day|week|month|quarter|year|morrow|tmrw?|night|morning|noon|evening|lunch|eo[dw]|cob|end of|close|"
    r"play|hang|after|"
    r"minut|hour|fortnight|first|second|third|\bwed|thu|\btue|\bfri|\w(?:th|st|nd|rd)\b|"
    r"jan|feb|fév|fev|mar|märz|maerz|apr|avr|ma[iy]|ju[nil]|a[uo][gû]|ber\b|sep|o[ck]t|nov|de[cz]|déc|christmas|"
    r"tag|woche|monat|jahr|quartal|morgen|heut|nachher|gespräch|telefonat|"
    r"stunde|mittwoch|weihn|silvester|jän|aout|\bmins?\b|t(?:e|en|er)\b|"
    r"ende|"
    r"(?:am|bis|zum) (?:mo|di|mi|do|fr|sa)\b|kw|"
    r"di\b|dimanche|demain|semaine|mois|jour|soir|midi|\ban|trimestre|heure|appel|noël|huit|quinz|dizaine|"
    r"première|dernière|premier|tantôt|"
    r"(?:le|du) (?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|seize|vingt|trente)"
)


def deadlines_in(text: str, said_on: date | None) -> list[Deadline]:
    """Every date and deadline of the text, in order, none overlapping; `said_on` is the day of the talk."""
    small = folded(text)
    if not may_hold_a_day(small):
        return []
    found: list[Deadline] = []
    for one in sorted(_candidates(small, text, said_on), key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    named = [one for one in found if not _HOUR.match(one.words.lower())]  # "Friday, in the morning" is one day
    return sorted(named or found, key=lambda one: one.start)


def may_hold_a_day(small: str) -> bool:
    """Asked first, since looking closer costs far more."""
    return _HINT.search(small) is not None


def _candidates(small: str, text: str, said_on: date | None) -> Iterator[Deadline]:
    for pattern, rule, words in PATTERNS:
        if words and not any(word in small for word in words):
            continue
        for match in pattern.finditer(small):
            lead = _LEAD.search(small, max(0, match.start() - 32), match.start())
            apart = _APART.search(small, max(0, match.start() - 40), match.start())
            word = "by" if apart else lead["lead"] if lead else ""
            try:
                verdict = admits(rule, match, word)
                on = rule(match, said_on) if verdict else None
            except (ValueError, OverflowError):
                continue
            if not verdict:
                continue
            ambiguous = rule is rules.figures and rules.is_ambiguous(match)
            on = _shifted(on, match, apart)
            begins = apart or (lead if kind_of(word) else None)
            start = begins.start() if begins else match.start()
            end = match.start() + len(match[0].rstrip())
            kind = kind_of(word) or "at"
            if kind == "within" and word in ("in", "dans") and rule not in (rules.span, rules.about_days):
                kind = "at"  # "plug it in next Tuesday", "in the last week of July"
            yield Deadline(start, end, text[start:end], on, kind, ambiguous)


def _shifted(on: date | None, words: re.Match[str], apart: re.Match[str] | None) -> date | None:
    """ "Two days before the 16th", "the week of the 15th"."""
    if on is None:
        return None
    whole = week_of(words)
    if whole:
        return monday_of(on) + timedelta(days=SUNDAY if whole["weekend"] else FRIDAY)
    if apart is None:
        return on
    number = 1 if apart["count"] in ("the", "am", "la") else int(NUMBERS[apart["count"]])
    days = number * (7 if apart["unit"][0] in "ws" else 1)
    return on + timedelta(days=-days if apart["way"] in ("before", "vor", "avant") else days)
