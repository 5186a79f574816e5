"""The days on which nobody of the firm works: public holidays of its place, and days of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms

from joinery.lib.working_days import UnknownPlace, named_holidays, places
from joinery.web.ui.forms import DayInput, Form

MOST_DAYS = 92  # off at a stretch


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days off from the first to the last."""

    first: date
    last: date

    @property
    def days(self) -> list[str]:
        return [(self.first + timedelta(days=n)).isoformat() for n in range((self.last - self.first).days + 1)]


def stretches(days: Iterable[str], today: date) -> list[Stretch]:
    """The firm's own days off from today on, those in a row put together."""
    found: list[Stretch] = []
    for day in sorted(date.fromisoformat(each) for each in days):
        if found and day - found[-1].last == timedelta(days=1):
            found[-1] = Stretch(found[-1].first, day)
        else:
            found.append(Stretch(day, day))
    return [each for each in found if each.last >= today]


def next_holidays(place: str, today: date, count: int = 8) -> list[tuple[date, str, str]]:
    """Day, weekday, name; none for a place that is no longer known."""
    try:
        known = named_holidays(place, (today.year, today.year + 1))
    except UnknownPlace:
        return []
    return [(day, f"{day:%A}", name) for day, name in known.items() if day >= today][:count]


def place_choices() -> list[tuple[str, Any]]:
    countries = [
        (name, [(code, _said(name, part)) for code, part in parts.items()]) for name, parts in places().items()
    ]
    return [("", "No public holidays"), *countries]


def _said(country: str, part: str) -> str:
    return country if part == country else f"{country}: {part}"


class PlaceForm(Form):
    place = forms.ChoiceField(
        label="Public holidays of",
        required=False,
        choices=place_choices,
        help_text="A country, or the part of it where your people work.",
    )


class StretchForm(Form):
    first = forms.DateField(label="From", widget=DayInput())
    last = forms.DateField(label="To", widget=DayInput(), required=False)

    def clean(self) -> dict[str, Any]:
        filled: dict[str, Any] = super().clean() or self.cleaned_data
        first = filled.get("first")
        filled["last"] = last = filled.get("last") or first
        if first and last and not 0 <= (last - first).days < MOST_DAYS:
            self.add_error("last", f"The last day comes after the first, at most {MOST_DAYS} days on.")
        return filled


def with_days(kept: Sequence[str], more: Stretch) -> list[str]:
    return sorted({*kept, *more.days})


def without_days(kept: Sequence[str], gone: Stretch) -> list[str]:
    return sorted({*kept} - {*gone.days})
