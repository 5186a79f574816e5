"""Days that are counted from a day said before: "by then", "the morning after", "two days later"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from joinery.engine.calendar_words import NUMBERS, WEEKDAYS, any_of
from joinery.engine.day_rules import FRIDAY, number_of
from joinery.engine.deadlines import Deadline, deadlines_in
from joinery.lib.late import late

_BACKWARDS = late(r"before|earlier|vorher|davor|zuvor|avant")
_LATER = (
    rf"(?P<count>\d{{1,2}}|{any_of(NUMBERS)}) (?P<unit>days?|weeks?|tage?n?|wochen?|jours?|semaines?) (?P<way>"
    r"(?:before|earlier|after|later|avant|après|plus tard)(?: that| ça| cela)?"
    r"(?=\W*$|[,.;?!]|,? (?:and|so|to|then|et|pour)\b)|vorher|davor|zuvor|danach|darauf|drauf|später)"
)
_THEN = late(
    rf"(?<!\w)(?:{_LATER}|(?P<same>(?:on )?(?:that|the) (?:very )?same day|am (?:selben|gleichen) tag|le même jour|"
    r"le jour même)|(?P<then>by then|before then|before that|until then|ahead of that|bis dahin|bis da|davor noch|"
    r"d'ici là|avant ça|avant cela)|"
    r"(?P<week>(?:the|die|in der|la) (?:week after|woche (?:drauf|darauf|danach)|semaine (?:d'après|suivante))"
    r"(?: that)?)|"
    r"(?P<eve>the (?:day|morning|evening|night) before|am tag (?:davor|vorher|zuvor)|la veille)|"
    r"(?P<morrow>the (?:day|morning|evening) after|the (?:next|following) (?:day|morning)|"
    r"am tag (?:danach|darauf|drauf)|le lendemain)|"
    rf"(?:on )?(?:the|am|le) (?P<day>{any_of(WEEKDAYS)}) (?:after|darauf|danach|d'après|suivant|before|davor|d'avant)"
    r")(?!\w| \w+(?:'s| has| is))"
)


def counted_from(small: str, before: str, said_on: date | None) -> Deadline | None:
    """ "By then", "the week after": counted from the day said last."""
    points = _THEN.search(small)
    if points is None:
        return None
    said = [one for one in deadlines_in(f"{before}{small[: points.start()]}", said_on) if one.on]
    if not said or said[-1].on is None:
        return None
    try:
        on = said[-1].on + timedelta(days=_days_away(points, said[-1].on))
    except OverflowError:  # beyond the end of all calendars
        return None
    return Deadline(points.start(), points.end(), points[0], on, "by")


def _days_away(points: re.Match[str], anchor: date) -> int:
    if points["week"]:
        return 7 + FRIDAY - anchor.weekday()
    if points["eve"] or points["morrow"]:
        return 1 if points["morrow"] else -1
    if points["day"]:
        ahead = (WEEKDAYS[points["day"]] - anchor.weekday()) % 7 or 7
        return ahead - 7 * bool(_BACKWARDS.search(points[0]))
    if points["count"]:
        days = number_of(points["count"]) * (7 if points["unit"][0] in "ws" else 1)
        return -days if _BACKWARDS.match(points["way"]) else days
    return 0
