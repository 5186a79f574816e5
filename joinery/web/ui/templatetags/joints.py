"""The small joints that templates are put together with. Built in: no template needs to load them."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from joinery.lib import plain_text
from joinery.web.ui.assets import address
from joinery.web.ui.icons import RUNG_WORDS, icon_svg

register = template.Library()


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


@register.filter
def day(moment: date | datetime | None) -> str:
    """4 September; with the year where it is not this one."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment).date()
    year = f" {moment.year}" if moment.year != timezone.localdate().year else ""
    return f"{moment.day} {moment:%B}{year}"


@register.filter
def weekday(moment: date | datetime | None) -> str:
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment).date()
    return f"{moment:%A}, {day(moment)}"


@register.filter
def hour(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M}" if moment else ""


@register.filter
def clock(seconds: float | None) -> str:
    return "" if seconds is None else plain_text.clock(seconds)


@register.filter
def money(amount: int | None, currency: str = "EUR") -> str:
    """Minor units to €75,000."""
    if amount is None:
        return ""
    signs = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF "}
    whole, cents = divmod(amount, 100)
    return f"{signs.get(currency, currency + ' ')}{whole:,}" + (f".{cents:02}" if cents else "")


@register.filter
def initials(name: str) -> str:
    parts = [part for part in name.split() if part[0].isalpha()]
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper() if parts else "?"


@register.filter
def weight(size: int) -> str:
    """Bytes to 240 KB or 3.4 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"
