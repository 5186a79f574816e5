"""Small sentences: numbers in words, days as people say them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"]


def in_words(number: int) -> str:
    return NUMBERS[number].lower() if number < len(NUMBERS) else f"{number:,}"


def many(number: int, thing: str, things: str = "") -> str:
    """Two promises; one light; 14 lines."""
    return f"{in_words(number)} {thing if number == 1 else things or thing + 's'}"


def sentence(*clauses: str) -> str:
    """Joins what is there: "two promises fall due today, and one light is yellow"."""
    there = [clause for clause in clauses if clause]
    if not there:
        return ""
    joined = there[0] if len(there) == 1 else ", ".join(there[:-1]) + ", and " + there[-1]
    return joined[0].upper() + joined[1:] + "."


def local_day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def near_day(on: date, today: date) -> str:
    """Today, tomorrow, Friday, 4 September."""
    away = (on - today).days
    if away in {-1, 0, 1}:
        return {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}[away]
    if 1 < away < 7:
        return f"{on:%A}"
    year = f" {on.year}" if on.year != today.year else ""
    return f"{on.day} {on:%B}{year}"


def near_moment(moment: datetime, today: date) -> str:
    """Inside a sentence: yesterday at 21:40."""
    local = timezone.localtime(moment)
    day = near_day(local.date(), today)
    return f"{day.lower() if abs((local.date() - today).days) < 2 else f'on {day}'} at {local:%H:%M}"


def late_by(on: date, today: date) -> str:
    days = (today - on).days
    word = NUMBERS[days] if days < len(NUMBERS) else str(days)
    return f"{word} day{'' if days == 1 else 's'} late"
