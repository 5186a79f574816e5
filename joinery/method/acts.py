"""The cues by which the acts of a talk are heard, read from acts/*.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from joinery.lib.late import late

HERE = Path(__file__).parent / "acts"

# A cue at the start or the end sees only this much of the text: no text, however long, makes it slow.
REACH = 120


class CannotReadMethod(ValueError):
    """A file of the method is not as it should be; the message says which file and what."""


@dataclass(frozen=True, slots=True)
class ActExample:
    """What is said, what the other side answers (may be empty), and whether the act is heard in it."""

    says: str
    heard: bool
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """Some phrases that speak for an act (or against it, with points below nought)."""

    name: str
    language: str  # "en", "de", "fr" or "*" for any
    at: str  # start, end, anywhere, whole
    points: float
    pattern: re.Pattern[str] = field(compare=False)  # compiled when first asked: most talks are in one language
    source: str = ""
    cuts: bool = False  # a piece may begin here in the middle of a sentence


@dataclass(frozen=True, slots=True)
class ActCues:
    """One kind of act with all its cues."""

    kind: str
    title: str
    means: str
    cues: tuple[Cue, ...]
    context: tuple[tuple[str, float], ...]
    examples: tuple[ActExample, ...]


def load_acts(folder: Path | None = None) -> tuple[ActCues, ...]:
    """The acts as the files in `folder` describe them; several files may speak of one act."""
    return acts_from(sorted((folder or HERE).glob("*.toml")))


def _either(at: str, phrases: list[str]) -> str:
    either = f"(?:{'|'.join(phrases)})"
    return {"end": rf"\b{either}$", "whole": rf"{either}$"}.get(at, rf"\b{either}(?!\w)")


def acts_from(paths: Iterable[Path]) -> tuple[ActCues, ...]:
    pages: dict[str, list[Mapping[str, Any]]] = {}
    for path in paths:
        try:
            page = tomllib.loads(path.read_text(encoding="utf-8"))
            page["cues"] = tuple(_cue(cue, page) for cue in page.get("cue", ()))
            if path.parent != HERE:  # the tests have tried ours
                for cue in page["cues"]:
                    re.compile(cue.source)
            pages.setdefault(page["name"], []).append(page)
        except (KeyError, ValueError, re.error) as odd:
            raise CannotReadMethod(f"{path.name}: {odd}") from odd
    return tuple(_act(name, of_name) for name, of_name in sorted(pages.items()))


def _cue(cue: Mapping[str, Any], page: Mapping[str, Any]) -> Cue:
    if cue["at"] not in ("start", "end", "anywhere", "whole"):
        raise ValueError(f"cue {cue['name']!r}: at must be start, end, anywhere or whole")
    language = cue.get("language", page.get("language", "*"))
    source = _either(cue["at"], cue["phrases"])
    cuts = bool(cue.get("cuts", False))
    return Cue(cue["name"], language, cue["at"], float(cue["points"]), late(source), source, cuts)


def _act(name: str, pages: list[Mapping[str, Any]]) -> ActCues:
    return ActCues(
        kind=name,
        title=str(pages[0]["title"]),
        means=next((str(page["means"]) for page in pages if "means" in page), ""),
        cues=tuple(cue for page in pages for cue in page["cues"]),
        context=tuple((key, float(value)) for page in pages for key, value in page.get("context", {}).items()),
        examples=tuple(ActExample(**example) for page in pages for example in page.get("example", ())),
    )
