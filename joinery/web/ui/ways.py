"""`{% url %}` for pages full of links: the way to a view is looked up once, each link only puts its ids in."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as plain_url
from django.urls import NoReverseMatch, get_script_prefix, reverse

STANDS_FOR_AN_ID = "735100153700"  # a number and a word at once, and no part of any way


class Way(URLNode):
    def render(self, context: Context) -> str:
        if self.asvar or self.kwargs:
            return str(super().render(context))
        ids = [one.resolve(context) for one in self.args]
        if not all(_is_plain(one) for one in ids):
            return str(super().render(context))
        way = _way(settings.ROOT_URLCONF, get_script_prefix(), self.view_name.resolve(context), len(ids))
        return way.format(*ids) if way else str(super().render(context))


def url(parser: Parser, token: Token) -> Way:
    asked = plain_url(parser, token)
    return Way(asked.view_name, asked.args, asked.kwargs, asked.asvar)


def _is_plain(value: Any) -> bool:
    """Means the same in an address and in HTML."""
    return isinstance(value, str) and value.isascii() and value.isalnum()


@cache
def _way(urls: str, prefix: str, name: str, count: int) -> str:
    """With {} for each id; empty: Django finds it, or says what is wrong."""
    try:
        found = reverse(name, args=[STANDS_FOR_AN_ID] * count)
    except NoReverseMatch:
        return ""
    return "" if set("{}<>&\"'") & set(found) else found.replace(STANDS_FOR_AN_ID, "{}")
