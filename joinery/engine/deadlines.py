"""Dates in what people say, in English, German and French; `docs/method/findings.md` states the conventions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from joinery.engine import day_rules as rules
from joinery.engine.calendar_words import FRENCH_DAYS, MONTHS, NUMBERS, ORDINALS, UNITS, WEEKDAYS, any_of
from joinery.engine.plain import folded
from joinery.lib.late import late

Kind = Literal["by", "before", "at", "within"]
Rule = Callable[[re.Match[str], date | None], "date | None"]


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


DAY = any_of(WEEKDAYS)
MONTH = any_of(MONTHS)
NUMBER = rf"(?:\d{{1,3}}|{any_of(NUMBERS)})"
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)?|{any_of(ORDINALS)})"
WORDED = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{any_of(ORDINALS)})"
YEAR = r"(?:,?\s+(?P<year>20\d\d)\b)?"
NEXT = r"next|coming|following|nächste[nrms]?|kommende[nrms]?|prochaine?"
THIS = r"this|diese[nrms]?|ce|cette"
_WHEN = (
    r"(?:\s+(?:morning|noon|midday|afternoon|evening|night|früh|morgen|vormittag|mittag|nachmittag|"
    r"abend|matin|midi|après-midi|soir))?"
)
_CLOCK = (
    r"(?:,?\s+(?:at|um|à|by|before|vers|gegen)\s+(?:noon|midi|(?:about\s+)?\d{1,2}(?:(?::|\.|"
    r"h)\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.|o'clock|uhr|h(?:eures?)?)?))?"
)
_LATEST = r"(?:\s+(?:at the latest|the latest|latest|spätestens|au plus tard))?"
_LIKE_MAY = r"(?!\s+(?:be|have|not|need|want|also|well|still|take|come|or|i|we)\b)"
_PERIOD = r"week|month|quarter|year|woche|monats|monat|quartals|quartal|jahres|jahr|semaine|mois|trimestre|année"
_EDGE = (
    r"(?P<edge>end|close|early|beginning|start|first thing|mid|middle|later|late|ende|anfang|mitte|fin|"
    r"début|mi|courant)"
)

FRENCH_DAY = any_of(FRENCH_DAYS)


def _day_beside_weekday(words: re.Match[str], base: date | None) -> date | None:
    """ "Monday the sixteenth": the number counts, the weekday goes with it; no other word has to lead to it."""
    return rules.day_alone(words, base)


RULES: tuple[tuple[str, Rule], ...] = (
    (r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)", rules.written_day),
    (
        r"(?P<first>\d{1,2})(?P<mark>[/.-])\s?(?P<second>\d{1,2})(?P=mark)\s?(?P<year>20\d\d|\d\d)(?![\d/-])",
        rules.figures,
    ),
    (r"(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})\.?(?![\d/])", rules.figures),
    (
        rf"(?P<day>{ORDINAL})\s+(?:day\s+)?(?:of\s+|de\s+)?(?P<month>{MONTH})(?!\w)\.?{_LIKE_MAY}{YEAR}",
        rules.day_of_month,
    ),
    (
        rf"(?P<month>{MONTH})\.?\s+(?:the\s+)?(?P<day>{ORDINAL})(?!\w|[:/]|\s*(?:%|people|percent|euro)){YEAR}",
        rules.day_of_month,
    ),
    (
        r"(?P<nth>first|second|third|last|erste[nr]?|zweite[nr]?|dritte[nr]?|letzte[nr]?|première|"
        r"deuxième|dernière)\s+(?:week|woche|semaine)\s+(?:of|in|im|de|du mois de|"
        rf"d')?\s*(?P<month>{MONTH})(?!\w){YEAR}",
        rules.week_of_month,
    ),
    (rf"{_EDGE}(?:\s+of|\s+de|\s+d'|-)?\s*(?P<month>{MONTH})(?!\w){YEAR}", rules.month),
    (rf"(?P<month>{MONTH})(?!\w){_LIKE_MAY}{YEAR}", rules.month),
    (
        r"(?:(?:eod|cob|end of (?:the )?(?:business|day)|close of (?:business|"
        rf"play))\s*,?\s*(?:on\s+)?)?"
        r"(?P<ahead>(?:next week|nächste[rn]? woche|la semaine prochaine)[,:]?\s+(?:on\s+|am\s+|le\s+)?)?"
        rf"(?:(?P<which>{NEXT}|{THIS}|last|past|previous|every|each|"
        rf"letzte[nrms]?|jede[nrms]?|chaque)\s+)?(?P<weekday>{DAY})(?!\w)(?:\s+(?P<late>week\b|in "
        r"einer woche|in a week|en huit|prochain|dernier|of next week|next week|nächste[rn]? "
        rf"woche|de la semaine prochaine))?{_WHEN}{_CLOCK}",
        rules.weekday,
    ),
    (r"(?P<far>(?:the\s+)?week after next|übernächste[rn]? woche|dans quinze jours)", rules.week_after_next),
    (
        rf"(?:{_EDGE}(?:\s+of)?(?:\s+de)?(?:\s+in)?\s+)?(?:the\s+|la\s+|le\s+|du\s+|"
        rf"l')?(?P<which>{NEXT}|{THIS}|the|la|des|der|du|"
        rf"l')?\s*(?P<period>{_PERIOD})(?!\w)(?:\s+(?P<after>prochaine?|end))?",
        rules.period,
    ),
    (r"(?P<period>month|quarter|year)[- ]end", rules.period_end),
    (r"(?P<period>monats|quartals|jahres)ende", rules.period_end),
    (r"(?P<period>wochen)ende", rules.period_end),
    (
        r"(?:early |beginning of |end of |ende |anfang |fin )?(?:q|quarter |quartal |"
        r"t)(?P<quarter>[1-4])(?!\w)(?:\s*(?:of\s+|/)?(?P<year>20\d\d))?",
        rules.quarter,
    ),
    (
        r"(?:the )?(?P<nth>first|second|third|fourth|erste[ns]?|zweite[ns]?|dritte[ns]?|"
        r"vierte[ns]?|premier|deuxième|troisième|quatrième) (?:quarter|quartal|"
        r"trimestre)(?:\s*(?:of\s+)?(?P<year>20\d\d))?",
        rules.quarter,
    ),
    (
        rf"(?P<least>{NUMBER})(?:\s*(?:-|to|or|bis|oder|à|"
        rf"ou)\s*(?P<most>{NUMBER}))?\s+(?P<business>business |working |work |calendar |full "
        rf")?(?P<unit>{any_of(UNITS)})(?P<worked>\s+ouvr(?:és|ables))?(?!\w)(?P<from>\s+from (?:now|"
        r"today)|\s+time)?",
        rules.span,
    ),
    (r"(?:the )?day after tomorrow|übermorgen|après-demain", rules.in_days(2)),
    (
        r"(?:(?:eod|cob|end of (?:the )?day|first thing|close of business)\s*,?\s*)?(?:tomorrow|"
        rf"morgen|demain)(?!\w){_WHEN}{_CLOCK}",
        rules.in_days(1),
    ),
    (
        r"(?:(?:eod|cob|end of (?:the )?day|later|noch|close of business)\s*,?\s*)?(?:today|"
        r"tonight|this (?:afternoon|evening|morning)|at (?:noon|lunchtime)|heute|aujourd'hui|cet après-midi|ce "
        rf"soir|ce midi|à midi|tout à l'heure)(?!\w){_WHEN}{_CLOCK}",
        rules.in_days(0),
    ),
    (r"(?:eod|cob|end of (?:the )?(?:business )?day|close of business)", rules.in_days(0)),
    (r"eow", rules.end_of_week),
    (
        r"(?:calendar week|week|kw|kalenderwoche|"
        r"semaine)\s+(?:no\.?\s*)?(?P<number>\d{1,2})(?!\w)(?:\s*(?:of\s+|/)?(?P<year>20\d\d))?",
        rules.numbered_week,
    ),
    (r"(?P<feast>christmas|weihnachten|noël|new year's eve|silvester|new year(?:'s)?|neujahr|nouvel an)", rules.feast),
    (
        rf"(?:{DAY},?\s+(?:the|den|der|dem)|(?:le\s+)?{DAY})\s+(?P<day>{ORDINAL}|{FRENCH_DAY})"
        rf"(?!\w|\.\d|:|-|\s*(?:{MONTH}|uhr|o'clock|h\b|heures?\b|am\b|pm\b))(?:\s+of (?:this|next) month)?",
        _day_beside_weekday,
    ),
    (
        rf"(?:le\s+)?(?:{DAY}\s+)?(?P<day>{FRENCH_DAY})\s+(?P<month>{MONTH})(?!\w){YEAR}",
        rules.day_of_month,
    ),
    (
        rf"(?:(?<=by )|(?<=on )|(?<=for )|(?<=until )|(?<=before )|(?<=would ))the\s+(?P<day>{WORDED})(?!\w)"
        rf"(?!\s*(?:of (?!this|next)|{MONTH}|time|one|day|week|half|page|slide|list|part|floor|step|thing|meeting|call"
        r"|version))",
        rules.day_alone,
    ),
    (rf"(?<=am )(?P<day>{WORDED})(?!\w|\s*{MONTH})", rules.day_alone),
    (r"(?:right|straight) after (?:this|the call|our call)|when we hang up|direkt im anschluss", rules.in_days(0)),
    (
        rf"the\s+(?P<day>{ORDINAL})(?!\w|\.\d)(?=\s*(?:$|[.,;?!]|of (?:this|next) month|or\b|and\b|"
        r"at\b|if\b|so\b|we\b|i\b))",
        rules.day_alone,
    ),
)
# A rule is tried only where one of its words stands; rules without words begin with a figure or are short.
_WORDS: dict[Rule, tuple[str, ...]] = {
    rules.day_of_month: tuple(MONTHS),
    rules.week_of_month: tuple(MONTHS),
    rules.month: tuple(MONTHS),
    rules.weekday: tuple(WEEKDAYS),
    rules.period: tuple(_PERIOD.split("|")),
    rules.span: tuple(UNITS),
    rules.feast: ("christmas", "weihnachten", "noël", "new year", "silvester", "neujahr", "nouvel an"),
    rules.week_after_next: ("week after next", "übernächste", "quinze jours"),
    rules.period_end: ("-end", " end", "ende"),
    rules.quarter: (*("q1", "q2", "q3", "q4", "t1", "t2", "t3", "t4"), "quart", "trimestre"),
    rules.numbered_week: ("week", "kw", "woche", "semaine"),
    rules.end_of_week: ("eow",),
    rules.day_alone: ("the ", "am ", *WEEKDAYS),
    _day_beside_weekday: tuple(WEEKDAYS),
    rules.figures: (".", "/", "-"),
    rules.written_day: ("20",),
}
_PATTERNS = tuple((late(rf"(?<![\w/-])(?:{pattern}){_LATEST}"), rule, _WORDS.get(rule, ())) for pattern, rule in RULES)
_LEAD = late(
    r"(?<!\w)(?P<lead>no later than|not later than|at the latest by|at the latest|by|before|until|"
    r"till|within|on|from|in|around|about|after|over|during|per|for|since|"
    r"bis spätestens zum|bis spätestens|spätestens bis|spätestens am|spätestens|bis zum|bis zur|"
    r"bis|vor dem|vor|am|im|ab|innerhalb von|innerhalb|binnen|in|seit|pro|"
    r"au plus tard le|au plus tard|avant le|avant la|avant l'|avant|d'ici le|d'ici la|d'ici à|"
    r"d'ici au|d'ici|jusqu'au|jusqu'à|pour le|le|dans|sous|en|depuis|par)"
    r"(?:\s+the|\s+about|\s+around|\s+den|\s+dem|\s+der|\s+nächsten)?\s*(?:der\s+)?$"
)
_HINT = late(r"\d|day|week|month|quarter|year|morrow|night|morning|afternoon|noon|evening|eo[dw]|cob|tag|woche|"
    r"monat|jahr|morgen|heute|"
                   r"di\b|demain|semaine|mois|jour|soir|midi|an|trimestre|uar|ber|mars|märz|avr|"
                       r"apr|ma[iy]|ju[nil]|a[uo][gû]|aout|dec|déc|dez|feb|fév|fev|nov|oct|okt|sep|"
                   r"christmas|weihn|noël|silvester|rter|wednes|mittwoch|close|stunde|hour|heure|"
                       r"fortnight|the [\w-]+th|the [\w-]+st|the (?:second|third)|first|second|third|"
                       r"ten\b|ter\b|after|hang up|première|dernière")  # fmt: skip


def deadlines_in(text: str, said_on: date | None) -> list[Deadline]:
    """Every date and deadline of the text, in order, none overlapping; `said_on` is the day of the talk."""
    small = folded(text)
    if _HINT.search(small) is None:
        return []
    found: list[Deadline] = []
    for one in sorted(_candidates(small, text, said_on), key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _candidates(small: str, text: str, said_on: date | None) -> Iterator[Deadline]:
    for pattern, rule, words in _PATTERNS:
        if words and not any(word in small for word in words):
            continue
        for match in pattern.finditer(small):
            lead = _LEAD.search(small, max(0, match.start() - 32), match.start())
            word = lead["lead"] if lead else ""
            try:
                verdict = rules.admits(rule, match, word)
                on = rule(match, said_on) if verdict else None
            except (ValueError, OverflowError):
                continue
            if not verdict:
                continue
            ambiguous = rule is rules.figures and rules.is_ambiguous(match)
            start = lead.start() if lead and rules.kind_of(word) else match.start()
            end = match.start() + len(match[0].rstrip())
            yield Deadline(start, end, text[start:end], on, rules.kind_of(word) or "at", ambiguous)
