"""JSON: read it safely, and tell whose it is by its keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from joinery.engine.conversation import CannotRead, Conversation
from joinery.engine.formats.decoding import first_lines
from joinery.engine.formats.draft import shown

Fields = dict[str, Any]
Reader = Callable[[Fields], Conversation]

MOST_KEYS = 3_000_000  # about a day of talk with a time for every word
# Every transcript in JSON names its words by one of these; without any of them it need not be parsed.
_MARKS = (
    *('"text"', '"raw_text"', '"words"', '"word"', '"sentence"', '"content"', '"message"', '"body"', '"value"'),
    *('"turns"', '"transcript"', '"monologues"', '"callTranscripts"'),
)


def is_json(text: str) -> bool:
    """An object, or a list of objects or lists; "[0:03] Sam: hello" is neither."""
    start = text[:1000].lstrip("\ufeff \t\r\n")
    inside = start[1:].lstrip()[:1]
    return (start[:1] == "{" and inside in ('"', "}")) or (start[:1] == "[" and inside in ("{", "[", "]"))


def read_json(text: str) -> Conversation:
    if not any(mark in text for mark in _MARKS):
        raise CannotRead(f"This JSON is no transcript that we know. It begins {first_lines(text)}.")
    keys = text.count('":') + text.count('" :')
    if keys > 100_000 and sum(text.count(mark) for mark in _MARKS) * 50 < keys:
        raise CannotRead(f"This JSON has {keys:,} entries and hardly any words; it is no transcript.")
    if keys > MOST_KEYS:
        raise CannotRead(f"This JSON has more than {MOST_KEYS:,} entries; that is not one conversation.")
    return _read(_parsed(text), text)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and (rows := _json_lines(text)):
            return rows
        raise CannotRead(
            f"The JSON breaks off at line {error.lineno:,}, column {error.colno:,}: {error.msg}."
        ) from None
    except RecursionError:
        raise CannotRead("This JSON is nested too deep to be a transcript.") from None
    except ValueError:  # a number of more than 4,300 digits
        raise CannotRead("This JSON holds a number too long to be a time.") from None


def _json_lines(text: str) -> list[Any]:
    """One object a line; [] where that does not fit."""
    rows = []
    for line in text.split("\n"):
        if line.strip():
            try:
                rows.append(json.loads(line))
            except (ValueError, RecursionError):
                return []
    return rows


def _read(value: Any, text: str) -> Conversation:
    from joinery.engine.formats import own, recognisers, recorders

    value = _unwrapped(value)
    if isinstance(value, list):
        return recorders.read_list(value)
    if not isinstance(value, dict):
        raise CannotRead(f"This JSON is no transcript that we know. It begins {first_lines(text)}.")
    results = value.get("results")
    if isinstance(results, dict) and ("channels" in results or "utterances" in results):
        return recognisers.read_deepgram(results)
    readers: tuple[tuple[str, type, Reader], ...] = (
        ("turns", list, own.read_own),
        ("callTranscripts", list, recorders.read_gong),
        ("transcript", list, recorders.read_gong),
        ("sentences", list, recorders.read_fireflies),
        ("monologues", list, recognisers.read_rev),
        ("segments", list, recognisers.read_whisper),
        ("transcription", list, recognisers.read_whisper_cpp),
        ("utterances", list, recognisers.read_utterances),
        ("words", list, recognisers.read_assemblyai_words),
        ("text", str, recognisers.read_text_alone),
    )
    for key, kind, reader in readers:
        if isinstance(value.get(key), kind):
            return reader(value)
    keys = ", ".join(f"“{str(key)[:40]!s}”" for key in list(value)[:6])
    raise CannotRead(f"This JSON is no transcript that we know. Its keys are {shown(keys) or 'missing'}.")


def _unwrapped(value: Any) -> Any:
    """GraphQL answers come as {"data": {"transcript": {...}}}."""
    for key in ("data", "transcript"):
        if isinstance(value, dict) and "turns" not in value and isinstance(value.get(key), dict):
            value = value[key]
    return value


def objects(value: Any, where: str) -> list[Fields]:
    """A list of objects, or a clear word about which entry is none."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise CannotRead(f"In this JSON “{where}” is not a list.")
    for number, item in enumerate(value, start=1):
        if not isinstance(item, dict):
            raise CannotRead(f"In this JSON entry {number:,} of “{where}” is not an object.")
    return value


def words_in(value: Any) -> str:
    """A text, or "" where there is none."""
    return value if isinstance(value, str) else ""


def chance_in(value: Any) -> float | None:
    """A number from 0 to 1, or None."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and 0 <= value <= 1 else None


def first_of(item: Fields, *keys: str) -> Any:
    """The first of these fields that says something."""
    return next((item[key] for key in keys if item.get(key) not in (None, "")), None)


def label_of(value: Any) -> str:
    """A speaker's label: a name as it stands; numbers and single letters become "Speaker 2"."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, int) and abs(value) > 10**9:
        return "Speaker " + str(value % 10**9)
    text = str(value).strip()
    return f"Speaker {text}" if text.isdigit() or (len(text) == 1 and text.isalpha()) else text
