"""What programs send, read with care: too large, too deep or broken is told at once and never an error of ours."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

SMALL = 1024 * 1024
LARGEST = 64 * 1024 * 1024
MOST_NAMES = 400_000
DEEPEST = 60


class CannotTake(Exception):
    """A body that cannot be read; `status` is what HTTP calls it."""

    def __init__(self, says: str, status: int = 400, where: str = "body") -> None:
        super().__init__(says)
        self.status, self.where = status, where


def refuse_too_large(request: HttpRequest, most: int) -> None:
    if _length(request) > most:
        raise CannotTake(f"This is larger than {most // 1024 // 1024} MB.", 413)


def _length(request: HttpRequest) -> int:
    given = str(request.META.get("CONTENT_LENGTH") or 0)
    return int(given) if given.isdecimal() else 0


def read_json(request: HttpRequest, most: int = SMALL) -> dict[str, Any]:
    refuse_too_large(request, most)
    content = request.read()
    if content.count(b'":') > MOST_NAMES:
        raise CannotTake("There are too many names in this JSON.")
    try:
        given = json.loads(content.decode(), parse_constant=_no_number)
    except RecursionError:
        raise CannotTake("This JSON is nested too deeply.") from None
    except ValueError:  # broken JSON, text that is no UTF-8, numbers of thousands of digits
        raise CannotTake("This is not JSON.") from None
    if not isinstance(given, dict):
        raise CannotTake("This wants one JSON object.")
    _refuse_what_is_no_text(given)
    return given


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _refuse_what_is_no_text(given: dict[str, Any]) -> None:
    """NUL and half characters, which no database takes; and depth, which nobody needs."""
    level: list[Any] = [given]
    for _ in range(DEEPEST):
        texts = [one for one in level if isinstance(one, str)]
        texts += [name for one in level if isinstance(one, dict) for name in one]
        whole = "".join(texts)
        if "\0" in whole:
            raise CannotTake("There is a NUL character in this text.", 422)
        try:
            whole.encode()
        except UnicodeEncodeError:
            raise CannotTake("There is half a character in this text (a lone surrogate).", 422) from None
        level = [
            inner
            for one in level
            if isinstance(one, (dict, list))
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return
    raise CannotTake("This JSON is nested too deeply.")


class JsonBodies(Parser):
    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        return read_json(request)
