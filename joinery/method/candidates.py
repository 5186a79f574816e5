"""Where the verifier looks: loose cues per kind, read from `candidates.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import cast

from joinery.method.signals import From, Phrase, Signal

FILE = Path(__file__).parent / "candidates.toml"
LOOSE = "the verifier"  # what a finding without a signal was heard by
DOUBT = 0.2  # what such a cue says by itself


@cache
def load_candidates(path: Path = FILE) -> tuple[Signal, ...]:
    """As signals, so that they are looked for in the same way; `name` tells them apart."""
    page = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Signal(
            name=LOOSE,
            title=look["kind"],
            kind=look["kind"],
            side=cast(From, look["from"]),
            advice="",
            phrases=tuple(Phrase(_framed(written)) for written in look["phrases"]),
            cancels=(),
            sort=look.get("sort", ""),
            languages=("en", "de", "fr"),
            needs="",
            confidence=DOUBT,
            questions=True,
            examples=(),
        )
        for look in page["look"]
    )


def _framed(written: str) -> str:
    return rf"(?<!\w)(?:{written})"
