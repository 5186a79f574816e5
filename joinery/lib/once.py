"""What does not change while one page is made is asked once, however many parts of the page want to know it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_known: ContextVar[dict[str, Any] | None] = ContextVar("known", default=None)


@contextmanager
def one_page() -> Iterator[None]:
    """Only around what changes nothing: a page that is read."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def once(ask: Callable[[], Answer]) -> Callable[[], Answer]:
    """Outside of a page it is asked each time."""
    name = f"{ask.__module__}.{ask.__qualname__}"

    @wraps(ask)
    def asked() -> Answer:
        known = _known.get()
        if known is None:
            return ask()
        if name not in known:
            known[name] = ask()
        answer: Answer = known[name]
        return answer

    return asked
