"""The small joints that templates are put together with. Built in: no template needs to load them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from joinery.lib import plain_text, tongues
from joinery.web.ui.assets import address
from joinery.web.ui.icons import RUNG_WORDS, icon_svg
from joinery.web.ui.ways import url

register = template.Library()
register.tag(url)  # in the place of Django's


@register.simple_tag
def asset(name: str) -> str:
    return address(name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawn sign, from a closed list of our own."""
    return mark_safe(icon_svg(name))  # noqa: S308


@register.simple_tag
def rung(name: str, words: str = "") -> SafeString:
    """How far a belief bears weight: glyph and word."""
    return format_html('<span class="rung rung--{}">{}{}</span>', name, icon(name), words or RUNG_WORDS[name])


@register.simple_tag
def reader_language() -> str:
    """For <html lang>: the language this page is written in."""
    return tongues.tongue()


@register.simple_tag
def colon() -> str:
    return tongues.colon()


@register.filter
def listed(words: Iterable[str]) -> str:
    """One; another; a third."""
    return tongues.listed(words)


@register.filter
def day(moment: date | datetime | None) -> str:
    """4 September; with the year where it is not this one."""
    on = _local(moment)
    return tongues.day_words(on, year=_other_year(on)) if on else ""


@register.filter
def weekday(moment: date | datetime | None) -> str:
    on = _local(moment)
    return tongues.weekday_words(on, year=_other_year(on)) if on else ""


@register.filter
def hour(moment: datetime | None) -> str:
    return tongues.hour_words(timezone.localtime(moment)) if moment else ""


@register.filter
def quoted(words: str) -> str:
    """In the quotation marks of the reader's language."""
    return tongues.quoted(words)


@register.filter
def clock(seconds: float | None) -> str:
    return "" if seconds is None else plain_text.clock(seconds)


@register.filter
def money(amount: int | None, currency: str = "EUR") -> str:
    """Minor units to €75,000."""
    return "" if amount is None else tongues.money_words(amount, currency)


@register.filter
def initials(name: str) -> str:
    parts = [part for part in name.split() if part[0].isalpha()]
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper() if parts else "?"


@register.filter
def weight(size: int) -> str:
    """Bytes to 240 KB or 3.4 MB."""
    return tongues.weight_words(size)


def _local(moment: date | datetime | None) -> date | None:
    return moment.astimezone(timezone.get_current_timezone()).date() if isinstance(moment, datetime) else moment


def _other_year(on: date) -> bool:
    return on.year != timezone.now().astimezone(timezone.get_current_timezone()).year
