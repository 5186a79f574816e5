"""The languages a customer reads: whose is whose, and how each writes days, hours, numbers and money."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from django.utils import translation

LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français"}
HOUSE = "en"  # what we write for ourselves, and keep

MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
}
SHORT_MONTHS = {
    "en": ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"],
    "de": ["Jan.", "Feb.", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    "fr": ["janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
}
WEEKDAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
}
NUMBERS = {
    "en": ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    "de": ["keine", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"],
    "fr": ["aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"],
}
FEMININE = {"en": {}, "de": {1: "eine"}, "fr": {0: "aucune", 1: "une"}}
QUOTES = {"en": ("“", "”"), "de": ("„", "“"), "fr": ("«\u00a0", "\u00a0»")}
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}


def tongue() -> str:
    """The language of whoever reads now."""
    said = (translation.get_language() or HOUSE).split("-")[0]
    return said if said in LANGUAGES else HOUSE


def known_language(said: str) -> str:
    """de for de-AT; English where we do not speak theirs."""
    short = said.split("-")[0].strip().lower()
    return short if short in LANGUAGES else HOUSE


def language_asked(accepts: str) -> str:
    """What a browser asks for: the first of ours that it names, the dearest first."""
    wishes = []
    for place, part in enumerate(accepts[:500].split(",")):
        name, _, more = part.partition(";")
        try:
            weight = float(more.strip().removeprefix("q=") or 1)
        except ValueError:
            weight = 0.0
        wishes.append((-weight, place, name.split("-")[0].strip().lower()))
    return next((name for weight, _, name in sorted(wishes) if name in LANGUAGES and weight), HOUSE)


@contextmanager
def read_in(language: str) -> Iterator[None]:
    """What is written inside is for somebody who reads this language."""
    with translation.override(known_language(language)):
        yield


def house_words() -> translation.override:
    """What we keep and what one of us reads stays in our own language, whoever pressed the button."""
    return translation.override(HOUSE)


def day_words(on: date, *, year: bool = False, short: bool = False) -> str:
    """12 May; 12. Mai; 1er mai."""
    said = tongue()
    month = (SHORT_MONTHS if short else MONTHS)[said][on.month - 1]
    return f"{_day_number(on, said)} {month}{f' {on.year}' if year else ''}"


def _day_number(on: date, said: str) -> str:
    if said == "de":
        return f"{on.day}."
    return "1er" if said == "fr" and on.day == 1 else str(on.day)


def weekday_words(on: date, *, year: bool = False) -> str:
    """Tuesday, 12 May; Dienstag, 12. Mai; mardi 12 mai."""
    comma = "" if tongue() == "fr" else ","
    return f"{weekday_name(on.weekday())}{comma} {day_words(on, year=year)}"


def weekday_name(place: int) -> str:
    return WEEKDAYS[tongue()][place]


def hour_words(at: datetime | time) -> str:
    """14:30; 14 h 30."""
    if tongue() == "fr":
        return f"{at.hour}\u00a0h" + (f"\u00a0{at:%M}" if at.minute else "")
    return f"{at:%H:%M}"


def between(first: date, second: date) -> str:
    """12 → 19 May; 28 May → 3 June; 20 December 2026 → 8 January 2027."""
    if first.year != second.year:
        return f"{day_words(first, year=True)} → {day_words(second, year=True)}"
    if first.month != second.month:
        return f"{day_words(first)} → {day_words(second)}"
    return f"{_day_number(first, tongue())} → {day_words(second)}"


def numbers(count: int) -> dict[str, str]:
    """For sentences that count, in words up to twelve: {number}, {number_f} for a feminine noun, {number_acc} for the
    fourth case of a masculine one."""
    said = tongue()
    word = NUMBERS[said][count] if 0 <= count < len(NUMBERS[said]) else str(count)
    objective = "einen" if said == "de" and count == 1 else word
    return {"number": word, "number_f": FEMININE[said].get(count, word), "number_acc": objective, "count": str(count)}


def quoted(words: str) -> str:
    before, after = QUOTES[tongue()]
    return f"{before}{words}{after}"


def money_words(amount: int, currency: str = "EUR") -> str:
    """Minor units to €75,000; 75.000 €."""
    whole, cents = divmod(amount, 100)
    said = tongue()
    if said == HOUSE:
        sign = _SIGNS.get(currency, f"{currency} ")
        return f"{sign}{whole:,}" + (f".{cents:02}" if cents else "")
    grouped = f"{whole:,}".replace(",", {"de": ".", "fr": "\u202f"}[said]) + (f",{cents:02}" if cents else "")
    return f"{grouped}\u00a0{_SIGNS.get(currency, currency)}"


def weight_words(size: int) -> str:
    """Bytes to 240 KB or 3.4 MB; 3,4 Mo."""
    said = tongue()
    kilo, mega = ("Ko", "Mo") if said == "fr" else ("KB", "MB")
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} {kilo}"
    number = f"{size / 1_000_000:.1f}"
    return f"{number if said == HOUSE else number.replace('.', ',')} {mega}"
