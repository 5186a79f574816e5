"""What is worth hearing in a talk, read from the files in `signals/`: one family of cues in each, with examples."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, cast

from joinery.method.anchors import anchors_for

SIGNALS = Path(__file__).parent / "signals"
From = Literal["seller", "customer", "either"]

KINDS: dict[str, frozenset[str]] = {
    "concept": frozenset({"fix", "accomplish", "avoid"}),
    "need": frozenset({"felt", "wanted"}),
    "yellow_light": frozenset({"timing", "price", "people", "risk", "politics", "fit", "unknown"}),
    **{
        kind: frozenset[str]()
        for kind in [
            "impact",
            "why_us",
            "decision",
            "people",
            "money",
            "timing",
            "competitor",
            "promise",
            "request",
            "call_to_action",
            "yes",
            "no",
            "insight",
            "praise",
            "complaint",
            "success_measure",
        ]
    },
}
_KEYS = frozenset(
    [
        "name",
        "title",
        "kind",
        "from",
        "advice",
        "sort",
        "languages",
        "phrases",
        "not",
        "needs",
        "confidence",
        "questions",
        "words",
        "example",
    ]
)
_EXAMPLE_KEYS = frozenset(["says", "from", "heard", "quote", "before", "reply"])
_NEEDS = frozenset({"", "step", "proof"})


class BrokenSignal(ValueError):
    """A signal file cannot be used; the message names the file and the key."""


@dataclass(frozen=True)
class Phrase:
    """One cue. Written for small letters, straight apostrophes and no fillers; see engine/plain.py."""

    source: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.source)

    @property
    def is_compiled(self) -> bool:
        return "pattern" in self.__dict__

    @cached_property
    def anchors(self) -> Sequence[Sequence[str]]:
        return anchors_for(self.source)

    def may_occur_in(self, plain: str) -> bool:
        """Looking for plain pieces of text first is what makes a thousand cues cheap, most of all to start with."""
        return all(any(piece in plain for piece in group) for group in self.anchors)

    def occurs_in(self, plain: str) -> bool:
        return self.may_occur_in(plain) and self.pattern.search(plain) is not None


@dataclass(frozen=True, slots=True)
class Example:
    """What someone says, and whether this signal is heard in it; `before` and `reply` are the other side's words."""

    says: str
    side: From
    heard: bool
    quote: str = ""
    before: str = ""
    reply: str = ""


@dataclass(frozen=True)
class Signal:
    """One rule family: cues of one kind, and the words that cancel them."""

    name: str
    title: str
    kind: str
    side: From
    advice: str
    phrases: tuple[Phrase, ...]
    cancels: tuple[Phrase, ...]
    sort: str
    languages: tuple[str, ...]
    needs: str  # "step": only when a step is on the table; "proof": a date, an aim or an answer must stand beside it
    confidence: float
    questions: bool  # whether a question may carry it
    examples: tuple[Example, ...]

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """How its phrases are written."""
        return tuple(phrase.source for phrase in self.phrases)


def load_signals(folder: Path = SIGNALS, *, check: bool = False) -> tuple[Signal, ...]:
    signals = tuple(read_signal(path, check=check) for path in sorted(folder.glob("*.toml")))
    names = [signal.name for signal in signals]
    if doubles := sorted({name for name in names if names.count(name) > 1}):
        raise BrokenSignal(f"{folder}: name: used by two files: {', '.join(doubles)}")
    return signals


def read_signal(path: Path, *, check: bool = False) -> Signal:
    """`check` compiles every phrase. The tests do so with ours, so only another folder's are tried at each start."""
    check = check or path.parent != SIGNALS
    try:
        page = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise BrokenSignal(f"{path.name}: not TOML: {wrong}") from wrong
    if unknown := sorted(set(page) - _KEYS):
        raise BrokenSignal(f"{path.name}: {unknown[0]}: no such key")
    kind = _text(path, page, "kind", among=frozenset(KINDS))
    side = _text(path, page, "from", among=frozenset({"seller", "customer", "either"}))
    sort = _text(path, page, "sort", "", among=KINDS[kind] | {""})
    if KINDS[kind] and not sort:
        raise BrokenSignal(f"{path.name}: sort: one of {', '.join(sorted(KINDS[kind]))} is needed")
    words = page.get("words", {})
    if not isinstance(words, dict) or not all(isinstance(word, str) for word in words.values()):
        raise BrokenSignal(f"{path.name}: words: a table of texts is needed")
    return Signal(
        name=_text(path, page, "name"),
        title=_text(path, page, "title"),
        kind=kind,
        side=cast(From, side),
        advice=_text(path, page, "advice"),
        phrases=_phrases(path, page, "phrases", words, check=check),
        cancels=_phrases(path, page, "not", words, check=check) if "not" in page else (),
        sort=sort,
        languages=tuple(_texts(path, page, "languages")),
        needs=_text(path, page, "needs", "", among=_NEEDS),
        confidence=_share(path, page),
        questions=_flag(path, page, "questions", default=False),
        examples=tuple(_example(path, number, row, side) for number, row in enumerate(page.get("example", []), 1)),
    )


