"""The plain widgets, written out: what Django's templates make of them, in a tenth of the time. A page of ours may have
twenty fields that nobody has opened yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]  # as Widget.get_context makes it
FOLDER = "django/forms/widgets/"


def line(widget: Widget) -> SafeString:
    value = "" if widget["value"] is None else f' value="{escape(widget["value"])}"'
    said = f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"{value}{_attributes(widget)}>'
    return mark_safe(said)  # noqa: S308


def text(widget: Widget) -> SafeString:
    value = conditional_escape(widget["value"]) if widget["value"] else ""
    said = f'<textarea name="{escape(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'
    return mark_safe(said)  # noqa: S308


def choice(widget: Widget) -> SafeString:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    said = f'<select name="{escape(widget["name"])}"{_attributes(widget)}>{groups}\n</select>'
    return mark_safe(said)  # noqa: S308


PLAIN: dict[str, Callable[[Widget], SafeString]] = {
    **{f"{FOLDER}{kind}.html": line for kind in ("text", "email", "number", "date", "datetime", "hidden", "password")},
    f"{FOLDER}textarea.html": text,
    f"{FOLDER}select.html": choice,
}


def _group(name: str | None, options: list[Widget]) -> str:
    written = "".join(
        f'\n  <option value="{escape(one["value"])}"{_attributes(one)}>{conditional_escape(one["label"])}</option>\n'
        for one in options
    )
    return f'\n  <optgroup label="{escape(name)}">{written}\n  </optgroup>' if name else written


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )
