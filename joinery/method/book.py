"""The method as the engine uses it, read once from its files; a firm's own folder may replace them file by file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from joinery.method import tiers
from joinery.method.acts import ActCues, acts_from
from joinery.method.sides import SideCues, load_sides
from joinery.method.signals import Signal, read_signal
from joinery.method.tiers import Tiers, load_tiers

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Method:
    """Everything the engine listens with. `edition` changes when any file does."""

    acts: tuple[ActCues, ...]
    signals: tuple[Signal, ...]
    sides: SideCues
    tiers: Tiers
    edition: str


@cache
def load_method(folder: Path | None = None) -> Method:
    """The method of the product; `folder` holds a firm's own `acts/*.toml`, `signals/*.toml` or `sides.toml`, and each
    of its files stands for ours of the same name, or is new."""
    acts, signals = (_files(part, folder) for part in ("acts", "signals"))
    own = folder / "sides.toml" if folder else None
    sides = own if own is not None and own.is_file() else HERE / "sides.toml"
    return Method(
        acts=acts_from(acts),
        signals=tuple(read_signal(path) for path in signals),
        sides=load_sides(sides),
        tiers=load_tiers(),
        edition=_edition([*acts, *signals, sides, tiers.FILE]),
    )


def _files(part: str, folder: Path | None) -> list[Path]:
    found = {path.name: path for path in (HERE / part).glob("*.toml")}
    if folder is not None:
        found.update({path.name: path for path in (folder / part).glob("*.toml")})
    return [found[name] for name in sorted(found)]


def _edition(paths: Iterable[Path]) -> str:
    whole = sha256()
    for path in paths:
        text = path.read_text(encoding="utf-8").encode()  # the same on every system's line ends
        whole.update(f"{path.parent.name}/{path.name} {len(text)}\n".encode() + text)
    return whole.hexdigest()[:12]
