"""The words of the calendar in English, German and French, in small letters."""

from __future__ import annotations

WEEKDAYS: dict[str, int] = {
    word: day
    for day, words in enumerate(
        (
            "monday montag lundi",
            "tuesday tues tue dienstag mardi",
            "wednesday weds wed mittwoch mercredi",
            "thursday thurs thur thu donnerstag jeudi",
            "friday fri freitag vendredi",
            "saturday samstag sonnabend samedi",
            "sunday sonntag dimanche",
        )
    )
    for word in words.split()
}

MONTHS: dict[str, int] = {
    word: month
    for month, words in enumerate(
        (
            "january jan januar jänner janvier",
            "february feb februar février fevrier",
            "march mar märz maerz mars",
            "april apr avril",
            "may mai",
            "june jun juni juin",
            "july jul juli juillet",
            "august aug août aout",
            "september sept sep septembre",
            "october oct oktober okt octobre",
            "november nov novembre",
            "december dec dezember dez décembre decembre",
        ),
        start=1,
    )
    for word in words.split()
}

_TENS = {20: "twenty", 30: "thirty"}
_ONES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEENS = [
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_GERMAN = [
    "erst",
    "zweit",
    "dritt",
    "viert",
    "fünft",
    "sechst",
    "siebt",
    "acht",
    "neunt",
    "zehnt",
    "elft",
    "zwölft",
    "dreizehnt",
    "vierzehnt",
    "fünfzehnt",
    "sechzehnt",
    "siebzehnt",
    "achtzehnt",
    "neunzehnt",
    "zwanzigst",
    "einundzwanzigst",
    "zweiundzwanzigst",
    "dreiundzwanzigst",
    "vierundzwanzigst",
    "fünfundzwanzigst",
    "sechsundzwanzigst",
    "siebenundzwanzigst",
    "achtundzwanzigst",
    "neunundzwanzigst",
    "dreißigst",
    "einunddreißigst",
]

ORDINALS: dict[str, int] = {word: day for day, word in enumerate(_ONES + _TEENS, 1)}
ORDINALS |= {"twentieth": 20, "thirtieth": 30}
for _tens, _word in _TENS.items():
    ORDINALS |= {
        f"{_word}{gap}{one}": _tens + day for day, one in enumerate(_ONES, 1) for gap in "- " if _tens + day <= 31
    }
ORDINALS |= {f"{stem}{end}": day for day, stem in enumerate(_GERMAN, 1) for end in ("e", "en", "er")}
ORDINALS |= {"premier": 1}

_OF_FRENCH = (
    "sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt vingt-et-un "
    "vingt-deux vingt-trois vingt-quatre vingt-cinq vingt-six vingt-sept vingt-huit vingt-neuf trente trente-et-un"
)
# In French a day of the month is a plain number: only read as one beside "le", a weekday or a month.
FRENCH_DAYS: dict[str, int] = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}
FRENCH_DAYS |= {word: day for day, word in enumerate(_OF_FRENCH.split(), 7)}
FRENCH_DAYS |= {word.replace("-", " "): day for word, day in FRENCH_DAYS.items() if "-" in word}

NUMBERS: dict[str, int] = {
    word: number
    for number, words in {
        1: "a an one ein eine einem einer einen un une",
        2: "two zwei deux",
        3: "three drei trois few",
        4: "four vier quatre",
        5: "five fünf cinq",
        6: "six sechs",
        7: "seven sieben sept",
        8: "eight acht huit",
        9: "nine neun neuf",
        10: "ten zehn dix",
        11: "eleven elf onze",
        12: "twelve zwölf douze",
        14: "fourteen vierzehn quatorze",
        15: "fifteen fünfzehn quinze",
        20: "twenty zwanzig vingt",
        24: "twenty-four vierundzwanzig vingt-quatre",
        30: "thirty dreißig trente",
        40: "forty vierzig quarante",
        45: "forty-five",
        48: "forty-eight achtundvierzig quarante-huit",
        60: "sixty sechzig soixante",
        90: "ninety neunzig",
    }.items()
    for word in words.split()
} | {"a couple of": 2, "couple of": 2, "a few": 3, "ein paar": 3, "quelques": 3}

UNITS: dict[str, str] = {
    word: unit
    for unit, words in {
        "minute": "minute minutes min mins minuten",
        "hour": "hour hours stunde stunden heure heures",
        "day": "day days tag tage tagen jour jours",
        "workday": "workday workdays werktag werktage werktagen arbeitstag arbeitstage arbeitstagen",
        "week": "week weeks woche wochen semaine semaines",
        "fortnight": "fortnight fortnights",
        "month": "month months monat monate monaten mois",
        "quarter": "quarter quarters quartal quartale quartalen trimestre trimestres",
        "year": "year years jahr jahre jahren an ans année années",
    }.items()
    for word in words.split()
}


def any_of(words: dict[str, int] | dict[str, str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


LEADS: dict[str, tuple[str, ...]] = {
    "before": ("before", "vor", "vor dem", "avant", "avant le", "avant la", "avant l'"),
    "within": ("within", "inside", "in", "innerhalb", "innerhalb von", "binnen", "dans", "sous"),
    "at": (
        *("on", "am", "im", "le", "around", "about", "en", "from", "ab", "for", "pour le"),
        *(
            "in the course of",
            "over the course of",
            "sometime in",
            "im laufe des",
            "im laufe vom",
            "au cours du mois de",
        ),
    ),
    "by": (
        *("by", "until", "till", "no later than", "not later than", "at the latest by", "at the latest"),
        *("bis", "bis zum", "bis zur", "spätestens", "spätestens am", "spätestens bis", "bis spätestens"),
        *("bis spätestens zum", "au plus tard", "au plus tard le", "jusqu'au", "jusqu'à"),
        *("d'ici", "d'ici le", "d'ici la", "d'ici à", "d'ici au"),
    ),
}
