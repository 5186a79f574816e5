"""How a day is said, in English, German and French: each pattern and the rule that makes a day of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from joinery.engine import day_rules as rules
from joinery.engine import week_rules as weeks
from joinery.engine.calendar_words import FRENCH_DAYS, MONTHS, NUMBERS, ORDINALS, UNITS, WEEKDAYS, any_of
from joinery.lib.late import late

Rule = Callable[[re.Match[str], date | None], "date | None"]

DAY = any_of(WEEKDAYS)
MONTH = any_of(MONTHS)
NUMBER = rf"(?:\d{{1,3}}|{any_of(NUMBERS)})"
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)?|{any_of(ORDINALS)})"
WORDED = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{any_of(ORDINALS)})"
UNIT = any_of(UNITS)
FRENCH_DAY = any_of(FRENCH_DAYS)
YEAR = r"(?:,?\s+(?P<year>20\d\d)\b)?"
NEXT = r"next|coming|following|nächste[nrms]?|kommende[nrms]?|prochaine?"
THIS = r"this coming|this|diese[nrms]?|ce|cette"
_PART = (
    r"(?:morning|noon|midday|lunch(?:time)?|afternoon|evening|night|first thing|am|pm|a\.m\.|p\.m\.|früh|morgen|"
    r"vormittag|"
    r"mittag|nachmittag|abend|matin|midi|après-midi|soir)"
)
_WHEN = rf"(?:,?(?:\s+in the)?\s+{_PART}(?!\w))?"
_CLOCK = (
    r"(?:,?\s+(?:at|um|à|by|before|vers|gegen)\s+(?:noon|midi|(?:about\s+)?\d{1,2}(?:(?::|\.|"
    r"h)\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.|o'clock|uhr|h(?:eures?)?)?))?"
)
_LATEST = r"(?:,?\s+(?:at the (?:very )?latest|at the outside|the latest|latest|spätestens|au plus tard))?"
_LIKE_MAY = r"(?!\s+(?:be|have|not|need|want|also|well|still|take|come|or|i|we)\b)"
_PERIOD = r"week|month|quarter|year|woche|monats|monat|quartals|quartal|jahres|jahr|semaine|mois|trimestre|année"
_EDGE = (
    r"(?P<edge>(?:back |tail |very )?end|back|last (?:working |business )?day|close|early|beginning|start|first "
    r"thing|mid|middle|later|late|ende|anfang|mitte|"
    r"fin|début|milieu|mi|courant)"
)
# The close of a working day, as it stands before a day or alone: "close of business Thursday".
_CLOSE = (
    r"(?:eod|cob|close|end of (?:the )?(?:business |working )?(?:day|business|play)|close of (?:business|play|"
    r"day))(?!\w)"
)
_CLOSING = rf"(?:{_CLOSE}\s*,?\s*(?:of\s+|on\s+)?)?"
_NEXT_WEEK = (
    r"(?P<ahead>(?:next week|nächste[rn]? woche|la semaine prochaine)(?: sometime)?[,:]?\s+"
    r"(?:(?:on|am|le|say|maybe|perhaps|sometime|then|vielleicht|sagen wir|disons|plutôt),?\s+)*)"
)
_SHIFTED = r"(?P<shift>{count} (?:weeks?|wochen?|semaines?)|a fortnight|{days})"
_COUNT = r"(?:a|one|two|three|four|einer|zwei|drei|vier)"


def day_beside_weekday(words: re.Match[str], base: date | None) -> date | None:
    """ "Saturday the 16th": the next 16th that is a Saturday, within three months; without one the number counts.
    No other word has to lead to it."""
    weekday = WEEKDAYS[words["weekday"] or words["jour"]]
    return rules.day_alone(words, base, weekday) or rules.day_alone(words, base)


def day_in_place(words: re.Match[str], base: date | None) -> date | None:
    """ "Would the third do?": what stands around the number says that it is a day."""
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
        r"(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th|erste[nr]|zweite[nr]|dritte[nr]|vierte[nr]|"
        r"letzte[nr]|"
        rf"premier|deuxième|troisième|dernier)\s+(?P<weekday>{DAY})\s+(?:of|in|im|de|du|d')\s*"
        rf"(?:(?P<month>{MONTH})(?!\w)|(?P<next>next month|nächsten monat|mois prochain)|the month|this month|"
        rf"monat|mois)",
        weeks.nth_weekday,
    ),
    (
        rf"(?P<day>{ORDINAL}|\d{{1,2}})\s+(?:of next month|des nächsten monats|du mois prochain)",
        rules.day_of_next_month,
    ),
    (
        r"(?P<nth>first|second|third|last|erste[nr]?|zweite[nr]?|dritte[nr]?|letzte[nr]?|première|"
        r"deuxième|dernière)\s+(?:week|woche|semaine)\s+(?:of|in|im|de|du mois de|"
        rf"d')?\s*(?P<month>{MONTH})(?!\w){YEAR}",
        rules.week_of_month,
    ),
    (
        rf"{_EDGE}(?:\s+of|\s+in|\s+de|\s+du mois de|\s+d'|-)?\s*(?P<month>{MONTH})(?!\w){YEAR}",
        rules.month,
    ),
    (rf"(?P<edge>this|next|this coming|diesen|kommenden|nächsten|ce)\s+(?P<month>{MONTH})(?!\w){YEAR}", rules.month),
    (rf"(?P<month>{MONTH})(?!\w){_LIKE_MAY}{YEAR}", rules.month),
    (
        rf"(?P<nth>erste[nr]?|zweite[nr]?|dritte[nr]?|vierte[nr]?|letzte[nr]?)\s+(?P<month>{MONTH})woche(?P<year>)",
        rules.week_of_month,
    ),
    (
        rf"{_CLOSING}(?:first thing,?\s+(?:on\s+)?)?{_NEXT_WEEK}?"
        rf"(?:(?P<which>{NEXT}|{THIS}|übernächste[nrms]?|last|past|previous|every|each|"
        rf"letzte[nrms]?|jede[nrms]?|chaque)\s+)?(?P<weekday>{DAY})(?:früh|morgen|vormittag|mittag|nachmittag|"
        rf"abend)?(?!\w)"
        r"(?:\s+(?P<late>after next|fortnight|week\b|in "
        r"(?:einer|zwei|drei) wochen?|in acht tagen|in vierzehn tagen|in a week|en huit|en quinze|prochain|dernier|"
        r"of next week|next week|nächste[rn]? woche|de la semaine prochaine))?"
        rf"{_WHEN}{_CLOCK}",
        weeks.weekday,
    ),
    (
        rf"(?:not )?(?:(?:this|next|diesen|nächsten|ce)\s+)(?P<weekday>{DAY}),?\s+(?:but|sondern|mais)\s+"
        r"(?:the (?:one|week) after(?: that| next)?|the (?:following|next) (?:one|week)|(?:den|die woche) "
        r"(?:danach|darauf|drauf)|(?:celui|la semaine) d'après|le suivant)",
        weeks.the_one_after,
    ),
    (
        _SHIFTED.format(count=_COUNT, days="heute in acht tagen|heute in vierzehn tagen|heute in einer woche")
        + rf"(?:\s+(?:on|from|ab))?(?:\s+(?P<from>{DAY}|today|tomorrow|heute|morgen))(?!\w)",
        weeks.weeks_from,
    ),
    (
        r"(?P<from>today|this day|tomorrow|heute|morgen|demain)\s+(?P<shift>week|fortnight|"
        r"in (?:einer|zwei|drei) wochen?|in (?:acht|vierzehn) tagen|en huit|en quinze)",
        weeks.weeks_from,
    ),
    (
        r"(?P<far>(?:the\s+)?week after next|übernächste[rn]? woche|la semaine suivant la prochaine)",
        weeks.week_after_next,
    ),
    (
        rf"(?:{_EDGE}(?:\s+of)?(?:\s+de)?(?:\s+in)?\s+)?(?:the\s+|la\s+|le\s+|du\s+|"
        rf"l')?(?P<which>{NEXT}|{THIS}|the|la|des|der|du|"
        rf"l')?\s*(?P<period>{_PERIOD})(?!\w)(?:\s+(?P<after>prochaine?|end))?",
        rules.period,
    ),
    (r"(?:the\s+)?(?P<period>week|month|quarter|year)(?:\s+is|'s)\s+(?P<out>out|over|through|up)", rules.period_out),
    (r"(?P<period>month|quarter|year)[- ]end", rules.period_end),
    (r"(?P<period>monats|quartals|jahres)ende", rules.period_end),
    (
        r"(?:(?P<which>this|next|this coming|the coming|the|dieses|nächstes|kommendes|ce|le)\s+)?"
        r"(?:weekend|week-end|wochenende)(?!\w|\s+(?:of|vom|du)\b)(?:\s+(?P<after>prochain))?",
        weeks.weekend,
    ),
    (
        r"(?:(?P<edge>early|beginning of|start of|anfang|début) |end of |ende |fin )?(?:q|quarter |quartal |"
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
        r"(?:(?:next|coming|nächsten|kommenden|prochaine?s)\s+)?"
        rf"(?P<least>{NUMBER})(?:\s*(?:-|to|or|bis|oder|à|"
        rf"ou)\s*(?P<most>{NUMBER}))?\s+(?P<business>business |working |work |calendar |full |"
        rf"prochaine?s )?(?P<unit>{UNIT})(?P<worked>\s+ouvr(?:és|ables))?(?!\w)(?P<from>\s+from (?:now|today)|"
        rf"(?:'s|')?\s+time)?",
        rules.span,
    ),
    (
        rf"(?P<least>a|an|one|next|une?|eine[nmr]?)\s+(?P<unit>{UNIT})\s+(?:or|oder|ou)\s+(?P<most>two|so|zwei|"
        rf"deux)(?!\w)"
        r"(?P<from>\s+from now)?(?P<business>)(?P<worked>)",
        rules.span,
    ),
    (r"(?:une\s+|eine[rm]?\s+)?(?P<about>huitaine|quinzaine|dizaine)(?:\s+de jours)?(?!\w)", rules.about_days),
    (r"(?:the )?day after tomorrow|übermorgen|après-demain", rules.in_days(2)),
    (
        rf"(?:(?:{_CLOSE}|first thing)\s*,?\s*(?:of\s+|on\s+)?)?(?:tomorrow|tmrw|tmr|morgen|demain)"
        rf"(?!\w){_WHEN}{_CLOCK}",
        rules.in_days(1),
    ),
    (
        rf"(?:(?:{_CLOSE}|later|noch)\s*,?\s*(?:of\s+)?)?(?:today|"
        r"tonight|this (?:afternoon|evening|morning|lunchtime)|at (?:noon|lunchtime)|heute|heut|nachher|aujourd'hui|"
        r"en fin de journée|cet après-midi|cet aprèm|ce soir|ce midi|à midi|dans la journée|tout à l'heure)(?!\w)"
        rf"{_WHEN}{_CLOCK}",
        rules.in_days(0),
    ),
    (rf"(?<!at )(?<!at the )(?:the )?{_CLOSE}(?<!close)", rules.in_days(0)),
    (r"(?:within|in) the (?:next )?hour|in der nächsten stunde|dans l'heure|im laufe des tages", rules.in_days(0)),
    (r"(?:in the morning|(?<!the )first thing|à la première heure)(?!\w)", rules.in_the_morning),
    (
        r"(?:by|before|over) lunch(?:time)?(?!\w)|vor dem mittagessen|avant (?:le déjeuner|midi)|tantôt(?!\w)",
        rules.in_days(0),
    ),
    (r"eow(?!\w)", weeks.end_of_week),
    (r"mid-?week", weeks.midweek),
    (r"(?:(?<=am )|(?<=bis )|(?<=bis zum ))(?P<short>mo|di|mi|do|fr|sa)(?!\w)\.?", weeks.short_weekday),
    (
        r"(?:(?P<edge>ende|end of|fin|anfang|beginning of|start of|début|mitte|middle of|mid|milieu)\s+(?:de\s+|"
        r"der\s+)?)?"
        r"(?:calendar week|week|kw|kalenderwoche|"
        r"semaine)\s+(?:no\.?\s*)?(?P<number>\d{1,2})(?!\w)(?:\s*(?:of\s+|/)?(?P<year>20\d\d))?",
        weeks.numbered_week,
    ),
    (rf"(?:kw|kalenderwoche)\s+(?P<number>{any_of(NUMBERS)})(?!\w)(?P<edge>)(?P<year>)", weeks.numbered_week),
    (r"(?P<feast>christmas|weihnachten|noël|new year's eve|silvester|new year(?:'s)?|neujahr|nouvel an)", rules.feast),
    (
        rf"(?:(?P<weekday>{DAY}),?\s+(?:the|den|der|dem)|(?:le\s+)?(?P<jour>{DAY}))\s+(?P<day>{ORDINAL}|{FRENCH_DAY})"
        rf"(?!\w|\.\d|:|-|\s*(?:{MONTH}|uhr|o'clock|h\b|heures?\b|am\b|pm\b))(?:\s+of (?:this|next) month)?",
        day_beside_weekday,
    ),
    (
        rf"(?:le\s+)?(?:{DAY}\s+)?(?P<day>{FRENCH_DAY})\s+(?P<month>{MONTH})(?!\w){YEAR}",
        rules.day_of_month,
    ),
    (
        rf"(?:(?<=by )|(?<=on )|(?<=for )|(?<=until )|(?<=before )|(?<=would )|(?<=from "
        rf"))the\s+(?P<day>{WORDED})(?!\w)"
        rf"(?!\s*(?:of (?!this|next)|{MONTH}|time|one|day|week|half|page|slide|list|part|floor|step|thing|"
        rf"meeting|call"
        r"|version))",
        rules.day_alone,
    ),
    (
        rf"(?:(?<=would )|(?<=how about )|(?<=what about )|(?<=that's )|(?<=that is )|(?<=say )|(?<=make it )|"
        rf"(?<=week of )|(?<=weekend of )"
        rf"|(?<=commencing )|(?<=beginning )|(?<=morning of )|(?<=afternoon of )|(?<=evening of )|(?<=\bdo )|"
        rf"(?<=th or )|(?<=does )|(?<=^))the\s+(?P<day>{WORDED})(?!\w)"
        rf"(?=\s*(?:$|[.,;?!]|of (?:this|next) month|or\b|and\b|at\b|do\b|work|suit|be\b|then\b|okay|in the|"
        rf"around|fit\b))",
        day_in_place,
    ),
    (rf"(?:the\s+)?(?P<day>{WORDED})\s+of the month", day_in_place),
    (r"(?<=, )the (?P<day>\d{1,2}(?:st|nd|rd|th))(?=\s*(?:$|[.,;?!]))", day_in_place),
    (rf"(?<=am )(?P<day>{WORDED})(?!\w|\s*{MONTH})", rules.day_alone),
    (
        r"(?:(?<=am )|(?<=zum )|(?<=dem )|(?<=der )|(?<=den ))(?P<day>\d{1,2})\.(?!\d|\w)"
        rf"(?!\s*(?:{MONTH}|jahrestag|geburtstag|stock|etage|mal|platz|kapitel|seite|version|uhr))",
        rules.day_alone,
    ),
    (r"(?:(?<=\bder )|(?<=\bam )|(?<=\bzum ))(?P<day>\d{1,2})\.?(?=\s*(?:$|[?!,;]))", day_in_place),
    (
        rf"(?:(?<=\ble )|(?<=créneau du )|(?<=rendez-vous du )|(?<=semaine du ))"
        rf"(?P<day>\d{{1,2}}|1er|{FRENCH_DAY})(?![\w/]|"
        r"[.,:]\d|-)"
        r"(?=\s*(?:$|[.,;?!]|à\b|au\b|et\b|ou\b|pour\b|si\b|chez\b|avec\b|dans\b|en\b|je\b|on\b|vous\b))",
        day_in_place,
    ),
    (
        r"(?:(?:right|straight) )?after (?:this|the call|our call)(?!\w| \w+ing\b)|(?:gleich )?nach (?:dem|unserem) "
        r"(?:gespräch|telefonat)|après (?:l'|notre )appel|when we hang up|direkt im anschluss|"
        r"(?:tout de suite|juste) après(?! \w)",
        rules.in_days(0),
    ),
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
    weeks.weekday: tuple(WEEKDAYS),
    weeks.the_one_after: tuple(WEEKDAYS),
    weeks.nth_weekday: tuple(WEEKDAYS),
    weeks.midweek: ("week",),
    rules.day_of_next_month: ("next month", "monats", "prochain"),
    weeks.weeks_from: ("week", "fortnight", "woche", "tagen", "huit", "quinze"),
    rules.period: tuple(_PERIOD.split("|")),
    rules.period_out: ("out", "over", "through", "up"),
    rules.span: tuple(UNITS),
    rules.about_days: ("huitaine", "quinzaine", "dizaine"),
    rules.feast: ("christmas", "weihnachten", "noël", "new year", "silvester", "neujahr", "nouvel an"),
    weeks.week_after_next: ("week after next", "übernächste", "suivant la prochaine"),
    rules.period_end: ("-end", " end", "ende"),
    weeks.weekend: ("weekend", "week-end", "wochenende"),
    rules.quarter: (*("q1", "q2", "q3", "q4", "t1", "t2", "t3", "t4"), "quart", "trimestre"),
    weeks.numbered_week: ("week", "kw", "woche", "semaine"),
    weeks.end_of_week: ("eow",),
    rules.in_the_morning: ("in the morning", "first thing", "première heure"),
    rules.day_alone: ("the ", "am ", "zum ", "de", *WEEKDAYS),
    day_in_place: ("the ", "le ", "du "),
    day_beside_weekday: tuple(WEEKDAYS),
    rules.figures: (".", "/", "-"),
    rules.written_day: ("20",),
}
PATTERNS = tuple((late(rf"(?<![\w/-])(?:{pattern}){_LATEST}"), rule, _WORDS.get(rule, ())) for pattern, rule in RULES)