def _text(
    path: Path, page: dict[str, Any], key: str, default: str | None = None, *, among: frozenset[str] = frozenset()
) -> str:
    value = page.get(key, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise BrokenSignal(f"{path.name}: {key}: a text is needed")
    if among and value not in among:
        raise BrokenSignal(f"{path.name}: {key}: {value!r} is none of {', '.join(sorted(among - {''}))}")
    return value


def _texts(path: Path, page: dict[str, Any], key: str) -> list[str]:
    value = page.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
        raise BrokenSignal(f"{path.name}: {key}: a list of texts is needed")
    return value


def _flag(path: Path, page: dict[str, Any], key: str, default: bool | None = None) -> bool:
    value = page.get(key, default)
    if not isinstance(value, bool):
        raise BrokenSignal(f"{path.name}: {key}: true or false is needed")
    return value


def _share(path: Path, page: dict[str, Any]) -> float:
    value = page.get("confidence", 0.7)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 1:
        raise BrokenSignal(f"{path.name}: confidence: a number above 0 and at most 1 is needed")
    return float(value)


def _phrases(path: Path, page: dict[str, Any], key: str, words: dict[str, str], *, check: bool) -> tuple[Phrase, ...]:
    phrases = []
    for number, written in enumerate(_texts(path, page, key), 1):
        phrase = Phrase(_spell_out(written, words))
        if check and (wrong := _what_is_wrong(phrase)):
            raise BrokenSignal(f"{path.name}: {key} {number}: {written!r} {wrong}")
        phrases.append(phrase)
    return tuple(phrases)


def _what_is_wrong(phrase: Phrase) -> str:
    try:
        empty = phrase.pattern.search(" a ")
    except re.error as wrong:
        return f"is no pattern: {wrong}"
    return "matches nothing at all" if empty and not empty[0].strip() else ""


def _spell_out(written: str, words: dict[str, str]) -> str:
    """`{deed}` stands for the alternatives under `deed` in the file's `[words]`; these may name others."""
    for _ in range(4):
        written = re.sub(
            r"\{([a-z_]+)\}", lambda named: f"(?:{words[named[1]]})" if named[1] in words else named[0], written
        )
    written = re.sub(r"(?<![\\[€])\$", lambda _: "(?=$|[.,;?!])", written)  # the end of a clause, not a dollar
    start = r"\b" if written[:1].isalpha() or written.startswith("(?:") else ""
    ends_in_a_word = written[-1:].isalpha() or (written.endswith(")") and "(?=" not in written)
    return start + written + (r"\b" if ends_in_a_word else "")


def _example(path: Path, number: int, row: Any, side: str) -> Example:
    where = f"example {number}"
    if not isinstance(row, dict):
        raise BrokenSignal(f"{path.name}: {where}: a table is needed")
    if unknown := sorted(set(row) - _EXAMPLE_KEYS):
        raise BrokenSignal(f"{path.name}: {where} {unknown[0]}: no such key")
    try:
        said_by = _text(
            path, row, "from", "customer" if side == "customer" else "seller", among=frozenset({"seller", "customer"})
        )
        return Example(
            says=_text(path, row, "says"),
            side=cast(From, said_by),
            heard=_flag(path, row, "heard"),
            quote=_text(path, row, "quote", ""),
            before=_text(path, row, "before", ""),
            reply=_text(path, row, "reply", ""),
        )
    except BrokenSignal as wrong:
        raise BrokenSignal(str(wrong).replace(f"{path.name}: ", f"{path.name}: {where} ", 1)) from wrong
