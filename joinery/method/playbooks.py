"""Process templates, one per trade, read from playbooks/*.toml or from a firm's own: all that is done, in order."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from joinery.method.playbook_faults import CannotReadPlaybook, Fault, faults_between, faults_in, warnings_about

__all__ = ["CannotReadPlaybook", "Fault", "Playbook", "PlaybookStep", "as_mapping", "playbooks", "read_playbook"]
PLAYBOOKS = Path(__file__).parent / "playbooks"
InLanguages = Mapping[str, Mapping[str, str]]  # by language: de, fr; then by the name of the part: what, words


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that it is done, and which side brings it."""

    what: str
    kind: str = "words"  # photo, measure, file, words
    side: str = "ours"


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who must be there."""

    side: str
    role: str


@dataclass(frozen=True, slots=True)
class Levels:
    """What the customer does or gets at each level of participation. They choose; the step stands at each."""

    low: str = ""
    mid: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A step in the customer's language."""

    title: str
    sees: str
    question: str = ""
    standard: str = ""
    levels: Levels = Levels()
    evidence: tuple[str, ...] = ()  # what each shows, in the step's order


@dataclass(frozen=True, slots=True)
class PlaybookStep:
    """`side` and `role` own it. `takes` is in working days; `lag_days` are calendar days to wait after the last of
    `after`. `when`: "", or the step is needed only if there are options, or customisation."""

    key: str
    stage: int
    title: str
    side: str
    role: str
    standard: str
    sees: str
    kind: str = "step"
    takes: int = 1
    lag_days: int = 0
    after: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    is_start: bool = False
    is_target: bool = False
    is_checkpoint: bool = False
    question: str = ""
    roles_needed: tuple[Seat, ...] = ()
    when: str = ""
    levels: Levels = Levels()
    words: Mapping[str, Said] = field(default_factory=dict)  # by language: de, fr

    @property
    def said(self) -> Said:
        """All that the customer reads of it, in our own language."""
        shown = tuple(each.what for each in self.evidence)
        return Said(self.title, self.sees, self.question, self.standard, self.levels, shown)


@dataclass(frozen=True, slots=True)
class Extra:
    """Something useful for every customer alike, `days` after a step."""

    key: str
    what: str
    after: str
    days: int = 0
    for_whom: str = "everyone"
    said: InLanguages = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackageItem:
    """A part of the more complete welcome that payment sets off."""

    what: str
    kind: str = "text"  # text, file, names, dates
    words: str = ""
    said: InLanguages = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """What is usually on the order, so that delivery can be checked line by line."""

    what: str
    quantity: int = 1
    unit: str = "piece"
    said: InLanguages = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Playbook:
    key: str
    name: str
    trade: str
    about: str
    steps: tuple[PlaybookStep, ...]
    extras: tuple[Extra, ...] = ()
    package: tuple[PackageItem, ...] = ()
    lines: tuple[OrderLine, ...] = ()

    def step(self, key: str) -> PlaybookStep:
        return next(step for step in self.steps if step.key == key)

    @property
    def start(self) -> PlaybookStep:
        return next(step for step in self.steps if step.is_start)

    @property
    def target(self) -> PlaybookStep:
        return next(step for step in self.steps if step.is_target)

    @property
    def warnings(self) -> list[str]:
        """What is allowed and yet not wise."""
        return warnings_about(as_mapping(self))


@cache
def playbooks() -> dict[str, Playbook]:
    """The shipped ones, by key."""
    read = [_read_file(path) for path in sorted(PLAYBOOKS.glob("*.toml"))]
    return {playbook.key: playbook for playbook in read}


def read_playbook(page: Mapping[str, Any], *, file: str = "") -> Playbook:
    """From a file, or as a firm keeps its own. Refused with every fault at once, each with its step and reason."""
    if faults := faults_in(page):
        raise CannotReadPlaybook(faults, file)
    steps = tuple(_step(step) for step in page["steps"])
    if faults := faults_between(page["steps"], page.get("extras", ())):
        raise CannotReadPlaybook(faults, file)
    return Playbook(
        key=page["key"],
        name=page["name"],
        trade=page["trade"],
        about=page.get("about", ""),
        steps=steps,
        extras=tuple(Extra(**extra) for extra in page.get("extras", ())),
        package=tuple(PackageItem(**item) for item in page.get("package", ())),
        lines=tuple(OrderLine(**line) for line in page.get("lines", ())),
    )


def as_mapping(playbook: Playbook) -> dict[str, Any]:
    """As it is kept: plain values only, and read back the same."""
    kept: dict[str, Any] = _plain(asdict(playbook))
    return kept


def needed_steps(playbook: Playbook, *, options: bool = False, customisation: bool = False) -> tuple[PlaybookStep, ...]:
    """The steps of this order. Whatever waited for a step that is left out waits for what that one waited for."""
    holds = {"": True, "options": options, "customisation": customisation}
    left_out = {step.key: step.after for step in playbook.steps if not holds[step.when]}

    def instead(keys: tuple[str, ...]) -> tuple[str, ...]:
        through = (each for key in keys for each in (instead(left_out[key]) if key in left_out else (key,)))
        return tuple(dict.fromkeys(through))

    return tuple(replace(step, after=instead(step.after)) for step in playbook.steps if step.key not in left_out)


def _step(page: Mapping[str, Any]) -> PlaybookStep:
    made: dict[str, Any] = {
        **page,
        "after": tuple(page.get("after", ())),
        "evidence": tuple(Evidence(**each) for each in page.get("evidence", ())),
        "roles_needed": tuple(Seat(**each) for each in page.get("roles_needed", ())),
        "levels": Levels(**page.get("levels", {})),
        "words": {language: _said(said) for language, said in page.get("words", {}).items()},
    }
    return PlaybookStep(**made)


def _said(page: Mapping[str, Any]) -> Said:
    return Said(**{**page, "levels": Levels(**page.get("levels", {})), "evidence": tuple(page.get("evidence", ()))})


def _read_file(path: Path) -> Playbook:
    try:
        page = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as broken:
        raise CannotReadPlaybook([Fault("", "", f"This is not TOML: {broken}.")], path.name) from broken
    return read_playbook(page, file=path.name)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
