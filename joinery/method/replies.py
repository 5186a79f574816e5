"""What a reply to a letter means, by the plain words at its beginning (replies.toml). In doubt it is only words."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

_AFTER = re.compile(r"[\s,.:;!–—-]*")
_SENTENCE = re.compile(r"[.!\n;]+")
_WORD = re.compile(r"[\w'-]+")
_LONGEST_GREETING = 60


class Means(StrEnum):
    YES = "yes"
    NOT_QUITE = "not_quite"
    STUCK = "stuck"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Reply:
    """`rest` is what they say beyond the plain answer; of "words" it is all they say."""

    means: Means
    rest: str


@dataclass(frozen=True)
class _Book:
    begins: dict[Means, re.Pattern[str]]
    greeting: re.Pattern[str]
    may_say: frozenset[str]
    turns: re.Pattern[str]


def read_reply(words: str) -> Reply:
    """`words` are the writer's own, without quotes and signature."""
    book, whole = _book(), unicodedata.normalize("NFC", words).strip()
    said = _without_greeting(whole, book)
    even = _even(said)
    for means in (Means.NOT_QUITE, Means.STUCK, Means.YES):
        if not (found := book.begins[means].match(even)):
            continue
        if means == Means.YES:
            return _yes(said, even, book) or Reply(Means.WORDS, whole)
        return Reply(means, said[_AFTER.match(even, found.end()).end() :].strip())  # type: ignore[union-attr]
    return Reply(Means.WORDS, whole)


def _yes(said: str, even: str, book: _Book) -> Reply | None:
    """A yes is plain when its sentence says nothing else, and nothing after it takes it back or puts a figure."""
    if "?" in even or re.search(r"\d", even) or book.turns.search(even):
        return None
    cut = _SENTENCE.search(even)
    sentence, end = (even[: cut.start()], cut.end()) if cut else (even, len(even))
    if any(word not in book.may_say for word in _WORD.findall(sentence)):
        return None
    is_more = any(word not in book.may_say for word in _WORD.findall(even[end:]))  # more than "thank you"
    return Reply(Means.YES, said[end:].strip() if is_more else "")


def _without_greeting(said: str, book: _Book) -> str:
    """To "Hi Ana, yes" the answer is "yes"; so it is after a greeting on a line of its own."""
    found = book.greeting.match(_even(said))
    if not found:
        return said
    line = said.split("\n", 1)[0]
    comma = line.find(",", found.end())
    if 0 <= comma <= _LONGEST_GREETING:
        return said[comma + 1 :].strip()
    return said[len(line) :].strip() if len(line) <= _LONGEST_GREETING and "\n" in said else said


def _even(words: str) -> str:
    """Small letters and straight marks, letter for letter as long as before."""
    return "".join(_even_letter(letter) for letter in words)


def _even_letter(letter: str) -> str:
    if letter in "’‘`´":
        return "'"
    low = letter.lower()
    return low if len(low) == 1 else letter


@cache
def _book() -> _Book:
    page = tomllib.loads(Path(__file__).with_name("replies.toml").read_text())
    begins = page["begins"]
    return _Book(
        {means: _anchored(begins[means]) for means in (Means.YES, Means.NOT_QUITE, Means.STUCK)},
        _anchored(begins["greeting"]),
        frozenset(page["yes"]["may_say"]),
        re.compile(rf"(?<![\w'])(?:{'|'.join(page['yes']['turns'])})(?!\w)"),
    )


def _anchored(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(phrases)})(?![\w'])")
